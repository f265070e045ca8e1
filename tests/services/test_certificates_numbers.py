"""How many certificates are valid: what the counters say is what the rows say."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.certificates import queries
from app.certificates.models import Certificate
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.people import make_person


def test_the_counters_count_what_is_valid(
    session: Session,
    school: School,
    other_school: School,
    coordinator: Account,
    other_coordinator: Account,
) -> None:
    for place, by, number in (
        (school, coordinator, 3),
        (other_school, other_coordinator, 1),
    ):
        run = make_finished_run(session, place)
        for _ in range(number):
            make_certificate(session, run, make_person(session), by)
    later = ISSUE_DAY.replace(year=2027)
    run = make_finished_run(session, school)
    make_certificate(session, run, make_person(session), coordinator, now=later)
    first = session.scalars(select(Certificate).order_by(Certificate.id).limit(1)).one()
    first.revoked_at, first.revoke_reason = ISSUE_DAY, "이름이 틀렸어요"
    session.commit()

    rows = session.scalar(select(func.count()).where(Certificate.revoked_at.is_(None)))

    assert session.scalar(queries.valid_ever()) == rows == 4
    assert queries.valid_by_school(session, 2026) == {school.id: 2, other_school.id: 1}
    assert queries.valid_by_school(session, 2027) == {school.id: 1}
    assert queries.valid_by_school(session, 2025) == {}
