"""The coordinator's list of applicants, and what she may do with a place."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import access_log, clock, policy
from app.accounts.permissions import Permission
from app.enrollment import queries, services
from app.enrollment.forms.ending import DropOutForm, EndForm
from app.enrollment.models import Enrollment
from app.enrollment.queries import Part
from app.enrollment.views.blueprint import bp
from app.enrollment.views.whose import can_fill, counts_of, my_enrollment, my_run
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import LARGEST_ID, me, permission_required


@bp.get("/office/runs/<int:run_id>/applicants")
@permission_required(Permission.COORDINATE)
def applicants(run_id: int) -> ResponseReturnValue:
    """Who has a seat, who waits, whose place has ended; a page at a time."""
    run, session = my_run(run_id), db.session()
    part = _part_asked_for()
    if part is Part.WAITING:
        return redirect(url_for(".waiting", run_id=run_id))
    after = request.args.get("after", type=int)
    if after is not None and abs(after) > LARGEST_ID:
        after = None
    page = queries.applicants(session, run_id, part, after=after)
    access_log.note(place.person_id for place in page.rows)
    return render_template(
        "enrollment/applicants.html",
        run=run,
        part=part,
        page=page,
        after=after,
        counts=counts_of(run_id),
        free=max(0, services.seats_of(run).free),
        can_fill=can_fill(run),
        begun=run.starts_on is not None and run.starts_on <= clock.today(),
        over=services.is_over(run, clock.now()),
    )


def _part_asked_for() -> Part:
    asked = request.args.get("show", "")
    return Part(asked) if asked in {part.value for part in Part} else Part.CONFIRMED


@bp.post("/office/runs/<int:run_id>/fill-seats")
@permission_required(Permission.COORDINATE)
def fill_seats(run_id: int) -> ResponseReturnValue:
    """Offer the seats that are free to the first in line."""
    my_run(run_id)
    with transaction() as session:
        moved = services.fill_free_seats(
            session, run_id=run_id, by=me().id, now=clock.now()
        )
        number = len(moved)
        access_log.note(place.person_id for place in moved)
    if number:
        text = ngettext(
            "A seat was offered to %(num)d person.",
            "Seats were offered to %(num)d people.",
            number,
        )
        flash(text, "ok")
    else:
        flash(
            _("Nothing was offered: there is no free seat, or nobody is waiting."),
            "info",
        )
    return redirect(url_for(".waiting", run_id=run_id))


@bp.route("/office/enrollments/<int:enrollment_id>/cancel", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def cancel(enrollment_id: int) -> ResponseReturnValue:
    """직권취소, with its reason."""
    return _end(enrollment_id, "cancel", services.cancel, EndForm())


@bp.route("/office/enrollments/<int:enrollment_id>/drop-out", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def drop_out(enrollment_id: int) -> ResponseReturnValue:
    """중도포기, with its reason, and whether that excuses it."""
    form = DropOutForm()
    more = {"excused": form.excused.data == "yes"}
    return _end(enrollment_id, "drop_out", services.drop_out, form, **more)


def _end(
    enrollment_id: int,
    what: str,
    service: Callable[..., Enrollment],
    form: EndForm,
    **more: bool,
) -> ResponseReturnValue:
    place = my_enrollment(enrollment_id)
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
                    **more,
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
    return _ending_page(my_enrollment(enrollment_id), what, form)


def _ending_page(place: Enrollment, what: str, form: EndForm) -> str:
    return render_template(
        "enrollment/end.html",
        place=place,
        run=place.run,
        form=form,
        what=what,
        months=policy.figure(db.session(), "restriction_months", on=clock.today()),
    )
