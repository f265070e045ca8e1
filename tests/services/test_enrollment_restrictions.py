"""Stopping without an excuse bars from the school for a while; staff lift it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses.models import CourseRun
from app.enrollment import eligibility, queries, services
from app.enrollment.applicant import Names
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.notifications.models import Message
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.time import seoul

DROPPED = seoul(2026, 3, 12, 9)
LATER = seoul(2026, 4, 2, 9)


@pytest.fixture
def place(session: Session, school: School, learner: Account) -> Enrollment:
    run = make_run(session, make_course(session, school))
    return make_enrollment(session, run, learner.person)


def drop(session: Session, place: Enrollment, by: Account, *, excused: bool) -> None:
    services.drop_out(
        session,
        enrollment_id=place.id,
        by=by.id,
        reason="연락 두절",
        excused=excused,
        now=DROPPED,
    )
    session.commit()


def restriction(session: Session) -> Restriction:
    return session.scalars(select(Restriction)).one()


def open_in_april(session: Session, school: School) -> CourseRun:
    run = make_run(
        session,
        make_course(session, school),
        starts_on=date(2026, 5, 12),
        ends_on=date(2026, 6, 2),
    )
    run.windows[0].closes_at = seoul(2026, 5, 1, 18)
    session.commit()
    return run


def last_message(session: Session) -> Message:
    return session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()


def test_without_an_excuse_it_lasts_six_months(
    session: Session, place: Enrollment, coordinator: Account
) -> None:
    drop(session, place, coordinator, excused=False)

    made = restriction(session)
    assert (made.person_id, made.school_id) == (
        place.person_id,
        place.run.course.school_id,
    )
    assert (made.since, made.until) == (date(2026, 3, 12), date(2026, 9, 11))
    told = last_message(session)
    assert told.template == "enrollment_dropped"
    assert told.params["reason"] == "연락 두절"
    assert "until" in told.params
    actions = list(session.scalars(select(AuditEntry.action)))
    assert {"enrollment.dropped", "restriction.made"} <= set(actions)


def test_with_an_excuse_nothing_follows_and_she_is_told_so(
    session: Session, place: Enrollment, coordinator: Account
) -> None:
    drop(session, place, coordinator, excused=True)

    assert session.scalar(select(Restriction)) is None
    assert last_message(session).template == "enrollment_dropped"
    assert last_message(session).params["until"] == ""


def test_she_cannot_apply_at_that_school_until_it_is_over(
    session: Session, place: Enrollment, coordinator: Account, school: School
) -> None:
    drop(session, place, coordinator, excused=False)
    run = open_in_april(session, school)

    with pytest.raises(eligibility.Restricted) as refusal:
        make_enrollment(session, run, place.person, now=LATER)

    assert refusal.value.facts["again_on"] == date(2026, 9, 12)
    contact = refusal.value.facts["contact"]
    assert isinstance(contact, Names)
    assert school.phone in contact.name_ko


def test_another_school_takes_her(
    session: Session, place: Enrollment, coordinator: Account, other_school: School
) -> None:
    drop(session, place, coordinator, excused=False)

    assert make_enrollment(
        session, open_in_april(session, other_school), place.person, now=LATER
    ).id


def test_what_she_has_elsewhere_stays_hers(
    session: Session, place: Enrollment, coordinator: Account, school: School
) -> None:
    other = make_enrollment(session, make_run(session), place.person)

    drop(session, place, coordinator, excused=False)

    assert other.status.value == "confirmed"


def test_her_own_withdrawal_never_restricts(
    session: Session, place: Enrollment
) -> None:
    services.withdraw(
        session, enrollment_id=place.id, person_id=place.person_id, now=DROPPED
    )
    session.commit()

    assert session.scalar(select(Restriction)) is None


def test_lifting_lets_her_apply_and_tells_her(
    session: Session, place: Enrollment, coordinator: Account, school: School
) -> None:
    drop(session, place, coordinator, excused=False)
    made = restriction(session)

    services.lift(
        session, restriction_id=made.id, by=coordinator.id, note=" 입원 ", now=LATER
    )
    session.commit()

    assert (made.lifted_at, made.lifted_by) == (LATER, coordinator.id)
    assert made.lift_note == "입원"
    assert last_message(session).template == "restriction_lifted"
    assert "restriction.lifted" in session.scalars(select(AuditEntry.action)).all()
    assert make_enrollment(
        session, open_in_april(session, school), place.person, now=LATER
    ).id


@pytest.mark.parametrize(
    ("note", "now", "refusal"),
    [
        ("  ", LATER, services.NoteMissing),
        ("입원", seoul(2026, 9, 12, 0), services.RestrictionOver),
    ],
)
def test_lifting_needs_a_note_and_something_to_lift(
    session: Session,
    place: Enrollment,
    coordinator: Account,
    note: str,
    now: datetime,
    refusal: type[Exception],
) -> None:
    drop(session, place, coordinator, excused=False)
    made = restriction(session)

    with pytest.raises(refusal):
        services.lift(
            session,
            restriction_id=made.id,
            by=coordinator.id,
            note=note,
            now=now,
        )

    assert made.lifted_at is None


def test_it_is_lifted_once(
    session: Session, place: Enrollment, coordinator: Account
) -> None:
    drop(session, place, coordinator, excused=False)
    made = restriction(session)
    facts: dict[str, Any] = {
        "restriction_id": made.id,
        "by": coordinator.id,
        "note": "입원",
    }
    services.lift(session, **facts, now=LATER)

    with pytest.raises(services.AlreadyLifted):
        services.lift(session, **facts, now=LATER + timedelta(hours=1))

    assert made.lifted_at == LATER


def test_only_what_holds_today_is_hers_to_see(
    session: Session, place: Enrollment, coordinator: Account
) -> None:
    drop(session, place, coordinator, excused=False)

    def shown(day: date) -> int:
        return len(queries.restrictions_of_person(session, place.person_id, today=day))

    assert (shown(date(2026, 9, 11)), shown(date(2026, 9, 12))) == (1, 0)
