"""`/office/meetings/<id>/no-shows`: seats of those who missed the first class."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app import access_log, clock, policy
from app.accounts.permissions import Permission, Role
from app.attendance import no_shows as services
from app.attendance import queries
from app.attendance.views.blueprint import bp
from app.courses.models import Meeting
from app.enrollment.services import demand_no_show_time
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, permission_required
from app.words import words_for

EVERYBODY = "all"


@bp.get("/office/meetings/<int:meeting_id>/no-shows")
@permission_required(Permission.COORDINATE)
def no_shows(meeting_id: int) -> ResponseReturnValue:
    """Who was absent from the first class, with a button each, and one for all."""
    session, meeting = db.session(), _meeting(meeting_id)
    people = services.absent_at(session, meeting_id)
    access_log.note(place.person_id for place in people)
    return render_template(
        "attendance/no_shows.html",
        meeting=meeting,
        run=meeting.run,
        people=people,
        refusal=_refusal(meeting),
        months=policy.figure(session, "restriction_months", on=clock.today()),
        everybody=EVERYBODY,
    )


def _refusal(meeting: Meeting) -> str | None:
    """Why no seat can be passed on now, in words."""
    try:
        demand_no_show_time(db.session(), meeting.run, now=clock.now())
    except DomainError as refusal:
        return words_for(refusal)
    return None


@bp.post("/office/meetings/<int:meeting_id>/no-shows")
@permission_required(Permission.COORDINATE)
def release_no_shows(meeting_id: int) -> ResponseReturnValue:
    """Pass on one seat, or all of them."""
    _meeting(meeting_id)
    asked = request.form.get("who", "")
    wanted = {p.id for p in services.absent_at(db.session(), meeting_id)}
    if asked != EVERYBODY:
        wanted &= {int(asked)} if asked.isascii() and asked.isdigit() else set()
    try:
        with transaction() as session:
            released = services.release_absent(
                session,
                meeting_id=meeting_id,
                enrollment_ids=wanted,
                by=me().id,
                excused=request.form.get("excused") == "y",
                now=clock.now(),
            )
            number = len(released)
            access_log.note(place.person_id for place in released)
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(
            ngettext(
                "%(num)d seat has been passed on. The person is told.",
                "%(num)d seats have been passed on. The people are told.",
                number,
            ),
            "ok",
        )
    return redirect(url_for(".no_shows", meeting_id=meeting_id))


def _meeting(meeting_id: int) -> Meeting:
    return found(
        queries.meeting_to_mark(
            db.session(),
            meeting_id,
            person_id=me().person_id,
            teaches=(),
            coordinates=me().school_ids(Role.COORDINATOR),
        )
    )
