"""`/me/enrollments/<id>`: a person's own place in a run, and leaving it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts.permissions import Permission
from app.courses.models import CourseRun
from app.courses.queries import list_end, meetings_of
from app.enrollment import queries, services
from app.enrollment.allocation import LIVE, EnrollmentStatus
from app.enrollment.forms.applying import ApplyForm
from app.enrollment.models import Enrollment
from app.enrollment.views.blueprint import bp
from app.exceptions import DomainError
from app.extensions import db
from app.seoul import seoul_date
from app.unit_of_work import transaction
from app.web import found, me, permission_required
from app.words import words_for


def _mine(enrollment_id: int) -> Enrollment:
    return found(
        queries.own_enrollment(db.session(), enrollment_id, person_id=me().person_id)
    )


@bp.app_template_global()
def place_in(run: CourseRun) -> Enrollment | None:
    """What the reader has in this run now, so that its notice doesn't ask her again."""
    if not current_user.is_authenticated:
        return None
    return queries.live_enrollment(
        db.session(), run_id=run.id, person_id=me().person_id
    )


@bp.get("/me/enrollments/<int:enrollment_id>")
@permission_required(Permission.LEARN)
def show(enrollment_id: int) -> ResponseReturnValue:
    """Her place: what she has, what comes next, when the meetings are."""
    place, session, now = _mine(enrollment_id), db.session(), clock.now()
    _greet(place, request.args.get("pressed"))
    return render_template(
        "enrollment/show.html",
        place=place,
        run=place.run,
        position=queries.waiting_position(session, place),
        **_of_the_line(place, now),
        meetings=meetings_of(session, place.run_id),
        may_leave=place.status in LIVE and not services.is_over(place.run, now),
        over=services.is_over(place.run, now),
        begun=place.run.starts_on is not None and place.run.starts_on <= clock.today(),
        now=now,
    )


def _greet(place: Enrollment, pressed: str | None) -> None:
    """After a press of “apply”: said here, so that in a rush the answer to the press
    need not write a cookie."""
    if pressed == "again":
        flash(_("You have already applied for this course."), "info")
    elif pressed and place.status is EnrollmentStatus.CONFIRMED:
        flash(_("You have a seat. We look forward to seeing you."), "ok")
    elif pressed and place.status is EnrollmentStatus.WAITING:
        flash(_("All seats are taken. You are now on the waiting list."), "ok")


def _of_the_line(place: Enrollment, now: datetime) -> dict[str, Any]:
    """What who has a waiting number sees of the line: her offer, how far past lines
    came, until when people move up, and how staff changed its order."""
    session = db.session()
    if place.waiting_no is None:
        return {"offer": None, "shifts": ()}
    waits = place.status is EnrollmentStatus.WAITING
    return {
        "offer": None if waits else queries.offer_of(session, place.id),
        "shifts": queries.shifts_of(session, place.id),
        "list_ends_at": list_end(session, place.run) if waits else None,
        "chance": queries.chance_of(
            session,
            place.run,
            waiting_no=place.waiting_no,
            today=seoul_date(now),
        )
        if waits
        else None,
    }


@bp.route("/me/enrollments/<int:enrollment_id>/withdraw", methods=["GET", "POST"])
@permission_required(Permission.LEARN)
def withdraw(enrollment_id: int) -> ResponseReturnValue:
    """Asks once, then ends her place."""
    place, form = _mine(enrollment_id), ApplyForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.withdraw(
                    session,
                    enrollment_id=enrollment_id,
                    person_id=me().person_id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            flash(words_for(refusal), "bad")
        else:
            flash(_("You have withdrawn from the course."), "ok")
        return redirect(url_for(".show", enrollment_id=enrollment_id))
    if place.status not in LIVE or services.is_over(place.run, clock.now()):
        return redirect(url_for(".show", enrollment_id=enrollment_id))
    position = queries.waiting_position(db.session(), place)
    return render_template(
        "enrollment/withdraw.html",
        place=place,
        run=place.run,
        form=form,
        position=position,
    )
