"""`/office/runs/<id>/waiting`: the line of a run, its offers, its order."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log, clock
from app.accounts.permissions import Permission
from app.courses.queries import list_end
from app.enrollment import queries, services
from app.enrollment.forms.offers import AnswerForm, MoveForm
from app.enrollment.offers import Settled, is_late
from app.enrollment.views.blueprint import bp
from app.enrollment.views.whose import can_fill, counts_of, my_enrollment, my_run
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import asked_id, found, me, permission_required


@bp.get("/office/runs/<int:run_id>/waiting")
@permission_required(Permission.COORDINATE)
def waiting(run_id: int) -> ResponseReturnValue:
    """Whose turn it is: open offers with their deadlines, then who waits, in order;
    a page at a time. And how staff changed that order."""
    run, session, now = my_run(run_id), db.session(), clock.now()
    after = asked_id("after")
    page = queries.line_page(session, run_id, after=after)
    moves = queries.moves_of(session, run_id)
    access_log.note(row.place.person_id for row in page.rows)
    access_log.note(move.enrollment.person_id for move, _by in moves)
    return render_template(
        "enrollment/waiting.html",
        run=run,
        page=page,
        after=after,
        moves=moves,
        counts=counts_of(run_id),
        free=max(0, services.seats_of(run).free),
        can_fill=can_fill(run),
        ends_at=list_end(session, run),
        ended=services.ended_list(session, run, now=now),
        now=now,
    )


@bp.route("/office/enrollments/<int:enrollment_id>/offer", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def answer_offer(enrollment_id: int) -> ResponseReturnValue:
    """What she told staff who called her: written down, with how they know."""
    place, form = my_enrollment(enrollment_id), AnswerForm()
    run_id = place.run_id
    found(queries.offer_of(db.session(), enrollment_id))
    access_log.note([place.person_id])
    if form.validate_on_submit():
        try:
            _write_answer(form, enrollment_id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The answer has been recorded."), "ok")
            return redirect(url_for(".waiting", run_id=run_id))
    place = my_enrollment(enrollment_id)
    offer = found(queries.offer_of(db.session(), enrollment_id))
    return render_template(
        "enrollment/answer_offer.html",
        place=place,
        run=place.run,
        offer=offer,
        form=form,
        late=is_late(offer.deadline_at, clock.now()),
    )


def _write_answer(form: AnswerForm, enrollment_id: int) -> None:
    accepts = form.answer.data == "accept"
    answer = services.accept if accepts else services.decline
    with transaction() as session:
        answer(
            session,
            enrollment_id=enrollment_id,
            how=Settled.STAFF,
            by=me().id,
            note=form.note.data or "",
            now=clock.now(),
        )


@bp.route("/office/enrollments/<int:enrollment_id>/move", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def move(enrollment_id: int) -> ResponseReturnValue:
    """Another position in the line, only with a reason."""
    place, form = my_enrollment(enrollment_id), MoveForm()
    run_id = place.run_id
    access_log.note([place.person_id])
    if form.validate_on_submit():
        try:
            flash(_moved(form, enrollment_id), "ok")
            return redirect(url_for(".waiting", run_id=run_id))
        except DomainError as refusal:
            form.refuse(refusal)
    place = my_enrollment(enrollment_id)
    return render_template(
        "enrollment/move.html",
        place=place,
        run=place.run,
        form=form,
        position=queries.waiting_position(db.session(), place),
    )


def _moved(form: MoveForm, enrollment_id: int) -> str:
    """Move her; what to say of it."""
    with transaction() as session:
        moved = services.move_in_line(
            session,
            enrollment_id=enrollment_id,
            to=form.position.data or 0,
            reason=form.reason.data or "",
            by=me().id,
            now=clock.now(),
        )
        access_log.note(queries.people_moved(session, moved.id))
        was, is_now = moved.from_position, moved.to_position
    said = _(
        "Moved from position %(was)d to %(now)d. Everybody whose position changed is "
        "told.",
        was=was,
        now=is_now,
    )
    return str(said)
