"""The blueprint that the views of certificates share."""

from __future__ import annotations

from datetime import date

from flask import Blueprint

from app.certificates import explanations, pdf
from app.formats import english
from app.seoul import seoul_date

bp = Blueprint("certificates", __name__)


@bp.app_template_filter("paper_date")
def paper_date(value: date) -> str:
    """2026. 6. 2. as on the certificate, or 2 June 2026."""
    if english():
        return f"{value.day} {value:%B} {value.year}"
    return pdf.dotted(value)


bp.add_app_template_filter(seoul_date, "seoul_day")
bp.add_app_template_filter(explanations.for_learner, "missing_for_learner")
bp.add_app_template_filter(explanations.for_staff, "missing_for_staff")
