"""The notice of a run is written, and checked against the run's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses import changes
from app.courses.models import CourseRun
from app.courses.publication import NoticeIncomplete
from app.courses.services.details import (
    RunSetup,
    WindowDetails,
    details_of,
    windows_of,
)
from app.courses.services.lifecycle import publish
from app.courses.services.notice import change_run
from app.courses.services.runs import create_run
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_run,
)
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN as NOW
from tests.support.time import seoul


@pytest.fixture
def by(coordinator: Account) -> int:
    return coordinator.id


def setup_of(run: CourseRun, **more: object) -> RunSetup:
    """The run's notice as it stands, with these details otherwise."""
    return RunSetup(
        details=replace(details_of(run), **more),  # type: ignore[arg-type]
        windows=windows_of(run),
        instructor_ids=tuple(i.id for i in run.instructors),
        modules={m.module_id: m.required for m in run.modules},
    )


def test_a_draft_is_saved_with_gaps_and_completed_later(
    session: Session, school: School, by: int
) -> None:
    run = create_run(
        session, course_id=make_course(session, school).id, year=2026, by=by, now=NOW
    )
    half = WindowDetails(opens_at=seoul(2026, 3, 1, 10), closes_at=None)

    change_run(
        session,
        run_id=run.id,
        setup=RunSetup(replace(details_of(run), capacity=12), windows=(half,)),
        by=by,
        now=NOW,
    )
    session.commit()

    assert (run.capacity, run.venue, windows_of(run)) == (12, "", (half,))
    with pytest.raises(NoticeIncomplete):
        publish(session, run_id=run.id, by=by, now=NOW)


def test_changes_of_a_published_run_are_checked_and_audited(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school), confirmed_count=12)

    with pytest.raises(changes.FixedOncePublished):
        change_run(
            session, run_id=run.id, setup=setup_of(run, fee_won=9), by=by, now=NOW
        )
    with pytest.raises(changes.CapacityBelowSeats):
        change_run(
            session,
            run_id=run.id,
            setup=setup_of(run, capacity=11),
            confirmed=True,
            by=by,
            now=NOW,
        )
    later = setup_of(run, ends_on=date(2026, 4, 2))
    with pytest.raises(changes.ConfirmationNeeded):
        change_run(session, run_id=run.id, setup=later, by=by, now=NOW)
    change_run(session, run_id=run.id, setup=later, confirmed=True, by=by, now=NOW)
    session.commit()

    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "run.changed")
    ).one()
    assert entry.detail == {"changes": {"ends_on": ["2026-03-31", "2026-04-02"]}}
    assert entry.account_id == by


def test_a_published_run_cannot_lose_what_publication_needs(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school))

    with pytest.raises(NoticeIncomplete):
        change_run(
            session, run_id=run.id, setup=setup_of(run, venue=""), by=by, now=NOW
        )


def test_saving_the_same_notice_again_changes_nothing(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school))

    change_run(session, run_id=run.id, setup=setup_of(run), by=by, now=NOW)

    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_an_instructor_of_another_school_is_never_named(
    session: Session, school: School, other_school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school))
    elsewhere = make_run(session, make_course(session, other_school))
    stranger = make_instructor(session, elsewhere, make_person(session))

    setup = replace(setup_of(run), instructor_ids=(stranger.id,))
    change_run(session, run_id=run.id, setup=setup, by=by, now=NOW)

    assert run.instructors == []
