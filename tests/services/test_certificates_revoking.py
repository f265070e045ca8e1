"""A revoked certificate keeps its number; another may follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.certificates import queries, services
from app.certificates.refusals import (
    AlreadyRevoked,
    ForeignSchool,
)
from app.courses.models import CourseRun
from app.outbox import Message
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    issue,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.people import make_person


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_finished_run(session, school)


def test_a_revoked_certificate_keeps_its_number_and_can_be_followed_by_another(
    session: Session, run: CourseRun, coordinator: Account, learner: Account
) -> None:
    first = make_certificate(session, run, learner.person, coordinator)
    services.revoke(
        session,
        certificate_id=first.id,
        reason="이름을 고쳐 새로 발급",
        by=coordinator.id,
        now=ISSUE_DAY + timedelta(days=1),
    )
    session.commit()

    [second] = issue(session, run, coordinator, first.enrollment)

    assert (first.serial, second.serial) == (1, 2)
    assert (first.valid, second.valid) == (False, True)
    assert first.revoke_reason == "이름을 고쳐 새로 발급"
    assert queries.valid_of_run(session, run.id) == {first.enrollment_id: second}
    told = session.scalars(select(Message.template).order_by(Message.id)).all()
    assert told == [
        "certificate-issued",
        "certificate-revoked",
        "certificate-issued",
    ]


def test_revoking_twice_or_by_a_stranger_is_refused(
    session: Session,
    run: CourseRun,
    coordinator: Account,
    other_coordinator: Account,
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)

    def revoke(by: Account) -> None:
        services.revoke(
            session,
            certificate_id=certificate.id,
            reason="잘못 발급",
            by=by.id,
            now=ISSUE_DAY,
        )

    with pytest.raises(ForeignSchool):
        revoke(other_coordinator)
    revoke(coordinator)
    with pytest.raises(AlreadyRevoked):
        revoke(coordinator)


def test_revoking_is_audited_without_the_reason(
    session: Session, run: CourseRun, coordinator: Account
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)

    services.revoke(
        session,
        certificate_id=certificate.id,
        reason="홍길동 님의 이름 정정",
        by=coordinator.id,
        now=ISSUE_DAY,
    )
    session.commit()

    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "certificate.revoked")
    ).one()
    assert entry.detail == {}
