"""Help, at the same place under every page (KWCAG 2.2, 6.2.1)."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock, policy
from app.extensions import db
from app.home.blueprint import bp
from app.places import queries as places
from app.seoul import seoul_date
from app.web import public

FIGURES = ("completion_percent", "founders_minimum", "invitation_days")


@bp.get("/help")
@public
def help() -> ResponseReturnValue:
    """How it all goes, whom to telephone, what to do where a page is hard to use."""
    session, today = db.session(), seoul_date(clock.now())
    return render_template(
        "home/help.html",
        figures=policy.figures(session, FIGURES, on=today),
        schools=[school for school in places.schools(session) if school.phone],
    )
