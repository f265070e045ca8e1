"""Home pages of instructors, coordinators and the city."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.permissions import Permission, Role
from app.courses.queries import runs_taught_by
from app.extensions import db
from app.home import city as figures
from app.home import office as waiting
from app.home import teaching
from app.home.blueprint import bp
from app.incubation import queries as incubation
from app.places import queries as places
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
        todays=teaching.meetings_on(session, taught=taught, day=today),
        later=teaching.meetings_after(session, taught=taught, day=today),
        runs=teaching.runs_of(session, taught=taught, most=RUNS_SHOWN),
    )


@bp.get("/office")
@permission_required(Permission.COORDINATE)
def office() -> ResponseReturnValue:
    """What waits in the coordinator's own schools."""
    schools, now = me().school_ids(Role.COORDINATOR), clock.now()
    session = db.session()
    return render_template(
        "home/office.html",
        now=now,
        schools=places.schools(session, ids=schools),
        unmarked=waiting.unmarked(session, schools, now=now),
        over=waiting.over_without_certificates(session, schools, today=clock.today()),
        drafts=waiting.drafts(session, schools),
        open_runs=waiting.open_runs(session, schools, now=now),
        ventures=incubation.waiting_for_coordinator(session, schools),
    )


@bp.get("/city")
@permission_required(Permission.SEE_CITY)
def city() -> ResponseReturnValue:
    """True counts of every school."""
    rows = figures.by_school(db.session())
    return render_template(
        "home/city.html", rows=rows, whole=figures.whole(rows), now=clock.now()
    )
