"""The coordinator's list of applicants, and what she may do with a place."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import access_log, clock
from app.accounts.permissions import Permission, Role
from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.forms.ending import EndForm
from app.enrollment.models import Enrollment
from app.enrollment.queries import Part
from app.enrollment.views.blueprint import bp
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import LARGEST_ID, found, me, permission_required


def _my_schools() -> frozenset[int]:
    return me().school_ids(Role.COORDINATOR)


def _my_run(run_id: int) -> CourseRun:
    return found(queries.run_of_schools(db.session(), run_id, school_ids=_my_schools()))


def _my_enrollment(enrollment_id: int) -> Enrollment:
    return found(
        queries.enrollment_of_schools(
            db.session(), enrollment_id, school_ids=_my_schools()
        )
    )


@bp.get("/office/runs/<int:run_id>/applicants")
@permission_required(Permission.COORDINATE)
def applicants(run_id: int) -> ResponseReturnValue:
    """Who has a seat, who waits, whose place has ended; a page at a time."""
    run, session = _my_run(run_id), db.session()
    part = _part_asked_for()
    after = request.args.get("after", type=int)
    if after is not None and abs(after) > LARGEST_ID:
        after = None
    counts = queries.counts_by_status(session, run_id)
    page = queries.applicants(session, run_id, part, after=after)
    access_log.note(place.person_id for place in page.rows)
    return render_template(
        "enrollment/applicants.html",
        run=run,
        part=part,
        page=page,
        after=after,
        counts=_counts(counts),
        free=max(0, services.seats_of(run).free),
        can_fill=_can_fill(run),
        begun=run.starts_on is not None and run.starts_on <= clock.today(),
        over=services.is_over(run, clock.now()),
    )


def _part_asked_for() -> Part:
    asked = request.args.get("show", "")
    return Part(asked) if asked in {part.value for part in Part} else Part.CONFIRMED


def _counts(by_status: dict[EnrollmentStatus, int]) -> dict[Part, int]:
    return {
        Part.CONFIRMED: by_status.get(EnrollmentStatus.CONFIRMED, 0),
        Part.WAITING: by_status.get(EnrollmentStatus.WAITING, 0),
        Part.ENDED: sum(n for status, n in by_status.items() if status not in LIVE),
    }


def _can_fill(run: CourseRun) -> bool:
    return (
        run.waiting_count > 0
        and services.seats_of(run).free > 0
        and run.cancelled_at is None
        and not services.is_over(run, clock.now())
    )


@bp.post("/office/runs/<int:run_id>/fill-seats")
@permission_required(Permission.COORDINATE)
def fill_seats(run_id: int) -> ResponseReturnValue:
    """Move the first in line to the seats that are free."""
    _my_run(run_id)
    with transaction() as session:
        moved = services.fill_free_seats(
            session, run_id=run_id, by=me().id, now=clock.now()
        )
        number = len(moved)
        access_log.note(place.person_id for place in moved)
    if number:
        text = ngettext(
            "%(num)d person has moved up and will get an e-mail.",
            "%(num)d people have moved up and will get an e-mail.",
            number,
        )
        flash(text, "ok")
    else:
        flash(
            _("Nobody could move up: there is no free seat, or nobody is waiting."),
            "info",
        )
    return redirect(url_for(".applicants", run_id=run_id))


@bp.route("/office/enrollments/<int:enrollment_id>/cancel", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def cancel(enrollment_id: int) -> ResponseReturnValue:
    """직권취소, with its reason."""
    return _end(enrollment_id, "cancel", services.cancel)


@bp.route("/office/enrollments/<int:enrollment_id>/drop-out", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def drop_out(enrollment_id: int) -> ResponseReturnValue:
    """중도포기, with its reason."""
    return _end(enrollment_id, "drop_out", services.drop_out)


def _end(
    enrollment_id: int, what: str, service: Callable[..., Enrollment]
) -> ResponseReturnValue:
    place, form = _my_enrollment(enrollment_id), EndForm()
    run_id = place.run_id
    access_log.note([place.person_id])
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service(
                    session,
                    enrollment_id=enrollment_id,
                    by=me().id,
                    reason=form.reason.data or "",
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(
                _(
                    "The enrolment has ended. A free seat goes to the next person "
                    "waiting."
                ),
                "ok",
            )
            return redirect(url_for(".applicants", run_id=run_id))
    place = _my_enrollment(enrollment_id)
    return render_template(
        "enrollment/end.html", place=place, run=place.run, form=form, what=what
    )
