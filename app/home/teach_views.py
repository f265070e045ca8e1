"""/teach: an instructor's home."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.permissions import Permission, Role
from app.courses.queries import runs_taught_by
from app.extensions import db
from app.home import teaching
from app.home.blueprint import bp
from app.web import me, permission_required

RUNS_SHOWN = 20


@bp.get("/teach")
@permission_required(Permission.TEACH)
def teach() -> ResponseReturnValue:
    """Today's classes first, one press from their register."""
    session, today = db.session(), clock.today()
    taught = runs_taught_by(me().person_id, school_ids=me().school_ids(Role.INSTRUCTOR))
    return render_template(
        "home/teach.html",
        now=clock.now(),
        today=today,
        todays=teaching.todays(session, taught=taught, day=today),
        behind=teaching.behind(session, taught=taught, day=today),
        later=teaching.later(session, taught=taught, day=today),
        runs=teaching.runs_of(session, taught=taught, most=RUNS_SHOWN, day=today),
    )
