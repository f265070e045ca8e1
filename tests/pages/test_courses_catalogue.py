"""/courses: what the public finds, and what it is told where nothing is found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.courses.kinds import Applicants
from app.courses.models import CourseRun
from tests.support.factories.courses import make_course, make_run
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul


def _titles(page: Page) -> list[str]:
    return [text_of(tag) for tag in page.select(".course h3")]


def _card(page: Page) -> str:
    return text_of(page.select(".course")[0])


def _many(session: Session, number: int) -> list[CourseRun]:
    course = make_course(session)
    return [make_run(session, course) for _ in range(number)]


def test_a_card_says_what_one_needs_to_choose(
    visitor: PageClient, session: Session
) -> None:
    course = make_course(session, name_ko="옷수선 기초과정")
    run = make_run(session, course, cohort=3, confirmed_count=11, meeting_count=12)

    page = visitor.get("courses.catalogue")

    card = _card(page)
    assert _titles(page) == ["옷수선 기초과정 3기"]
    assert page.select(".course h3 a")[0]["href"] == f"/runs/{run.id}"
    for words in (
        "모집 중",
        "3월 9일(월) 18:00까지",
        "화·목 14:00~17:00 3월 10일(화)부터 12회",
        "금천구 사회적경제지원센터 3층",
        "선착순",
        "무료 · 재료비 30,000원",
        "4 자리 남음 정원 15명",
        "7일 남음",
    ):
        assert words in card
    assert page.select("svg.buttons")[0]["aria-label"] == (
        "정원 15명 가운데 11명이 찼어요"
    )


def test_the_same_card_in_english(visitor: PageClient, session: Session) -> None:
    make_run(session, make_course(session), cohort=3, confirmed_count=14)

    page = visitor.in_english().get("courses.catalogue")

    assert _titles(page) == ["Clothing repair, basic (cohort 3)"]
    for words in (
        "Closing soon",
        "until Mon 9 Mar 18:00",
        "Tue, Thu 14:00~17:00",
        "First come, first served",
        "1 seat left of 15",
    ):
        assert words in _card(page)


def test_a_full_run_with_a_queue_takes_waiting_numbers(
    visitor: PageClient, session: Session
) -> None:
    make_run(session, confirmed_count=15, waiting_count=2)

    card = _card(visitor.get("courses.catalogue"))

    assert "대기 신청 중" in card
    assert "자리가 다 찼어요. 대기 2명" in card


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (seoul(2026, 2, 26, 9), ("모집 예정", "3월 1일(일) 10:00부터", "3일 뒤")),
        (seoul(2026, 3, 8, 9), ("마감 임박", "내일 마감")),
        (seoul(2026, 3, 9, 9), ("마감 임박", "오늘 마감")),
        (seoul(2026, 3, 9, 18), ("모집 마감", "3월 9일(월) 마감")),
        (seoul(2026, 3, 20, 9), ("수업 중", "3월 31일(화)까지")),
        (seoul(2026, 4, 1, 9), ("종료", "3월 31일(화)에 끝남")),
    ],
)
def test_a_card_changes_with_the_days(
    visitor: PageClient,
    session: Session,
    clock: FakeClock,
    moment: datetime,
    words: tuple[str, ...],
) -> None:
    make_run(session)
    clock.set(moment)

    card = _card(visitor.get("courses.catalogue"))

    for word in words:
        assert word in card


def test_a_cancelled_run_says_so(visitor: PageClient, session: Session) -> None:
    make_run(session, cancelled_at=MONDAY_TEN)

    assert "폐강" in _card(visitor.get("courses.catalogue"))


def test_one_syllable_is_enough(visitor: PageClient, session: Session) -> None:
    make_run(session, make_course(session, name_ko="집밥 짓기"), cohort=1)
    make_run(session)

    page = visitor.get("courses.catalogue", q="밥")

    assert _titles(page) == ["집밥 짓기 1기"]
    assert page.value("q") == "밥"
    assert "강좌 1개를 찾았어요" in page.words()


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "<b>", "\x00", "없는말" * 60])
def test_odd_words_find_nothing_and_break_nothing(
    visitor: PageClient, session: Session, query: str
) -> None:
    make_run(session)

    page = visitor.get("courses.catalogue", q=query)

    blank = query == "\x00"  # what can't be printed is no word at all
    assert len(_titles(page)) == (1 if blank else 0)


@pytest.mark.parametrize(
    "filters",
    [
        {"trade": "nonsense"},
        {"trade": "\x00"},
        {"district": "99999"},
        {"district": "11110"},  # a district without a school
        {"state": "nonsense"},
        {"state": "draft"},
        {"q": "없는말"},
    ],
)
def test_where_nothing_fits_the_page_says_how_to_widen(
    visitor: PageClient, session: Session, filters: dict[str, Any]
) -> None:
    make_run(session)
    make_run(session, published_at=None)

    page = visitor.get("courses.catalogue", **filters)

    assert _titles(page) == []
    assert "맞는 강좌가 없어요" in page.words()
    assert page.select("a[href='/courses']")


def test_filters_are_kept_in_the_form_and_in_the_next_page(
    visitor: PageClient, session: Session
) -> None:
    _many(session, 14)

    page = visitor.get(
        "courses.catalogue", trade="mending", district="11545", state=["open", "closed"]
    )

    assert page.value("trade") == "mending"
    assert page.value("district") == "11545"
    checked = [tag["value"] for tag in page.select("[name=state][checked]")]
    assert checked == ["open", "closed"]
    following = str(page.select("a[rel=next]")[0]["href"])
    assert len(_titles(visitor.open(following))) == 2
    for part in ("trade=mending", "district=11545", "state=open", "state=closed"):
        assert part in following


def test_pages_follow_each_other_and_lead_back(
    visitor: PageClient, session: Session
) -> None:
    runs = _many(session, 14)

    first = visitor.get("courses.catalogue")
    second = visitor.open(str(first.select("a[rel=next]")[0]["href"]))

    seen = _titles(first) + _titles(second)
    assert len(_titles(first)) == 12
    assert len(seen) == len(set(seen)) == len(runs)
    assert not second.select("a[rel=next]")
    assert second.select("nav a[href='/courses']")


@pytest.mark.parametrize(
    "after", ["x", "open-1-1", "draft-20260301-1", "\x00", "-" * 99]
)
def test_a_cursor_nobody_wrote_leads_to_the_beginning(
    visitor: PageClient, session: Session, after: str
) -> None:
    run = make_run(session)

    page = visitor.get("courses.catalogue", after=after)

    assert page.select(f"a[href='/runs/{run.id}']")
    assert "처음부터 보여 드려요" in page.notes()[0]


def test_behind_the_last_run_there_is_a_way_back(
    visitor: PageClient, session: Session
) -> None:
    make_run(session)

    page = visitor.get("courses.catalogue", after="finished-20200101-1")

    assert "여기까지가 끝이에요" in page.words()


def test_an_empty_catalogue_explains_itself(visitor: PageClient) -> None:
    page = visitor.get("courses.catalogue")

    assert "아직 공개한 강좌가 없어요" in page.words()


def test_drafts_are_hidden(visitor: PageClient, session: Session) -> None:
    make_run(session, published_at=None)

    assert _titles(visitor.get("courses.catalogue")) == []


def test_the_number_of_statements_does_not_grow(
    visitor: PageClient, session: Session
) -> None:
    make_run(session)
    visitor.get("courses.catalogue")
    with_one = len(visitor.statements)
    _many(session, 30)

    visitor.get("courses.catalogue", q="옷수선 기초", trade="mending")

    # trades, districts, places, runs with course and school, windows
    assert len(visitor.statements) == with_one == 5


def test_windows_of_residents_are_said_to_be_theirs(
    visitor: PageClient, session: Session
) -> None:
    run = make_run(session)
    run.windows[0].applicants = Applicants.RESIDENTS
    session.commit()

    assert "지금은 자치구 주민만" in _card(visitor.get("courses.catalogue"))


def test_what_closes_first_comes_first(visitor: PageClient, session: Session) -> None:
    later = make_run(session, cohort=8)
    sooner = make_run(session, later.course, cohort=9)
    sooner.windows[0].closes_at = MONDAY_TEN + timedelta(days=1)
    session.commit()

    page = visitor.get("courses.catalogue")

    assert [t.split()[-1] for t in _titles(page)] == ["9기", "8기"]
