"""Drafts are made, published, called off and thrown away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses import changes
from app.courses.kinds import SelectionMethod
from app.courses.models import CourseRun, Meeting, Module, RunModule
from app.courses.publication import MethodNotBuilt
from app.courses.services.lifecycle import cancel_run, publish
from app.courses.services.runs import create_run, delete_draft, new_cohort
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN as NOW


@pytest.fixture
def by(coordinator: Account) -> int:
    return coordinator.id


def test_cohorts_are_numbered_within_their_year(
    session: Session, school: School, by: int
) -> None:
    course = make_course(session, school)

    numbers = [
        create_run(session, course_id=course.id, year=year, by=by, now=NOW).cohort
        for year in (2025, 2026, 2026)
    ]

    assert numbers == [1, 1, 2]


def test_a_cohort_is_taken_once(session: Session, school: School, by: int) -> None:
    run = make_run(session, make_course(session, school))

    with pytest.raises(changes.CohortTaken):
        create_run(
            session,
            course_id=run.course_id,
            year=run.year,
            cohort=run.cohort,
            by=by,
            now=NOW,
        )


def test_a_new_cohort_takes_over_the_notice_but_no_dates(
    session: Session, school: School, by: int
) -> None:
    source = make_run(
        session, make_course(session, school), year=2021, cohort=3, note="비고"
    )
    make_instructor(session, source, make_person(session, "박선영"))
    gone = make_instructor(session, source, make_person(session, "김떠남"))
    gone.ended_at = NOW
    module = Module(
        code="x", position=1, title_ko="모듈", title_en="Module", minutes=60
    )
    session.add(RunModule(run=source, module=module, required=True))
    source.confirmed_count = 9
    session.commit()

    run = new_cohort(session, run_id=source.id, by=by, now=NOW)
    session.commit()

    assert (run.year, run.cohort, run.made_from_id) == (2026, 1, source.id)
    assert (run.venue, run.weekdays, run.meeting_count) == (
        source.venue,
        "13",
        source.meeting_count,
    )
    assert (run.starts_on, run.ends_on, run.windows, run.note) == (None, None, [], "")
    assert (run.published_at, run.confirmed_count) == (None, 0)
    assert [i.person.name for i in run.instructors] == ["박선영"]
    assert [(m.module_id, m.required) for m in run.modules] == [(module.id, True)]
    assert (source.year, source.cohort) == (2021, 3)


def test_a_complete_draft_is_published_once(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school), published_at=None)

    publish(session, run_id=run.id, by=by, now=NOW)

    assert run.published_at == NOW
    with pytest.raises(changes.AlreadyPublished):
        publish(session, run_id=run.id, by=by, now=NOW)


def test_a_way_of_choosing_that_is_not_built_is_not_published(
    session: Session, school: School, by: int
) -> None:
    run = make_run(
        session,
        make_course(session, school),
        published_at=None,
        selection_method=SelectionMethod.LOTTERY,
    )

    with pytest.raises(MethodNotBuilt):
        publish(session, run_id=run.id, by=by, now=NOW)


def test_calling_off_keeps_the_reason_and_the_counters(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school), confirmed_count=3)

    cancel_run(session, run_id=run.id, reason=" 신청자 부족 ", by=by, now=NOW)

    assert (run.cancelled_at, run.cancel_reason) == (NOW, "신청자 부족")
    assert run.confirmed_count == 3
    with pytest.raises(changes.RunIsCancelled):
        cancel_run(session, run_id=run.id, reason="다시", by=by, now=NOW)
    with pytest.raises(changes.RunIsCancelled):
        publish(session, run_id=run.id, by=by, now=NOW)


def test_a_run_that_is_over_is_not_called_off(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school))

    with pytest.raises(changes.RunIsOver):
        cancel_run(
            session, run_id=run.id, reason="사정", by=by, now=NOW + timedelta(days=60)
        )


def test_a_draft_that_nobody_needs_is_deleted(
    session: Session, school: School, by: int
) -> None:
    run = make_run(session, make_course(session, school), published_at=None)
    make_meetings(session, run)

    delete_draft(session, run_id=run.id, by=by, now=NOW)
    session.commit()

    assert session.scalar(select(func.count()).select_from(CourseRun)) == 0
    assert session.scalar(select(func.count()).select_from(Meeting)) == 0


def test_a_published_run_or_one_with_an_heir_is_never_deleted(
    session: Session, school: School, by: int
) -> None:
    course = make_course(session, school)
    published = make_run(session, course)
    draft = make_run(session, course, published_at=None)
    new_cohort(session, run_id=draft.id, by=by, now=NOW)

    with pytest.raises(changes.PublishedStays):
        delete_draft(session, run_id=published.id, by=by, now=NOW)
    with pytest.raises(changes.DraftStillNeeded):
        delete_draft(session, run_id=draft.id, by=by, now=NOW)
