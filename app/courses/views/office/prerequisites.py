"""`/office/runs/<id>/prerequisites`: what who applies must have completed."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.models import Course, CourseRun
from app.courses.prerequisite_queries import courses_to_require
from app.courses.services import prerequisites as services
from app.courses.views.office.blueprint import bp, my_run, my_schools
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import asked_text, found, me, permission_required
from app.words import words_for


@bp.get("/runs/<int:run_id>/prerequisites")
@permission_required(Permission.COORDINATE)
def prerequisites(run_id: int) -> ResponseReturnValue:
    """The courses asked for, and others to choose; found by a part of the name."""
    run, sought = my_run(run_id), asked_text("q")
    open_terms = run.published_at is None and run.cancelled_at is None
    courses = courses_to_require(
        db.session(), run, school_ids=my_schools(), sought=sought
    )
    return render_template(
        "courses/office/prerequisites.html",
        run=run,
        sought=sought,
        courses=courses if open_terms else (),
        open_terms=open_terms,
    )


@bp.post("/runs/<int:run_id>/prerequisites/<int:course_id>/add")
@permission_required(Permission.COORDINATE)
def add_prerequisite(run_id: int, course_id: int) -> ResponseReturnValue:
    found(db.session.get(Course, course_id))
    return _changed(
        run_id,
        course_id,
        services.require_course,
        str(_("The course is now required.")),
    )


@bp.post("/runs/<int:run_id>/prerequisites/<int:course_id>/remove")
@permission_required(Permission.COORDINATE)
def remove_prerequisite(run_id: int, course_id: int) -> ResponseReturnValue:
    return _changed(
        run_id,
        course_id,
        services.waive_course,
        str(_("The course is no longer required.")),
    )


def _changed(
    run_id: int, course_id: int, verb: Callable[..., CourseRun], done: str
) -> ResponseReturnValue:
    my_run(run_id)
    try:
        with transaction() as session:
            verb(
                session,
                run_id=run_id,
                course_id=course_id,
                by=me().id,
                now=clock.now(),
            )
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(done, "ok")
    return redirect(url_for(".prerequisites", run_id=run_id))
