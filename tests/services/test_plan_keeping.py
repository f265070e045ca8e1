"""The plan's targets are set, changed and taken back, and the log knows by whom."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.extensions import db
from app.places import queries
from app.places.models import PlanFigure, PlanTarget
from app.places.plan_keeping import remove_target, set_target
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN as NOW


@pytest.fixture
def by(administrator: Account) -> int:
    return administrator.id


def wanted(session: Session, number: int, *, by: int, source: str = "시") -> PlanTarget:
    return set_target(
        session,
        figure=PlanFigure.RUNS,
        year=2026,
        number=number,
        source=source,
        by=by,
        now=NOW,
    )


def entries(session: Session) -> list[tuple[str, object]]:
    log = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [
        (e.action, e.detail["number"]) for e in log if e.action.startswith("target.")
    ]


def test_a_target_is_set_once_for_figure_and_year(session: Session, by: int) -> None:
    first = wanted(session, 20, by=by)
    again = wanted(session, 25, by=by, source="시의회")
    session.commit()

    assert first.id == again.id
    (target,) = queries.targets(session, year=2026)
    assert (target.number, target.source) == (25, "시의회")
    assert entries(session) == [("target.set", 20), ("target.set", 25)]


def test_the_same_again_changes_and_logs_nothing(session: Session, by: int) -> None:
    wanted(session, 20, by=by)
    wanted(session, 20, by=by)

    assert entries(session) == [("target.set", 20)]


def test_it_is_taken_back_once(session: Session, by: int) -> None:
    target = wanted(session, 20, by=by)

    remove_target(session, target_id=target.id, by=by, now=NOW)
    session.commit()

    assert queries.targets(session, year=2026) == []
    assert entries(session)[-1] == ("target.removed", 20)
    with pytest.raises(NoResultFound):
        remove_target(session, target_id=target.id, by=by, now=NOW)


def test_the_latest_year_comes_first(session: Session, by: int) -> None:
    wanted(session, 20, by=by)

    assert [t.year for t in queries.targets(session)] == [2026, 2022]


@pytest.mark.parametrize("number", [0, -1])
def test_the_schema_wants_a_real_target(session: Session, number: int) -> None:
    session.add(
        PlanTarget(figure=PlanFigure.RUNS, year=2026, number=number, source="시")
    )

    with pytest.raises(IntegrityError, match="ck_plan_targets_number_positive"):
        session.flush()


def test_two_who_set_the_same_at_once_leave_one_target(scratch_app: Flask) -> None:
    acts = [lambda s, n=n: wanted(s, n, by=1) for n in (20, 25, 30)]

    outcomes = at_once(scratch_app, acts)

    assert outcomes == ["done"] * 3
    with scratch_app.app_context():
        (target,) = queries.targets(db.session(), year=2026)
        assert target.number in (20, 25, 30)
