"""A learner's own certificate, and its PDF."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.permissions import Permission
from app.certificates import queries
from app.certificates.models import Certificate
from app.certificates.views.blueprint import bp
from app.certificates.views.files import pdf_file
from app.extensions import db
from app.web import found, me, permission_required

LOOK_AGAIN_SECONDS = "5"


@bp.get("/me/certificates/<int:certificate_id>")
@permission_required(Permission.LEARN)
def show(certificate_id: int) -> ResponseReturnValue:
    """One's own certificate; while its PDF is being made the page looks again."""
    certificate = _own(certificate_id)
    page = make_response(
        render_template("certificates/show.html", certificate=certificate)
    )
    if certificate.valid and certificate.pdf_made_at is None:
        page.headers["Refresh"] = LOOK_AGAIN_SECONDS
    return page


@bp.get("/me/certificates/<int:certificate_id>/certificate.pdf")
@permission_required(Permission.LEARN)
def pdf(certificate_id: int) -> ResponseReturnValue:
    certificate = _own(certificate_id)
    file = pdf_file(certificate) if certificate.valid else None
    if file is None:
        if certificate.pdf_made_at is not None and certificate.valid:
            flash(
                _("The file isn't available at the moment. Please try again later."),
                "bad",
            )
        return redirect(url_for(".show", certificate_id=certificate_id))
    return file


def _own(certificate_id: int) -> Certificate:
    return found(
        queries.certificate_of_person(
            db.session(), certificate_id, person_id=me().person_id
        )
    )
