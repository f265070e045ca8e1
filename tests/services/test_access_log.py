"""The access log's months: sealed once, in a chain that shows every change; dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app import access_keeping as keeping
from app.access_log import AccessEntry, AccessSeal, AccessSubject, Act
from tests.support.factories.access import a_line
from tests.support.time import seoul

JANUARY, MARCH, APRIL = seoul(2026, 1, 12, 9), seoul(2026, 3, 30, 9), seoul(2026, 4, 1)


def sealed(session: Session, now: datetime) -> list[str]:
    """Seal all that is due; the months."""
    months = []
    while (seal := keeping.seal_next(session, now=now)) is not None:
        months.append(seal.month)
    return months


def faults(session: Session) -> list[str]:
    session.flush()
    return [fault.month for fault in keeping.verify(session)]


@pytest.fixture
def chain(session: Session) -> Session:
    """January with two lines, February with none, March with one; all sealed."""
    a_line(session, JANUARY, 2, 1)
    a_line(session, JANUARY + timedelta(days=19, hours=14), 3)  # 31 January 23:00
    a_line(session, MARCH)
    sealed(session, APRIL + timedelta(hours=1))
    return session


def test_every_finished_month_is_sealed_an_empty_one_too(session: Session) -> None:
    a_line(session, JANUARY)
    a_line(session, MARCH)

    months = sealed(session, APRIL + timedelta(hours=1))

    seals = session.scalars(select(AccessSeal).order_by(AccessSeal.month)).all()
    assert months == ["2026-01", "2026-02", "2026-03"]
    assert [seal.entries for seal in seals] == [1, 0, 1]
    assert len({seal.digest for seal in seals}) == 3
    assert faults(session) == []


def test_a_month_is_sealed_an_hour_after_its_end_in_seoul(session: Session) -> None:
    a_line(session, MARCH)

    early = sealed(session, APRIL + timedelta(minutes=59))
    late = sealed(session, APRIL + timedelta(hours=1))

    assert (early, late) == ([], ["2026-03"])


def test_without_a_line_there_is_nothing_to_seal(session: Session) -> None:
    assert sealed(session, APRIL) == []


def test_months_go_by_the_wall_in_seoul(session: Session) -> None:
    a_line(session, seoul(2026, 1, 31, 23, 59))
    a_line(session, seoul(2026, 2, 1, 0, 0))

    sealed(session, APRIL)

    assert session.get_one(AccessSeal, "2026-01").entries == 1
    assert session.get_one(AccessSeal, "2026-02").entries == 1


@pytest.mark.parametrize(
    "tamper",
    [
        lambda s: s.execute(
            update(AccessEntry).where(AccessEntry.at < MARCH).values(account_id=8)
        ),
        lambda s: s.execute(
            update(AccessSubject)
            .where(AccessSubject.person_id == 3)
            .values(person_id=4)
        ),
        lambda s: s.execute(delete(AccessSubject).where(AccessSubject.person_id == 3)),
        lambda s: s.execute(
            delete(AccessEntry).where(
                AccessEntry.id == select(func.min(AccessEntry.id)).scalar_subquery()
            )
        ),
        lambda s: s.add(
            AccessEntry(
                at=JANUARY, account_id=7, act=Act.VIEW, page="x", address="", reason=""
            )
        ),
        lambda s: s.add(
            AccessSubject(
                entry_id=s.scalar(select(func.min(AccessEntry.id))), person_id=9
            )
        ),
        lambda s: s.execute(
            update(AccessEntry)
            .where(AccessEntry.at == JANUARY)
            .values(at=JANUARY + timedelta(seconds=1))
        ),
    ],
    ids=["account", "person", "person gone", "line gone", "line", "another", "time"],
)
def test_what_was_changed_is_found_in_its_month(
    chain: Session, tamper: Callable[[Session], object]
) -> None:
    tamper(chain)

    assert faults(chain) == ["2026-01"]


def test_a_seal_that_was_mended_breaks_the_next(chain: Session) -> None:
    chain.execute(
        update(AccessEntry).where(AccessEntry.at < MARCH).values(account_id=8)
    )
    seal = chain.get_one(AccessSeal, "2026-01")

    seal.digest, seal.entries = keeping.digest_of(
        chain, "2026-01", before=keeping.BEGINNING
    )

    assert faults(chain) == ["2026-02"]


def test_a_seal_that_is_gone_is_missed(chain: Session) -> None:
    chain.delete(chain.get_one(AccessSeal, "2026-02"))

    assert "2026-02" in faults(chain)


def test_lines_from_before_the_first_seal_are_found(chain: Session) -> None:
    a = AccessEntry(
        at=seoul(2025, 12, 5),
        account_id=7,
        act=Act.VIEW,
        page="x",
        address="",
        reason="",
    )
    chain.add(a)

    assert faults(chain) == ["2026-01"]


def test_a_line_too_late_for_its_month_opens_the_next(chain: Session) -> None:
    a_line(chain, seoul(2026, 3, 31, 23, 59), 5)

    late = chain.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()

    assert late is not None
    assert late.at == APRIL
    assert faults(chain) == []


def test_many_lines_are_sealed_in_portions(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        a_line(session, MARCH, number + 1)
    sealed(session, APRIL + timedelta(hours=1))

    monkeypatch.setattr(keeping, "AT_A_TIME", 2)

    assert faults(session) == []


def test_whole_months_go_after_two_years_and_their_seals_stay(chain: Session) -> None:
    kept = keeping.drop_next(chain, now=seoul(2028, 1, 31, 23))
    dropped = keeping.drop_next(chain, now=seoul(2028, 2, 1))
    again = keeping.drop_next(chain, now=seoul(2028, 2, 1))

    lines = chain.scalars(select(AccessEntry.at)).all()
    people = chain.scalar(select(func.count()).select_from(AccessSubject))
    assert kept is None
    assert dropped is not None
    assert dropped.month == "2026-01"
    assert again is None
    assert list(lines) == [MARCH]
    assert people == 2
    assert chain.get_one(AccessSeal, "2026-01").entries == 2
    assert faults(chain) == []


def test_a_month_without_a_seal_is_never_dropped(session: Session) -> None:
    a_line(session, JANUARY)

    assert keeping.drop_next(session, now=seoul(2030, 1, 1)) is None
    assert session.scalar(select(func.count()).select_from(AccessEntry)) == 1


def test_a_month_that_was_changed_is_kept_as_evidence(chain: Session) -> None:
    chain.execute(
        update(AccessEntry).where(AccessEntry.at < MARCH).values(account_id=8)
    )

    dropped = keeping.drop_next(chain, now=seoul(2028, 2, 1))

    assert dropped is None
    assert chain.scalar(select(func.count()).select_from(AccessEntry)) == 3


def test_lines_put_into_a_dropped_month_are_found(chain: Session) -> None:
    keeping.drop_next(chain, now=seoul(2028, 2, 1))
    chain.add(
        AccessEntry(
            at=JANUARY, account_id=7, act=Act.VIEW, page="x", address="", reason=""
        )
    )

    assert faults(chain) == ["2026-01"]


def test_a_month_is_signed_off_once_and_only_as_it_was_sealed(chain: Session) -> None:
    first = keeping.review(chain, "2026-03", by=1, now=APRIL)
    keeping.review(chain, "2026-03", by=2, now=APRIL + timedelta(days=1))
    chain.execute(
        update(AccessEntry).where(AccessEntry.at < MARCH).values(account_id=8)
    )

    assert (first.reviewed_at, first.reviewed_by) == (APRIL, 1)
    with pytest.raises(keeping.MonthChanged):
        keeping.review(chain, "2026-01", by=1, now=APRIL)
    with pytest.raises(keeping.MonthNotSealed):
        keeping.review(chain, "2026-04", by=1, now=APRIL)
