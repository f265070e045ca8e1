"""The coordinator changes single classes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun, Meeting
from app.courses.services.meeting_facts import slot_of
from app.places.models import School
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.pages import PageClient
from tests.support.time import FakeClock, seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def held(session: Session, run: CourseRun) -> list[tuple[date, time]]:
    session.commit()
    session.expire_all()
    found = session.scalars(
        select(Meeting).where(Meeting.run_id == run.id).order_by(Meeting.starts_at)
    )
    return [(slot_of(m).on, slot_of(m).begins) for m in found]


EXTRA = {"on": "2026-04-02", "begins": "14:00", "finishes": "17:00"}


def test_a_class_is_added_when_confirmed_and_only_once(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session, make_course(session, school))
    make_meetings(session, run, 2)
    sure = {**EXTRA, "confirmed": "y"}

    asked = office.post("courses_office.add_meeting", EXTRA, run_id=run.id, status=200)
    office.post("courses_office.add_meeting", sure, run_id=run.id)
    clash = office.post("courses_office.add_meeting", sure, run_id=run.id, status=200)

    assert asked.select("[aria-invalid]")[0]["id"] == "confirmed"
    assert clash.select("[aria-invalid]")[0]["id"] == "on"
    assert len(held(session, run)) == 3


def test_a_class_is_changed_called_off_and_held_after_all(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session, make_course(session, school))
    [first, *_rest] = make_meetings(session, run, 2)
    changed = {**EXTRA, "on": "2026-03-10", "title_ko": "초배"}

    office.post("courses_office.meeting", changed, meeting_id=first.id)
    off = office.post(
        "courses_office.cancel_meeting",
        {"reason": "강사 사정"},
        meeting_id=first.id,
        follow=True,
    )
    on = office.post("courses_office.hold_meeting", meeting_id=first.id, follow=True)

    assert "강사 사정" in off.words()
    assert "초배" in on.words()
    assert len(held(session, run)) == 2


def test_a_class_is_removed_only_before_its_day_and_when_confirmed(
    session: Session, school: School, office: PageClient, clock: FakeClock
) -> None:
    run = make_run(session, make_course(session, school))
    first, second = make_meetings(session, run, 2)
    first_id, second_id = first.id, second.id

    office.get("courses_office.remove_meeting", meeting_id=second_id)
    bad = office.post("courses_office.remove_meeting", meeting_id=second_id, status=200)
    office.post(
        "courses_office.remove_meeting", {"confirmed": "y"}, meeting_id=second_id
    )
    clock.set(seoul(2026, 3, 10, 8))
    late = office.post(
        "courses_office.remove_meeting",
        {"confirmed": "y"},
        meeting_id=first_id,
        status=200,
    )

    assert bad.alerts()
    assert late.alerts()
    assert len(held(session, run)) == 1
    assert office.get("courses_office.meeting", meeting_id=first_id).notes()
