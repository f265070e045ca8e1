"""The clock, the countdown, and pages that stay light while thousands ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import heartbeat
from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.prepared_models import PreparedApplication
from tests.support.factories.courses import make_run
from tests.support.factories.opening import (
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
)
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

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


# The clock


def test_the_clock_tells_milliseconds_to_everybody_and_nothing_else(
    visitor: PageClient, hers: PageClient
) -> None:
    for client in (visitor, hers):
        answer = client.download("clock")

        assert answer.json == {"now": int(MONDAY_TEN.timestamp() * 1000)}
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert client.statements == []


# The public page


def test_the_run_says_when_it_opens_and_by_which_clock(
    visitor: PageClient, run: CourseRun, clock: FakeClock
) -> None:
    clock.set(TOMORROW_TEN - timedelta(minutes=9, seconds=58))

    page = visitor.get("courses.run", run_id=run.id)

    (area, dock) = page.select("[data-opens]")
    assert area["data-opens"] == str(int(TOMORROW_TEN.timestamp() * 1000))
    assert area["data-now"] == str(int(clock().timestamp() * 1000))
    assert "3월 3일(화) 10:00" in text_of(area)
    assert "신청 시작까지 9분 58초 남았어요." in text_of(area)
    assert "서버 시각: 09:50:02(서울)" in text_of(area)
    assert dock.select("[data-left]")
    assert page.select("script[src*='opening.js']")
    shown = page.select("a[href$='/apply']:not([hidden])")
    assert {text_of(link) for link in shown} == {"신청 미리 준비하기"}
    hidden = page.select("a[href$='/apply'][hidden][data-from-opening]")
    assert {text_of(link) for link in hidden} == {"신청하기"}


def test_an_open_run_counts_to_nothing(visitor: PageClient, session: Session) -> None:
    run = make_run(session)

    page = visitor.get("courses.run", run_id=run.id)

    assert not page.select("[data-opens]")
    assert not page.select("script[src*='opening.js']")


def test_the_run_leads_who_has_prepared_to_it(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    make_prepared(session, run, learner)

    page = hers.get("courses.run", run_id=run.id)

    shown = page.select("a[href$='/apply']:not([hidden])")
    assert {text_of(link) for link in shown} == {"준비한 신청 보기"}


# Light


def test_the_pages_take_few_statements(
    hers: PageClient, session: Session, run: CourseRun, learner: Account
) -> None:
    make_prepared(session, run, learner)
    open_run = make_run(session)

    hers.get("enrollment.apply", run_id=open_run.id)
    at_rush = len(hers.statements)
    hers.get("enrollment.apply", run_id=run.id)
    before = len(hers.statements)

    # account 2; run with course, windows and courses required before; figures; her
    # courses this half-year, restrictions, place
    assert at_rush <= 8
    assert before == at_rush + 1  # whether it is prepared


def test_signed_in_pages_stay_out_of_every_cache(
    hers: PageClient, run: CourseRun
) -> None:
    for endpoint in ("courses.run", "enrollment.apply"):
        hers.get(endpoint, run_id=run.id)

        assert hers.last.headers["Cache-Control"] == "no-store"


def test_health_says_when_the_web_server_was_last_seen(
    visitor: PageClient, session: Session
) -> None:
    before = visitor.download("readyz").json
    heartbeat.beat(session, now=seoul(2026, 3, 2, 9, 59))
    session.commit()
    after = visitor.download("readyz").json

    assert before is not None
    assert after is not None
    assert before["web"] == {"last_beat": None, "seconds_ago": None}
    assert after["web"] == {
        "last_beat": "2026-03-02T00:59:00+00:00",
        "seconds_ago": 60,
    }
