"""The public catalogue and a run's page."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from app import clock, policy
from app.accounts.permissions import Role
from app.courses import notice, queries
from app.courses.catalogue import Page, page_of_runs
from app.courses.contact import pieces_of
from app.courses.interruptions import interruptions_of
from app.courses.models import CourseRun
from app.courses.search import (
    PUBLIC,
    cursor_of,
    place_of,
)
from app.courses.standing import needed_of, standing_of
from app.courses.state import RunState, Standing
from app.courses.structured_data import course_data
from app.courses.views.asked import Asked, asked_of
from app.extensions import db
from app.formats import english
from app.kept_pages import same_for_visitors
from app.places import queries as places
from app.policy import History
from app.seoul import seoul_date
from app.web import found, me, public

bp = Blueprint("courses", __name__)
FIGURES = ("adult_age", "holding_percent", "list_end_classes")
WEIGHED = (RunState.DRAFT, RunState.UPCOMING, RunState.OPEN, RunState.CLOSED)
"""Until its first day it isn't settled that a run is held."""


@bp.get("/courses")
@public
@same_for_visitors
def catalogue() -> ResponseReturnValue:
    session = db.session()
    trades, districts = queries.trades(session), places.districts(session)
    asked = asked_of(request.args, trades=trades, districts=districts)
    after = place_of(asked.after) if asked.after else None
    page = Page((), None)
    if asked.filters is not None:
        page = page_of_runs(session, asked.filters, now=clock.now(), after=after)
    return render_template(
        "courses/catalogue.html",
        asked=asked,
        page=page,
        trades=trades,
        districts=districts,
        states=PUBLIC,
        lost=bool(asked.after) and after is None,
        first_url=url_for(".catalogue", **asked.again()),
        next_url=_next_url(asked, page),
    )


def _next_url(asked: Asked, page: Page) -> str | None:
    if page.next is None:
        return None
    return url_for(".catalogue", **asked.again(), after=cursor_of(page.next))


@bp.get("/runs/<int:run_id>")
@public
@same_for_visitors
def run(run_id: int) -> ResponseReturnValue:
    run = found(
        notice.notice_of(db.session(), run_id=run_id, school_ids=_own_schools())
    )
    now = clock.now()
    standing = standing_of(run, now=now)
    figures = policy.histories(db.session(), FIGURES)
    classes = notice.classes_of(run)
    needed = None
    if classes and run.completion_percent:
        needed = notice.classes_needed(run.completion_percent, classes)
    school = run.course.school
    return render_template(
        "courses/run.html",
        run=run,
        standing=standing,
        taught=notice.taught_in(run),
        classes=classes,
        needed=needed,
        people_needed=_people_needed(run, standing, figures["holding_percent"]),
        list_ends_at=_list_end(run, standing, figures["list_end_classes"]),
        adult_age=figures["adult_age"].on(seoul_date(now)),
        contact=pieces_of(run.contact or f"{school.phone} {school.office_hours}"),
        may_edit=run.course.school_id in _own_schools(),
        told=interruptions_of(db.session(), run),
        now=now,
        structured=_structured(run, standing) if run.published_at else None,
    )


def _list_end(run: CourseRun, standing: Standing, classes: History) -> datetime | None:
    """Until when people move up, as long as somebody may still ask."""
    if standing.state not in WEIGHED or run.waiting_limit == 0:
        return None
    return notice.list_end_of(run, classes)


def _people_needed(run: CourseRun, standing: Standing, holding: History) -> int | None:
    """How many must come, as long as that is open; None afterwards."""
    if standing.state not in WEIGHED:
        return None
    return needed_of(run, holding)


def _own_schools() -> frozenset[int]:
    """The schools whose drafts the reader may see."""
    if not current_user.is_authenticated:
        return frozenset()
    return me().school_ids(Role.COORDINATOR)


def _structured(run: CourseRun, standing: Standing) -> Markup:
    """JSON that can stand inside a <script>: no `<`, `>` or `&` of its own."""
    data = course_data(
        run,
        standing,
        url=url_for(".run", run_id=run.id, _external=True),
        home=url_for("home.front", _external=True),
        english=english(),
    )
    return htmlsafe_json_dumps(data, ensure_ascii=False)
