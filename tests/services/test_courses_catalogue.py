"""The catalogue's query: states in SQL, paging, search and filters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.catalogue import page_of_runs
from app.courses.models import ApplicationWindow, CourseRun, SyllabusItem, Trade
from app.courses.search import PUBLIC, Filters, Place, words_of
from app.courses.standing import standing_of
from app.courses.state import RunState
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.time import MONDAY_TEN, seoul

EARLIER, LATER = MONDAY_TEN - timedelta(days=9), MONDAY_TEN + timedelta(days=9)
WINDOWS: list[list[tuple[datetime | None, datetime | None]]] = [
    [],
    [(EARLIER, MONDAY_TEN)],  # closed at this very instant
    [(MONDAY_TEN, LATER)],  # opened at this very instant
    [(LATER, LATER + timedelta(days=1))],
    [(EARLIER, MONDAY_TEN - timedelta(days=1)), (LATER, LATER + timedelta(days=1))],
    [(EARLIER, LATER), (MONDAY_TEN, LATER + timedelta(days=1))],
    [(EARLIER, None)],
    [(LATER, None)],
]
DATES = [
    (date(2026, 2, 2), date(2026, 3, 1)),  # over since yesterday
    (date(2026, 2, 2), date(2026, 3, 2)),  # last day
    (date(2026, 3, 2), date(2026, 3, 30)),  # first day
    (date(2026, 3, 3), date(2026, 3, 30)),  # from tomorrow
]


def _found(session: Session, query: str = "", **filters: object) -> list[int]:
    wanted = Filters(words=words_of(query), **filters)  # type: ignore[arg-type]
    page = page_of_runs(session, wanted, now=MONDAY_TEN, size=500)
    return [listed.run.id for listed in page.listed]


def test_sql_and_rule_name_the_same_state(session: Session) -> None:
    course = make_course(session)
    runs = [
        _run(course_id=course.id, number=number, windows=windows, dates=dates)
        for number, (windows, dates) in enumerate(product(WINDOWS, DATES), start=1)
    ]
    cancelled = _run(course_id=course.id, number=900, windows=[], dates=DATES[3])
    cancelled.cancelled_at = EARLIER
    draft = _run(course_id=course.id, number=901, windows=WINDOWS[2], dates=DATES[3])
    draft.published_at = None
    session.add_all([*runs, cancelled, draft])
    session.commit()
    by_rule = {r.id: standing_of(r, now=MONDAY_TEN).state for r in [*runs, cancelled]}

    by_sql = {
        run_id: state
        for state in PUBLIC
        for run_id in _found(session, states=frozenset({state}))
    }

    assert by_sql == by_rule
    assert set(by_rule.values()) == set(PUBLIC)


def _run(
    *,
    course_id: int,
    number: int,
    windows: list[tuple[datetime | None, datetime | None]],
    dates: tuple[date, date],
) -> CourseRun:
    return CourseRun(
        course_id=course_id,
        year=2026,
        cohort=number,
        starts_on=dates[0],
        ends_on=dates[1],
        created_at=EARLIER,
        published_at=EARLIER,
        windows=[ApplicationWindow(opens_at=a, closes_at=b) for a, b in windows],
    )


def test_what_can_be_had_comes_first_and_the_newest_past_last(
    session: Session,
) -> None:
    course = make_course(session)
    older, newer = (
        make_run(session, course, open_now=False, starts_on=start, ends_on=start)
        for start in (date(2025, 5, 1), date(2025, 6, 1))
    )
    running = make_run(session, course, open_now=False, starts_on=date(2026, 3, 2))
    closed = make_run(session, course, open_now=False)
    opened = make_run(session, course)
    sooner = make_run(session, course, open_now=False)
    sooner.windows.append(
        ApplicationWindow(opens_at=EARLIER, closes_at=seoul(2026, 3, 4, 18))
    )
    session.commit()

    assert _found(session) == [
        r.id for r in (sooner, opened, closed, running, newer, older)
    ]


def test_pages_together_hold_every_run_once_in_order(session: Session) -> None:
    course = make_course(session)
    runs = [
        _run(course_id=course.id, number=number, windows=windows, dates=dates)
        for number, (windows, dates) in enumerate(product(WINDOWS * 2, DATES), start=1)
    ]
    for run in runs[:5]:
        run.cancelled_at = EARLIER
    session.add_all(runs)
    session.commit()

    walked, after = [], None
    while True:
        page = page_of_runs(session, Filters(), now=MONDAY_TEN, after=after, size=7)
        walked += [listed.run.id for listed in page.listed]
        if page.next is None:
            break
        after = page.next

    assert walked == _found(session)
    assert len(walked) == len(set(walked)) == len(runs)


def test_a_place_that_no_longer_exists_still_leads_on(session: Session) -> None:
    run = make_run(session)

    page = page_of_runs(
        session,
        Filters(),
        now=MONDAY_TEN,
        after=Place(RunState.OPEN, EARLIER, 2**31 - 1),
    )

    assert [listed.run.id for listed in page.listed] == [run.id]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("밥", True),
        ("밥상", True),
        ("반찬", True),  # the summary
        ("죽", True),  # the syllabus
        ("rice", True),  # English, in any case
        ("나눔부엌", True),  # the venue
        ("금천", True),  # the district
        ("식사조리", True),  # the trade
        ("밥상 3기", True),  # as the title stands
        ("밥상 4기", False),
        ("밥 지퍼", False),  # every word is wanted
        ("%", False),
        ("_", False),
        ("100%", False),
        ("/", False),
    ],
)
def test_search_looks_through_the_whole_notice(
    session: Session, other_school: School, query: str, finds: bool
) -> None:
    course = make_course(
        session,
        trade="cooking",
        name_ko="동네 밥상",
        name_en="Neighbourhood table",
        summary_ko="반찬을 함께 만들어요",
    )
    course.syllabus.append(
        SyllabusItem(position=1, title_ko="밥·죽·국", title_en="Rice and soups")
    )
    run = make_run(session, course, cohort=3, venue="금천 나눔부엌 2층")
    make_run(
        session, make_course(session, other_school, "wallpapering"), venue="실습장"
    )

    assert _found(session, query) == ([run.id] if finds else [])


def test_a_percent_sign_is_looked_for_as_such(session: Session) -> None:
    plain = make_course(session, summary_ko="80점 과정")
    percent = make_course(session, summary_ko="80% 지원")
    make_run(session, plain)
    run = make_run(session, percent)

    assert _found(session, "80%") == [run.id]


def test_filters_by_trade_and_district(
    session: Session, school: School, other_school: School
) -> None:
    here = make_run(session, make_course(session, school, trade="cooking"))
    make_run(session, make_course(session, school))
    there = make_run(session, make_course(session, other_school, trade="cooking"))
    cooking = _trade_id(session, "cooking")

    assert set(_found(session, trade_id=cooking)) == {here.id, there.id}
    assert _found(session, district_code="11380") == [there.id]
    assert _found(session, trade_id=cooking, district_code="11545") == [here.id]
    assert _found(session, district_code="11110") == []


def _trade_id(session: Session, code: str) -> int:
    return session.scalars(select(Trade.id).where(Trade.code == code)).one()


def test_drafts_are_never_listed(session: Session) -> None:
    make_run(session, published_at=None)

    assert _found(session) == []
