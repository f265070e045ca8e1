"""`/runs/<id>/apply` and `/me/enrollments/<id>`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Applicants, CourseRun
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


def test_the_page_shows_what_is_sent_and_one_button(
    hers: PageClient, run: CourseRun, learner: Account
) -> None:
    page = hers.get("enrollment.apply", run_id=run.id)

    assert page.heading() == f"{run.course.name_ko} {run.cohort}기 신청"
    assert "1968. 3. 5." in page.words()
    assert "금천구" in page.words()
    assert [b.get_text() for b in page.select("main form button")] == ["신청하기"]


def test_one_press_gives_a_seat(
    hers: PageClient, run: CourseRun, session: Session, learner: Account
) -> None:
    page = hers.post("enrollment.apply", run_id=run.id, follow=True)

    place = place_of(session, learner)
    assert hers.last.request.path == f"/me/enrollments/{place.id}"
    assert "자리가 확정됐어요." in page.words()
    assert page.words().count("번째 수업") == 7  # all meetings stand there
    assert not page.alerts()


def test_who_comes_late_waits_and_sees_her_number(
    hers: PageClient, run: CourseRun, session: Session
) -> None:
    for _ in range(3):
        make_enrollment(session, run)

    before = hers.get("enrollment.apply", run_id=run.id)
    page = hers.post("enrollment.apply", run_id=run.id, follow=True)

    assert before.select("main form button")[0].get_text() == "대기 신청하기"
    assert "대기 2번이고, 앞에 1명이 있어요." in page.words()


def test_first_in_line_is_told_so(
    hers: PageClient, run: CourseRun, session: Session
) -> None:
    for _ in range(2):
        make_enrollment(session, run)

    page = hers.post("enrollment.apply", run_id=run.id, follow=True)

    assert "대기 1번이고, 바로 다음 차례예요." in page.words()


def test_a_second_press_leads_to_what_she_has(
    hers: PageClient, run: CourseRun, session: Session, learner: Account
) -> None:
    hers.post("enrollment.apply", run_id=run.id)

    page = hers.post("enrollment.apply", run_id=run.id, follow=True)

    assert hers.last.request.path == f"/me/enrollments/{place_of(session, learner).id}"
    assert "이미 신청한 강좌예요." in page.words()
    assert session.scalar(select(func.count()).select_from(Enrollment)) == 1


def test_a_second_tab_shows_what_she_has_without_alarm(
    hers: PageClient, run: CourseRun
) -> None:
    hers.post("enrollment.apply", run_id=run.id)

    page = hers.get("enrollment.apply", run_id=run.id)

    assert not page.alerts()
    assert "이미 신청한 강좌예요." in page.words()


def test_a_full_course_says_so(
    hers: PageClient, run: CourseRun, session: Session
) -> None:
    for _ in range(4):
        make_enrollment(session, run)

    page = hers.post("enrollment.apply", run_id=run.id, status=200)

    (alert,) = page.alerts()
    assert alert.startswith("자리와 대기 2명이 모두 찼어요.")


def test_a_window_that_closed_meanwhile_is_said(
    hers: PageClient, run: CourseRun, clock: FakeClock
) -> None:
    clock.set(seoul(2026, 3, 9, 18))

    page = hers.post("enrollment.apply", run_id=run.id, status=200)

    assert page.alerts() == ["3월 9일(월) 18:00에 신청이 끝났어요."]


def test_a_window_that_opens_later_is_said_before_any_press(
    hers: PageClient, session: Session, clock: FakeClock
) -> None:
    run = make_run(session)
    clock.set(seoul(2026, 2, 27, 9))

    page = hers.in_english().get("enrollment.apply", run_id=run.id)

    assert "Applications open on Sun 1 Mar 10:00." in page.words()
    assert not page.alerts()


def test_a_draft_is_no_page(hers: PageClient, session: Session) -> None:
    run = make_run(session, published_at=None)

    hers.get("enrollment.apply", run_id=run.id, status=404)
    hers.post("enrollment.apply", run_id=run.id, status=404)
    hers.get("enrollment.apply", run_id=999_999, status=404)


def test_a_cancelled_course_says_so(hers: PageClient, session: Session) -> None:
    run = make_run(session, cancelled_at=MONDAY_TEN)

    page = hers.post("enrollment.apply", run_id=run.id, status=200)

    assert page.alerts() == ["폐강된 강좌라 신청을 받지 않아요."]


def test_staff_without_a_birth_date_are_told_what_is_missing(
    pages: Open, session: Session, run: CourseRun, instructor: Account
) -> None:
    instructor.person.birth_date = None
    session.commit()

    page = pages(instructor).post("enrollment.apply", run_id=run.id, status=200)

    assert page.alerts() == [
        "생년월일이 없어요. 내 정보에 적은 다음 다시 신청해 주세요."
    ]
    assert page.select(f"a[href='{pages(None).url('accounts.me')}']")


def test_residents_first_names_the_district_in_the_readers_language(
    hers: PageClient, session: Session, learner: Account
) -> None:
    run = make_run(session)
    run.windows[0].applicants = Applicants.RESIDENTS
    learner.person.district_code = "11380"
    session.commit()

    page = hers.in_english().get("enrollment.apply", run_id=run.id)

    assert "Only residents of Geumcheon-gu can apply." in page.words()


def test_a_visitor_signs_in_first_and_comes_back(
    visitor: PageClient, run: CourseRun
) -> None:
    visitor.get("enrollment.apply", run_id=run.id, status=302)

    assert visitor.last.location == visitor.url(
        "accounts.login", next=f"/runs/{run.id}/apply"
    )


def test_the_notice_leads_who_has_applied_to_her_place(
    hers: PageClient,
    visitor: PageClient,
    run: CourseRun,
    session: Session,
    learner: Account,
) -> None:
    hers.post("enrollment.apply", run_id=run.id)

    page = hers.get("courses.run", run_id=run.id)
    stranger = visitor.get("courses.run", run_id=run.id)

    assert "이미 신청한 강좌예요." in page.words()
    assert page.select(f"a[href='/me/enrollments/{place_of(session, learner).id}']")
    assert not page.select("a[href$='/apply']")
    assert stranger.select("a[href$='/apply']")
