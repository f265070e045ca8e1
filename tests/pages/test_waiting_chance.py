"""How far past lines came, on her own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.offers import make_line
from tests.support.factories.people import make_person
from tests.support.pages import PageClient

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_run(session, capacity=1, waiting_limit=None)


@pytest.fixture
def line(session: Session, run: CourseRun, learner: Account) -> list[Enrollment]:
    """One with a seat, one who waits, and the learner behind her."""
    people = [make_person(session) for _ in range(2)]
    return make_line(session, run, *people, learner.person)


def test_her_page_says_how_far_past_lines_came_from_five_courses_on(
    pages: Open,
    session: Session,
    learner: Account,
    run: CourseRun,
    line: list[Enrollment],
) -> None:
    hers = pages(learner)
    make_meetings(session, run)
    silent = hers.get("enrollment.show", enrollment_id=line[2].id)
    for reached in (0, 1, 2, 3, 4, 5):
        past = make_run(
            session,
            run.course,
            open_now=False,
            starts_on=date(2025, 12, 1),
            ends_on=date(2025, 12, 31),
        )
        past.last_waiting_no, past.reached_waiting_no = 5, reached
    session.commit()

    page = hers.get("enrollment.show", enrollment_id=line[2].id)

    assert "비슷한 강좌" not in silent.words()
    assert "비슷한 강좌 6개 가운데 4개에서 대기 2번까지" in page.words()
    assert "최근 3년" in page.words()
    assert "3월 12일(목) 17:00까지 빈자리가 나면" in page.words()
