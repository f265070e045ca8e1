"""Home pages of instructors, coordinators and the city."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.permissions import Permission, Role
from app.extensions import db
from app.home.blueprint import bp
from app.home.city import city_in
from app.home.office import office_of
from app.home.plan_form import FIGURES
from app.incubation.labels import STAGES
from app.places import queries as places
from app.places.models import PlanFigure
from app.web import me, permission_required

OFFICE_RUNS, OFFICE_TASKS = 8, 6
"""Of the runs, and of each group of things to do; the rest is one press away."""


@bp.get("/office")
@permission_required(Permission.COORDINATE)
def office() -> ResponseReturnValue:
    """What waits in the coordinator's own schools."""
    session, now = db.session(), clock.now()
    schools = places.schools(session, ids=me().school_ids(Role.COORDINATOR))
    return render_template(
        "home/office.html",
        now=now,
        schools=schools,
        office=office_of(session, schools, now=now) if schools else None,
        runs_shown=OFFICE_RUNS,
        tasks_shown=OFFICE_TASKS,
        stages=STAGES,
    )


@bp.get("/city")
@permission_required(Permission.SEE_CITY)
def city() -> ResponseReturnValue:
    """True counts of a year, against the plan, school by school."""
    now = clock.now()
    asked = request.args.get("year", type=int)
    return render_template(
        "home/city.html",
        city=city_in(db.session(), asked, now=now),
        figures=FIGURES,
        figure=PlanFigure,
        now=now,
    )
