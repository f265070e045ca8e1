"""Issuing: numbers without gaps, facts frozen, the learner told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.certificates import services
from app.certificates.code import read_code
from app.certificates.models import Certificate
from app.certificates.refusals import (
    AlreadyIssued,
)
from app.courses.models import CourseRun
from app.outbox import Message
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    issue,
    make_certificate,
    make_finished_run,
    make_graduate,
)
from tests.support.factories.people import make_person
from tests.support.time import seoul


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_finished_run(session, school)


def test_a_certificate_carries_number_code_and_facts(
    session: Session, run: CourseRun, school: School, coordinator: Account
) -> None:
    place = make_graduate(session, run, make_person(session, "김미경"))

    [certificate] = issue(session, run, coordinator, place)

    assert certificate.number == "제 2026-001호"
    assert read_code(certificate.code) == certificate.code
    facts = certificate.facts
    assert (facts.name, facts.born_on) == ("김미경", date(1968, 3, 5))
    assert facts.course_ko == f"{run.course.name_ko}({run.cohort}기)"
    assert (facts.starts_on, facts.ends_on) == (run.starts_on, run.ends_on)
    assert facts.minutes == 900
    assert facts.school_ko == school.name_ko
    assert facts.issuer_ko == "금천구사회적경제지원센터장"
    assert facts.seal == "specimen"
    assert facts.issued_on == date(2026, 4, 6)


def test_what_changes_later_changes_no_certificate(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    certificate = make_certificate(
        session, run, make_person(session, "김미경"), coordinator
    )
    before = certificate.facts

    certificate.person.name = "김미영"
    run.course.name_ko = "다른 이름"
    run.total_minutes = 60
    session.commit()
    session.expire_all()

    assert certificate.facts == before


def test_a_whole_class_is_numbered_by_name(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    places = [
        make_graduate(session, run, make_person(session, name))
        for name in ("하늘", "가람", "나래")
    ]

    issued = issue(session, run, coordinator, *places)

    assert [(c.facts.name, c.serial) for c in issued] == [
        ("가람", 1),
        ("나래", 2),
        ("하늘", 3),
    ]
    assert len({c.code for c in issued}) == 3


def test_numbers_count_by_school_and_year(
    session: Session,
    run: CourseRun,
    other_school: School,
    coordinator: Account,
    other_coordinator: Account,
) -> None:
    other_run = make_finished_run(session, other_school)
    last_second = seoul(2026, 12, 31, 23, 59)
    people = [make_person(session) for _ in range(4)]

    numbers = [
        make_certificate(session, run, people[0], coordinator).number,
        make_certificate(session, other_run, people[1], other_coordinator).number,
        make_certificate(session, run, people[2], coordinator, now=last_second).number,
        make_certificate(
            session,
            run,
            people[3],
            coordinator,
            now=last_second + timedelta(minutes=1),
        ).number,
    ]

    assert numbers == [
        "제 2026-001호",
        "제 2026-001호",
        "제 2026-002호",
        "제 2027-001호",
    ]


def test_an_undone_transaction_leaves_no_gap(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    place = make_graduate(session, run, make_person(session))
    services.issue(
        session,
        run_id=run.id,
        enrollment_ids=[place.id],
        by=coordinator.id,
        now=ISSUE_DAY,
    )
    session.rollback()

    [certificate] = issue(session, run, coordinator, place)

    assert certificate.serial == 1


def test_pressing_twice_issues_once(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    place = make_graduate(session, run, make_person(session))
    issue(session, run, coordinator, place)

    with pytest.raises(AlreadyIssued):
        issue(session, run, coordinator, place)

    session.rollback()
    assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_of_a_class_only_those_without_one_are_issued_to(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    first = make_graduate(session, run, make_person(session, "가람"))
    second = make_graduate(session, run, make_person(session, "나래"))
    issue(session, run, coordinator, first)

    issued = issue(session, run, coordinator, first, second)

    assert [c.facts.name for c in issued] == ["나래"]


def test_issuing_is_audited_without_personal_data(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    certificate = make_certificate(
        session, run, make_person(session, "김미경"), coordinator
    )

    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "certificate.issued")
    ).one()

    assert (entry.subject_id, entry.account_id) == (certificate.id, coordinator.id)
    assert entry.detail == {"run_id": run.id}


def test_the_learner_is_told_in_her_language(
    session: Session, run: CourseRun, coordinator: Account, learner: Account
) -> None:
    learner.language = "en"
    certificate = make_certificate(session, run, learner.person, coordinator)

    message = session.scalars(
        select(Message).where(Message.template == "certificate-issued")
    ).one()

    assert (message.to_address, message.language) == (learner.email, "en")
    assert message.params["path"] == f"/me/certificates/{certificate.id}"
    assert message.school_id == certificate.school_id


def test_who_has_no_address_gets_a_text(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    person = make_person(session)
    make_certificate(session, run, person, coordinator)

    message = session.scalars(
        select(Message).where(Message.template == "certificate-issued")
    ).one()

    assert message.to_address == person.mobile
