"""`/teach/meetings/<id>`: the register of one meeting."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import access_log, clock
from app.attendance import queries, services
from app.attendance.editing import RegisterRefused, demand_open
from app.attendance.forms import RegisterForm, Row, read_rows
from app.attendance.models import Mark
from app.attendance.presence import Word
from app.attendance.services import Saved
from app.attendance.views.blueprint import Keeper, bp, keeper
from app.courses.models import Meeting
from app.courses.queries import meetings_of
from app.enrollment.models import Enrollment
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, signed_in
from app.words import words_for

Rows = dict[int, Row]


def _meeting(meeting_id: int, who: Keeper) -> Meeting:
    return found(
        queries.meeting_to_mark(
            db.session(),
            meeting_id,
            **asdict(who),
        )
    )


@bp.route("/teach/meetings/<int:meeting_id>", methods=["GET", "POST"])
@signed_in
def register(meeting_id: int) -> ResponseReturnValue:
    """Everybody's mark at one meeting: six words each, saved in one press."""
    who = keeper()
    meeting = _meeting(meeting_id, who)
    form = RegisterForm()
    if request.method == "POST":
        return _save(meeting, who, form)
    return _page(meeting_id, who, form)


def _save(meeting: Meeting, who: Keeper, form: RegisterForm) -> ResponseReturnValue:
    meeting_id = meeting.id
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    ids = [place.id for place in _people(meeting)]
    rows = read_rows(request.form, ids, longest=minutes)
    if not form.validate() or any(row.error for row in rows.values()):
        return _page(meeting_id, who, form, sent=rows)
    entries = {i: entry for i, row in rows.items() if (entry := row.entry())}
    try:
        with transaction() as session:
            saved = services.save_register(
                session,
                meeting_id=meeting_id,
                entries=entries,
                rest_present=request.form.get("do") == "rest",
                by=me().id,
                corrects=who.corrects(_meeting(meeting_id, who).run),
                reason=form.reason.data or "",
                now=clock.now(),
            )
    except RegisterRefused as refusal:
        form.refuse(refusal)
        return _page(meeting_id, who, form, sent=rows)
    _say(saved)
    if saved.clashes:
        return _page(meeting_id, who, form, clashing=_clashing(saved, rows))
    return redirect(url_for(".register", meeting_id=meeting_id))


def _clashing(saved: Saved, rows: Rows) -> Rows:
    """The rows that somebody else changed: what was wanted, beside what stands."""
    for clash in saved.clashes:
        rows[clash.enrollment_id].clash = clash
    return {c.enrollment_id: rows[c.enrollment_id] for c in saved.clashes}


def _say(saved: Saved) -> None:
    if saved.changed:
        text = ngettext("%(num)d mark saved.", "%(num)d marks saved.", saved.changed)
        flash(text, "ok")
    elif not saved.clashes:
        flash(_("Nothing was changed."), "info")
    if saved.softened:
        flash(
            ngettext(
                "%(num)d mark counts as present: so few minutes are not late or early.",
                "%(num)d marks count as present: so few minutes are not late or early.",
                saved.softened,
            ),
            "info",
        )
    if saved.absent:
        flash(
            ngettext(
                "%(num)d mark counts as absent: less than half of the class was "
                "attended.",
                "%(num)d marks count as absent: less than half of the class was "
                "attended.",
                saved.absent,
            ),
            "warn",
        )


def _page(
    meeting_id: int,
    who: Keeper,
    form: RegisterForm,
    *,
    sent: Rows | None = None,
    clashing: Rows | None = None,
) -> ResponseReturnValue:
    """The register as it stands; `sent` or `clashing` rows as they were sent."""
    session, meeting = db.session(), _meeting(meeting_id, who)
    people = _people(meeting)
    rows = _rows_in(queries.marks_of_meeting(session, meeting_id), people)
    saved = [row.pressed for row in rows.values() if row.pressed is not None]
    for enrollment_id, row in (clashing or {}).items():
        row.seen = rows[enrollment_id].seen  # seen now: pressing again decides
    rows |= sent or clashing or {}
    occasion = services.occasion_of(meeting, now=clock.now())
    return render_template(
        "attendance/register.html",
        meeting=meeting,
        run=meeting.run,
        people=people,
        rows=rows,
        words=tuple(Word),
        thresholds=queries.thresholds(session, on=occasion.meeting_day),
        teachers=queries.teachers_of(session, meeting.run_id),
        tally={word: saved.count(word) for word in Word},
        marked=len(saved),
        wrong=[person for person in people if rows[person.id].error],
        needs_reason=occasion.needs_reason,
        closed=_closed(meeting, who),
        coordinates=who.corrects(meeting.run),
        today=occasion.today == occasion.meeting_day,
        form=form,
        **_neighbours(meeting),
    )


def _people(meeting: Meeting) -> list[Enrollment]:
    """Who is called; the access log has it that they were shown, or marked."""
    people = queries.class_list(db.session(), meeting.run_id)
    access_log.note(place.person_id for place in people)
    return people


def _rows_in(marks: dict[int, Mark], people: list[Enrollment]) -> Rows:
    return {
        person.id: Row.of_mark(mark.as_marked(), mark.version)
        if (mark := marks.get(person.id))
        else Row()
        for person in people
    }


def _closed(meeting: Meeting, who: Keeper) -> str | None:
    """Why the register can only be read now, in words."""
    occasion = services.occasion_of(meeting, now=clock.now())
    try:
        demand_open(occasion, corrects=who.corrects(meeting.run))
    except RegisterRefused as refusal:
        return words_for(refusal)
    return None


def _neighbours(meeting: Meeting) -> dict[str, Meeting | int | None]:
    """The meeting's number in its run, and the ones before and after it."""
    meetings = list(meetings_of(db.session(), meeting.run_id))
    held = [m.id for m in meetings if m.cancelled_at is None]
    place = next(i for i, m in enumerate(meetings) if m.id == meeting.id)
    return {
        "number": held.index(meeting.id) + 1 if meeting.id in held else None,
        "before": meetings[place - 1] if place else None,
        "after": meetings[place + 1] if place + 1 < len(meetings) else None,
    }
