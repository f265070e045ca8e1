"""`/teach/runs/<id>`: people × meetings, and the history of one person's marks."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from app import access_log, clock
from app.attendance import queries
from app.attendance.presence import Marked, Word
from app.attendance.views.blueprint import bp, keeper
from app.courses.models import CourseRun, Meeting
from app.courses.queries import meetings_of
from app.enrollment.allocation import EnrollmentStatus
from app.extensions import db
from app.seoul import seoul_date
from app.web import found, signed_in


def _run(run_id: int) -> CourseRun:
    return found(queries.run_to_mark(db.session(), run_id, **asdict(keeper())))


@bp.get("/teach/runs/<int:run_id>")
@signed_in
def sheet(run_id: int) -> ResponseReturnValue:
    """The whole table: every mark, each rate, who has no absence left."""
    run, session, now = _run(run_id), db.session(), clock.now()
    columns = [
        (meeting, seoul_date(meeting.starts_at))
        for meeting in meetings_of(session, run_id)
    ]
    today = clock.today()
    people = queries.class_list(session, run_id, statuses=queries.ON_SHEET)
    access_log.note(place.person_id for place in people)
    return render_template(
        "attendance/sheet.html",
        run=run,
        coordinates=keeper().corrects(run),
        columns=columns,
        people=people,
        standings=queries.standing_of_run(
            session, run_id, now, statuses=queries.ON_SHEET
        ),
        percent=queries.completion_percent(session, run),
        words=tuple(Word),
        thresholds=queries.thresholds(session, on=today),
        teachers=queries.teachers_of(session, run_id),
        nearest=_nearest(columns, today),
        today=today,
    )


def _nearest(columns: list[tuple[Meeting, date]], today: date) -> Meeting | None:
    """Today's class, or the last one before, or the first to come."""
    past = [meeting for meeting, day in columns if day <= today]
    return past[-1] if past else next((meeting for meeting, _ in columns), None)


@bp.get("/teach/runs/<int:run_id>/people/<int:enrollment_id>")
@signed_in
def history(run_id: int, enrollment_id: int) -> ResponseReturnValue:
    """Who changed which mark of this person when, from what to what, and why."""
    run, session = _run(run_id), db.session()
    people = queries.class_list(session, run_id, statuses=tuple(EnrollmentStatus))
    person = found(next((p for p in people if p.id == enrollment_id), None))
    changes = queries.history_of(session, enrollment_id)
    access_log.note([person.person_id, *(c.account.person_id for c in changes)])
    return render_template(
        "attendance/history.html",
        run=run,
        coordinates=keeper().corrects(run),
        place=person,
        standing=queries.standing(session, enrollment_id, clock.now()),
        changes=[
            (
                change,
                Marked.from_json(change.before) if change.before else None,
                Marked.from_json(change.after),
            )
            for change in changes
        ],
    )
