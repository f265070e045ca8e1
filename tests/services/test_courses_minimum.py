"""A run's own minimum: stored within its seats, shown, carried over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses import changes, queries
from app.courses.minimum import MinimumAboveCapacity
from app.courses.models import CourseRun
from app.courses.services.details import RunSetup, details_of, windows_of
from app.courses.services.notice import change_run
from app.courses.services.runs import new_cohort
from app.courses.standing import missing_of, needed_of
from app.policy import PolicyFigure
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_class
from tests.support.time import MONDAY_TEN as NOW


@pytest.fixture
def by(coordinator: Account) -> int:
    return coordinator.id


def setup_of(run: CourseRun, **more: int) -> RunSetup:
    return RunSetup(
        details=replace(details_of(run), **more),  # type: ignore[arg-type]
        windows=windows_of(run),
    )


@pytest.mark.parametrize(
    ("minimum", "name"), [(0, "minimum_positive"), (16, "minimum_within_capacity")]
)
def test_the_schema_refuses_an_impossible_minimum(
    session: Session, minimum: int, name: str
) -> None:
    run = make_run(session, capacity=15)
    run.minimum = minimum

    with pytest.raises(IntegrityError, match=f"ck_course_runs_{name}"):
        session.flush()


def test_a_minimum_is_known_before_the_seats_are(session: Session) -> None:
    run = make_run(session, published_at=None, capacity=None)
    run.minimum = 8

    session.commit()

    assert needed_of(run, queries.holding(session)) == 8


def test_more_people_than_seats_are_refused_in_a_draft_too(
    session: Session, by: int
) -> None:
    run = make_run(session, published_at=None)

    with pytest.raises(MinimumAboveCapacity):
        change_run(
            session, run_id=run.id, setup=setup_of(run, minimum=16), by=by, now=NOW
        )


def test_seats_are_not_taken_away_below_the_minimum(session: Session, by: int) -> None:
    run = make_run(session, minimum=8)

    with pytest.raises(MinimumAboveCapacity):
        change_run(
            session,
            run_id=run.id,
            setup=setup_of(run, capacity=7),
            confirmed=True,
            by=by,
            now=NOW,
        )


def test_of_a_published_run_it_changes_once_confirmed_and_is_audited(
    session: Session, by: int
) -> None:
    run = make_run(session)
    lower = setup_of(run, minimum=5)

    with pytest.raises(changes.ConfirmationNeeded):
        change_run(session, run_id=run.id, setup=lower, by=by, now=NOW)
    change_run(session, run_id=run.id, setup=lower, confirmed=True, by=by, now=NOW)
    session.commit()

    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "run.changed")
    ).one()
    assert entry.detail == {"changes": {"minimum": [None, 5]}}


def test_the_next_cohort_needs_as_many(session: Session, by: int) -> None:
    run = make_run(session, minimum=9)

    heir = new_cohort(session, run_id=run.id, by=by, now=NOW)

    assert (heir.minimum, heir.capacity) == (9, 15)


def test_without_one_of_its_own_the_share_of_its_first_day_counts(
    session: Session,
) -> None:
    before, after = make_run(session), make_run(session, starts_on=date(2026, 3, 20))
    session.add(
        PolicyFigure(
            name="holding_percent",
            effective_on=date(2026, 3, 15),
            value=70,
            source="made for this test",
        )
    )
    session.commit()

    holding = queries.holding(session)

    assert (needed_of(before, holding), needed_of(after, holding)) == (8, 11)


def test_seats_given_and_offered_count_towards_it(session: Session) -> None:
    run = make_run(session, minimum=5)
    make_class(session, run)
    holding = queries.holding(session)

    assert missing_of(run, holding, now=NOW) == 2
    run.offered_count = 2
    assert missing_of(run, holding, now=NOW) == 0
