"""An application prepared before the opening, and the one press that sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.enrollment.prepared_models import PreparedApplication
from tests.support.factories.courses import make_run
from tests.support.factories.opening import (
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
    residents_first,
)
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session) -> CourseRun:
    return make_upcoming(session)


@pytest.fixture
def hers(pages: Open, learner: Account) -> PageClient:
    return pages(learner)


def buttons(page: Page) -> list[str]:
    return [text_of(tag) for tag in page.select("main form button")]


def prepared(session: Session) -> list[int]:
    return list(session.scalars(select(PreparedApplication.person_id)))


def test_who_has_not_prepared_sees_one_thing_to_do_and_the_button_for_later(
    hers: PageClient, run: CourseRun
) -> None:
    page = hers.get("enrollment.apply", run_id=run.id)

    (section,) = page.select("section[data-opens]")
    assert "신청할 수 있는 강좌예요." in text_of(section)
    assert buttons(page) == ["미리 준비하기", "신청하기"]
    (primary,) = section.select(".btn-primary")
    assert text_of(primary) == "미리 준비하기"
    assert section.select("[data-from-opening] button[data-wait]")
    assert not page.alerts()
    assert "1968. 3. 5." in page.words()  # her details stand below, to be checked


def test_one_press_keeps_it_ready(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    page = hers.post("enrollment.prepare", run_id=run.id, follow=True)

    assert "신청할 준비가 됐어요." in page.notes()[0]
    assert prepared(session) == [learner.person_id]
    assert buttons(page) == ["신청하기", "준비한 신청 지우기"]
    assert text_of(page.select("section .btn-primary[data-wait]")[0]) == "신청하기"


def test_it_is_thrown_away_by_her_alone(
    hers: PageClient,
    pages: Open,
    session: Session,
    run: CourseRun,
    learner: Account,
    other_learner: Account,
) -> None:
    make_prepared(session, run, learner)

    pages(other_learner).post("enrollment.discard_prepared", run_id=run.id)
    others = prepared(session)
    page = hers.post("enrollment.discard_prepared", run_id=run.id, follow=True)

    assert others == [learner.person_id]
    assert prepared(session) == []
    assert "준비한 신청을 지웠어요." in page.notes()[0]


def test_who_may_not_apply_reads_why_instead(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    learner.person.birth_date = None
    session.commit()

    page = hers.get("enrollment.apply", run_id=run.id)
    answer = hers.post("enrollment.prepare", run_id=run.id, follow=True)

    assert not page.select("[data-opens]")
    assert "미리 준비하기" not in buttons(page)
    assert answer.alerts()[0].startswith("생년월일이 없어요.")
    assert prepared(session) == []


def test_residents_first_tells_others_when_they_can(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    residents_first(session, run, opens_at=MONDAY_TEN)
    learner.person.district_code = "11380"
    session.commit()

    page = hers.get("enrollment.apply", run_id=run.id)

    (section,) = page.select("section[data-opens]")
    assert section["data-opens"] == str(int(TOMORROW_TEN.timestamp() * 1000))
    assert "금천구" in text_of(section)
    assert buttons(page) == ["미리 준비하기", "신청하기"]


def test_a_draft_or_no_run_is_not_prepared(hers: PageClient, session: Session) -> None:
    draft = make_upcoming(session, published_at=None)

    for run_id in (draft.id, 999_999):
        hers.post("enrollment.prepare", run_id=run_id, status=404)
        hers.post("enrollment.discard_prepared", run_id=run_id, status=404)


def test_a_visitor_signs_in_first(visitor: PageClient, run: CourseRun) -> None:
    visitor.post("enrollment.prepare", run_id=run.id)

    assert visitor.last.location.startswith("/login")


# The press


def test_too_early_is_said_in_words_with_a_button_to_press_again(
    hers: PageClient, session: Session, run: CourseRun, clock: FakeClock
) -> None:
    clock.set(TOMORROW_TEN - timedelta(minutes=12, seconds=5))

    page = hers.post("enrollment.apply", run_id=run.id, status=200)

    (alert,) = page.alerts()
    assert alert.startswith("아직 신청할 수 없어요. 13분 남았어요.")
    assert "3월 3일(화) 10:00" in alert
    assert "서버 시각: 09:47:55." in alert
    assert "신청하기" in buttons(page)
    assert session.scalars(select(Enrollment)).all() == []


def test_at_the_second_one_press_is_enough(
    hers: PageClient,
    session: Session,
    run: CourseRun,
    learner: Account,
    clock: FakeClock,
) -> None:
    make_prepared(session, run, learner)
    clock.set(TOMORROW_TEN - timedelta(milliseconds=1))
    hers.post("enrollment.apply", run_id=run.id, status=200)

    clock.set(TOMORROW_TEN)
    page = hers.post("enrollment.apply", run_id=run.id, follow=True)

    assert "자리가 확정됐어요." in page.words()
    assert session.scalars(select(Enrollment.person_id)).all() == [learner.person_id]


def test_the_open_page_has_one_button_and_words_for_the_way(
    hers: PageClient, session: Session
) -> None:
    run = make_run(session)

    page = hers.get("enrollment.apply", run_id=run.id)

    assert buttons(page) == ["신청하기"]
    (words,) = page.select("form [role=status][data-on-its-way]")
    assert words["data-on-its-way"] == "신청을 보내고 있어요. 다시 누르지 않아도 돼요."


# /me


def test_her_page_has_what_is_ready_with_its_countdown(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    make_prepared(session, run, learner)

    page = hers.get("home.me")

    (section,) = page.select("section[aria-labelledby=ready]")
    assert "신청 시작까지 1일 남았어요." in text_of(section)
    (form,) = section.select("form")
    assert form["action"] == f"/runs/{run.id}/apply"
    assert form.select("button.btn-primary[data-wait]")
    assert page.select("script[src*='opening.js']")


def test_once_open_the_same_button_applies(
    hers: PageClient,
    session: Session,
    run: CourseRun,
    learner: Account,
    clock: FakeClock,
) -> None:
    make_prepared(session, run, learner)
    clock.set(TOMORROW_TEN)

    page = hers.get("home.me")
    hers.post("enrollment.apply", run_id=run.id)
    after = hers.get("home.me")

    (section,) = page.select("section[aria-labelledby=ready]")
    assert "신청이 시작됐어요." in text_of(section)
    assert not section.select("[data-opens], [data-wait]")
    assert not after.select("section[aria-labelledby=ready]")


def test_in_english_too(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    make_prepared(session, run, learner)
    hers.in_english()

    mine = hers.get("home.me")
    page = hers.get("enrollment.apply", run_id=run.id)

    assert "1 day left until applications open." in mine.words()
    assert "Your application is ready" in page.words()
