"""The audit log: who did what to which object; rows are only added."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses.models import Trade
from app.places.models import School
from tests.support.factories.courses import make_run
from tests.support.time import MONDAY_TEN

ROOT = Path(__file__).resolve().parents[2]


def last(session: Session) -> AuditEntry:
    session.commit()
    newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
    return session.scalars(newest).one()


def test_it_keeps_who_what_when_and_on_what(
    session: Session, coordinator: Account
) -> None:
    run = make_run(session)

    audit.record(session, "run.tested", run, by=coordinator.id, now=MONDAY_TEN, seats=3)

    entry = last(session)
    assert (entry.action, entry.account_id) == ("run.tested", coordinator.id)
    assert (entry.subject_type, entry.subject_id) == ("course_runs", run.id)
    assert (entry.at, entry.detail) == (MONDAY_TEN, {"seats": 3})


def test_a_new_object_has_its_id_by_then(session: Session) -> None:
    school = School(district_code="11620", name_ko="관악", name_en="Gwanak")
    session.add(school)

    audit.record(session, "school.opened", school, by=None, now=MONDAY_TEN)

    entry = last(session)
    assert entry.subject_id == school.id
    assert entry.account_id is None


def test_it_is_undone_with_the_change_it_tells_of(session: Session) -> None:
    trade = session.scalars(select(Trade)).first()
    before = len(session.scalars(select(AuditEntry.id)).all())
    session.commit()

    audit.record(session, "trade.tested", trade, by=None, now=MONDAY_TEN)
    session.rollback()

    assert len(session.scalars(select(AuditEntry.id)).all()) == before


def test_it_outlives_the_account(session: Session) -> None:
    """No foreign key: an account that is erased leaves its lines."""
    run = make_run(session)

    audit.record(session, "run.tested", run, by=2_000_000_000, now=MONDAY_TEN)

    assert last(session).account_id == 2_000_000_000


def test_every_action_in_the_code_is_a_subject_and_a_verb_in_the_past() -> None:
    odd = set()
    for path in (ROOT / "app").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for action in re.findall(r'audit\.record\(\s*\w+,\s*"([^"]+)"', source):
            if not re.fullmatch(r"[a-z_]+\.[a-z_]+", action):
                odd.add(action)

    assert not odd


def test_no_code_changes_or_removes_its_rows() -> None:
    touching = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "app").rglob("*.py")
        if re.search(
            r"(delete|update)\(\s*(audit\.)?AuditEntry",
            path.read_text(encoding="utf-8"),
        )
    ]

    assert not touching
