"""One class at a time: added, changed, called off, removed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.forms.meeting import (
    CancelMeetingForm,
    MeetingForm,
    RemoveMeetingForm,
)
from app.courses.models import CourseRun, Meeting
from app.courses.services import meetings as services
from app.courses.services.meeting_facts import day_has_come, slot_of
from app.courses.views.office.blueprint import bp, my_meeting, my_run
from app.exceptions import DomainError
from app.unit_of_work import transaction
from app.web import me, permission_required
from app.words import words_for


@bp.route("/runs/<int:run_id>/meetings/new", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def add_meeting(run_id: int) -> ResponseReturnValue:
    run = my_run(run_id)
    form = _form(run, None)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.add_meeting(
                    session,
                    run_id=run_id,
                    details=form.details(),
                    confirmed=_confirmed(form),
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            run = my_run(run_id)
        else:
            flash(_("The class has been added."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template(
        "courses/office/meeting_form.html", form=form, run=run, meeting=None
    )


@bp.route("/meetings/<int:meeting_id>", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def meeting(meeting_id: int) -> ResponseReturnValue:
    meeting = my_meeting(meeting_id)
    run_id = meeting.run_id
    form = _form(meeting.run, meeting)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.change_meeting(
                    session,
                    meeting_id=meeting_id,
                    details=form.details(),
                    confirmed=_confirmed(form),
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            meeting = my_meeting(meeting_id)
        else:
            flash(_("The class has been saved."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template(
        "courses/office/meeting_form.html",
        form=form,
        run=meeting.run,
        meeting=meeting,
        begun=day_has_come(meeting, clock.now()),
    )


@bp.route("/meetings/<int:meeting_id>/cancel", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def cancel_meeting(meeting_id: int) -> ResponseReturnValue:
    meeting = my_meeting(meeting_id)
    run_id = meeting.run_id
    form = CancelMeetingForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.cancel_meeting(
                    session,
                    meeting_id=meeting_id,
                    reason=form.reason.data or "",
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            meeting = my_meeting(meeting_id)
        else:
            flash(_("The class has been called off."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template(
        "courses/office/meeting_cancel.html", form=form, meeting=meeting
    )


@bp.post("/meetings/<int:meeting_id>/hold")
@permission_required(Permission.COORDINATE)
def hold_meeting(meeting_id: int) -> ResponseReturnValue:
    run_id = my_meeting(meeting_id).run_id
    try:
        with transaction() as session:
            services.hold_meeting_after_all(
                session, meeting_id=meeting_id, by=me().id, now=clock.now()
            )
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("The class will take place after all."), "ok")
    return redirect(url_for(".run", run_id=run_id))


@bp.route("/meetings/<int:meeting_id>/remove", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def remove_meeting(meeting_id: int) -> ResponseReturnValue:
    meeting = my_meeting(meeting_id)
    run_id = meeting.run_id
    form = RemoveMeetingForm()
    if meeting.run.published_at is None:
        del form.confirmed
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.remove_meeting(
                    session,
                    meeting_id=meeting_id,
                    confirmed="confirmed" in form and bool(form.confirmed.data),
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            meeting = my_meeting(meeting_id)
        else:
            flash(_("The class has been removed."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template(
        "courses/office/meeting_remove.html", form=form, meeting=meeting
    )


def _form(run: CourseRun, meeting: Meeting | None) -> MeetingForm:
    """Filled with the meeting, or with the run's usual times."""
    if meeting is None:
        form = MeetingForm(data={"begins": run.begins_at, "finishes": run.finishes_at})
    else:
        slot = slot_of(meeting)
        form = MeetingForm(
            obj=meeting, on=slot.on, begins=slot.begins, finishes=slot.finishes
        )
    if run.published_at is None:
        del form.confirmed
    return form


def _confirmed(form: MeetingForm) -> bool:
    return "confirmed" in form and bool(form.confirmed.data)
