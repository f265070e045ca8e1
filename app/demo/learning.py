"""Seats, marks, modules and certificates of the demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attendance.presence import Marked, Presence
from app.attendance.services import Entry, save_register
from app.certificates import queries as certificates
from app.certificates.models import Certificate
from app.certificates.services import issue
from app.courses.models import CourseRun, Meeting, Module
from app.demo.runs import REQUIRED_MODULE
from app.demo.world import World
from app.enrollment.models import Enrollment
from app.enrollment.services.applying import apply
from app.entrepreneurship.models import Lesson, Question, Quiz
from app.entrepreneurship.services import mark_read, start_attempt, submit_attempt

QUICK = timedelta(minutes=7)
PACE = {"evening": timedelta(hours=35), "short": timedelta(hours=23)}
"""How long after each other people apply, where it isn't within the first hours."""
ABSENT, LATE, EXCUSED = "absent", "late", "excused"
ODDITIES = {
    # (who in the class, which meeting): everybody else was there
    (1, 3): LATE,
    (2, 2): ABSENT,
    (4, 5): ABSENT,
    (5, 1): LATE,
    (5, 4): LATE,
    (7, 6): EXCUSED,
    (9, 1): ABSENT,
    (9, 2): ABSENT,
    (9, 4): ABSENT,
    (9, 6): ABSENT,
}


def fill(
    session: Session, world: World, runs: dict[str, CourseRun], *, now: datetime
) -> list[Certificate]:
    """Let people apply, attend and study; issue what was earned."""
    neighbours = world.neighbours
    learner, learner2 = world.accounts["learner"], world.accounts["learner2"]
    classes = {
        "first": neighbours[:9],
        "finished": [learner, *neighbours[9:21]],
        "running": [learner, learner2, *neighbours[4:15]],
        "open": neighbours[18:29],
        "full": [*neighbours[:9], neighbours[25], neighbours[29], learner2],
        "evening": neighbours[13:24],
        "ready": neighbours[3:13],
        "short": neighbours[26:29],
    }
    for name, people in classes.items():
        _apply(session, runs[name], people, pace=PACE.get(name, QUICK))
    for account in neighbours[:9]:
        _study(session, account, now=now - timedelta(days=270))
    for account in (learner, *neighbours[9:21]):
        _study(session, account, now=now - timedelta(days=75))
    for name in ("first", "finished", "running", "ready"):
        _attend(session, world, runs[name], now=now)
    # Yesterday's register of the evening course is still to be marked.
    _attend(session, world, runs["evening"], now=now - timedelta(days=2))
    issued = [
        certificate
        for name in ("first", "finished")
        for certificate in _issue(session, world, runs[name])
    ]
    # It asks for the certificate of the first one.
    _apply(session, runs["open too"], neighbours[1:6], pace=QUICK)
    return issued


def _apply(
    session: Session, run: CourseRun, people: Sequence[Account], *, pace: timedelta
) -> None:
    """One after another, from the first hour of the window on."""
    opens = run.windows[0].opens_at
    assert opens is not None  # noqa: S101 - the demo's runs have whole windows
    for number, account in enumerate(people, start=1):
        apply(
            session,
            run_id=run.id,
            person_id=account.person_id,
            now=opens + pace * number,
        )
        session.flush()


def _attend(session: Session, world: World, run: CourseRun, *, now: datetime) -> None:
    """Mark every meeting that is over, on its own evening."""
    people = sorted(
        session.scalars(select(Enrollment).where(Enrollment.run_id == run.id)),
        key=lambda place: place.id,
    )
    held = [m for m in _meetings(session, run) if m.ends_at <= now]
    for number, meeting in enumerate(held, start=1):
        odd = {
            person.id: Entry(_mark(ODDITIES[(i, number)]), seen=0)
            for i, person in enumerate(people)
            if (i, number) in ODDITIES
        }
        save_register(
            session,
            meeting_id=meeting.id,
            entries=odd,
            rest_present=True,
            by=world.accounts["instructor"].id,
            corrects=False,
            reason="",
            now=meeting.ends_at,
        )
        session.flush()


def _mark(kind: str) -> Marked:
    if kind == LATE:
        return Marked(Presence.PRESENT, late=True, late_minutes=20)
    return Marked(Presence.ABSENT if kind == ABSENT else Presence.EXCUSED)


def _meetings(session: Session, run: CourseRun) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting).where(Meeting.run_id == run.id).order_by(Meeting.starts_at)
    ).all()


def _study(session: Session, account: Account, *, now: datetime) -> None:
    """Read the required module's lessons and pass its quiz."""
    module = session.scalars(select(Module).where(Module.code == REQUIRED_MODULE)).one()
    person_id = account.person_id
    for lesson in session.scalars(select(Lesson).where(Lesson.module_id == module.id)):
        mark_read(session, person_id=person_id, lesson_id=lesson.id, now=now)
    attempt = start_attempt(session, person_id=person_id, module_id=module.id, now=now)
    quiz = session.scalars(select(Quiz).where(Quiz.module_id == module.id)).one()
    right = session.scalars(select(Question).where(Question.quiz_id == quiz.id))
    submit_attempt(
        session,
        person_id=person_id,
        attempt_id=attempt.id,
        begun_at=attempt.started_at,
        answers={question.code: question.answer for question in right},
        now=now + timedelta(minutes=12),
    )


def _issue(session: Session, world: World, run: CourseRun) -> list[Certificate]:
    """To all who completed, a week after the last class."""
    ready = [
        enrollment_id
        for enrollment_id, completion in certificates.completions_of_run(
            session, run.id
        ).items()
        if completion.completed
    ]
    last = _meetings(session, run)[-1].ends_at
    return issue(
        session,
        run_id=run.id,
        enrollment_ids=ready,
        by=world.coordinator.id,
        now=last + timedelta(days=7),
    )
