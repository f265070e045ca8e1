"""`/me/enrollments/<id>`: her place in a run, and leaving it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session) -> CourseRun:
    run = make_run(session, capacity=2, waiting_limit=2)
    make_meetings(session, run)
    return run


@pytest.fixture
def hers(pages: Open, learner: Account) -> PageClient:
    return pages(learner)


def place_of(session: Session, account: Account) -> Enrollment:
    session.expire_all()
    return session.scalars(
        select(Enrollment)
        .where(Enrollment.person_id == account.person_id)
        .order_by(Enrollment.id.desc())
    ).first() or pytest.fail("she has no place")


def test_leaving_asks_once_then_ends_the_place(
    hers: PageClient, run: CourseRun, session: Session, learner: Account
) -> None:
    hers.post("enrollment.apply", run_id=run.id)
    place = place_of(session, learner)

    asked = hers.get("enrollment.withdraw", enrollment_id=place.id)
    page = hers.post("enrollment.withdraw", enrollment_id=place.id, follow=True)

    assert asked.heading() == "신청을 취소할까요?"
    assert "내가 신청을 취소했어요." in page.words()
    assert place_of(session, learner).status.value == "withdrawn"


def test_leaving_twice_is_answered_in_words(
    hers: PageClient, run: CourseRun, session: Session, learner: Account
) -> None:
    hers.post("enrollment.apply", run_id=run.id)
    place = place_of(session, learner)
    hers.post("enrollment.withdraw", enrollment_id=place.id)

    page = hers.post("enrollment.withdraw", enrollment_id=place.id, follow=True)

    assert page.alerts() == ["이미 끝난 신청이에요. 바뀐 것은 없어요."]
    hers.get("enrollment.withdraw", enrollment_id=place.id, status=302)


def test_nobody_sees_or_ends_anothers_place(
    pages: Open,
    run: CourseRun,
    session: Session,
    other_learner: Account,
    coordinator: Account,
) -> None:
    place = make_enrollment(session, run)

    for stranger in (other_learner, coordinator):
        theirs = pages(stranger)
        theirs.get("enrollment.show", enrollment_id=place.id, status=404)
        theirs.get("enrollment.withdraw", enrollment_id=place.id, status=404)
        theirs.post("enrollment.withdraw", enrollment_id=place.id, status=404)
    session.expire_all()
    assert place.status.value == "confirmed"


def test_after_the_end_nothing_is_left_to_leave(
    hers: PageClient,
    run: CourseRun,
    session: Session,
    learner: Account,
    clock: FakeClock,
) -> None:
    hers.post("enrollment.apply", run_id=run.id)
    place = place_of(session, learner)
    clock.set(seoul(2026, 4, 2))

    page = hers.get("enrollment.show", enrollment_id=place.id)
    refused = hers.post("enrollment.withdraw", enrollment_id=place.id, follow=True)

    assert not page.select(f"a[href$='/enrollments/{place.id}/withdraw']")
    assert refused.alerts() == ["강좌가 3월 31일(화)에 끝나서 이제 바꿀 수 없어요."]


def test_the_pages_read_in_english_too(
    hers: PageClient, run: CourseRun, session: Session, learner: Account
) -> None:
    hers.in_english()
    hers.post("enrollment.apply", run_id=run.id)
    place = place_of(session, learner)

    page = hers.get("enrollment.show", enrollment_id=place.id)

    assert "You have a seat." in page.words()
    assert page.heading() == f"Clothing repair, basic (cohort {run.cohort})"


def test_the_number_of_statements_is_constant(
    hers: PageClient, run: CourseRun, session: Session, learner: Account
) -> None:
    hers.get("enrollment.apply", run_id=run.id)
    applying = len(hers.statements)
    hers.post("enrollment.apply", run_id=run.id)
    hers.get("enrollment.show", enrollment_id=place_of(session, learner).id)
    showing = len(hers.statements)

    assert applying <= 10
    assert showing <= 7


def test_the_meetings_that_are_over_or_not_held_are_marked(
    hers: PageClient,
    run: CourseRun,
    session: Session,
    learner: Account,
    clock: FakeClock,
) -> None:
    hers.post("enrollment.apply", run_id=run.id)
    run.meetings[1].cancelled_at = MONDAY_TEN
    session.commit()
    clock.set(run.meetings[0].ends_at + timedelta(minutes=1))

    page = hers.get("enrollment.show", enrollment_id=place_of(session, learner).id)

    tags = [tag.get_text(strip=True) for tag in page.select("ul .tag")]
    assert tags == ["휴강", "끝남"]
