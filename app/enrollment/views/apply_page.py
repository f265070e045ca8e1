"""The page of `/runs/<id>/apply`: what applying means, and what stands against it."""

from __future__ import annotations

from datetime import datetime

from flask import g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment import queries, services
from app.enrollment.allocation import EnrollmentRefused
from app.enrollment.eligibility import ResidentsFirst
from app.enrollment.models import Enrollment
from app.enrollment.opening import opening_in
from app.enrollment.queries.prepared import prepared_of
from app.enrollment.services.foreseeing import foresee
from app.extensions import db
from app.web import found, me
from app.words import words_for


def apply_page(
    run_id: int, refusal: EnrollmentRefused | None = None
) -> ResponseReturnValue:
    """The page, with what stands against applying; `refusal` where it was pressed.

    Thousands ask for it at an opening: nothing is read twice. 404 for a draft.
    """
    session, now = db.session(), clock.now()
    run = found(queries.public_run(session, run_id))
    person = me().person
    pressed = refusal is not None
    if refusal is None:
        foreseen = foresee(session, run=run, person=person, now=now)
        refusal, g.admission = foreseen.refusal, foreseen.admission
    mine = _place(session, refusal)
    opens_at = opening_in(refusal)
    return render_template(
        "enrollment/apply.html",
        run=run,
        person=person,
        refusal=words_for(refusal) if refusal else None,
        pressed=pressed,
        mine=mine,
        position=queries.waiting_position(session, mine) if mine else None,
        seats_free=0 if run.waiting_count else max(0, services.seats_of(run).free),
        now=now,
        residents_first=isinstance(refusal, ResidentsFirst),
        **_before_opening(session, run, person, opens_at),
    )


def _before_opening(
    session: Session, run: CourseRun, person: Person, opens_at: datetime | None
) -> dict[str, object]:
    """When it opens for her, where nothing else is in the way, and whether her
    application is ready."""
    ready = opens_at and prepared_of(session, run_id=run.id, person_id=person.id)
    return {"opens_at": opens_at, "prepared": bool(ready)}


def _place(session: Session, refusal: EnrollmentRefused | None) -> Enrollment | None:
    """What she has, where that is why she can't apply."""
    if not isinstance(refusal, services.AlreadyApplied):
        return None
    return session.get(Enrollment, refusal.facts["enrollment_id"])
