"""/runs/<id>: the whole notice, what can be done now, and who sees a draft."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.courses.kinds import Applicants, SelectionMethod
from app.courses.models import (
    ApplicationWindow,
    CourseRun,
    Module,
    RunModule,
)
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
)
from tests.support.factories.notices import make_noticed_run
from tests.support.factories.people import make_person
from tests.support.pages import PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

APPLY = "a[href$='/apply']"


def _module(session: Session, code: str, title: str, position: int) -> Module:
    module = Module(
        code=code,
        position=position,
        title_ko=title,
        title_en=f"Module {code}",
        minutes=120,
    )
    session.add(module)
    session.flush()
    return module


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_noticed_run(session, school)


NOTICE = (
    "모집 중",
    "바지 밑단부터 소매까지",
    "3월 1일(일) 10:00 ~ 3월 9일(월) 18:00",
    "선착순 (신청한 순서)",
    "3월 10일(화) ~ 3월 31일(화)",
    "화·목 14:00~17:00 7회 (21시간)",
    "금천구 사회적경제지원센터 3층",
    "15명 (대기 5명)",
    "만 19세 이상. 개강일에 만 65세 이하. 금천구에 사는 분.",
    "금천구에 살거나 일하는 분",
    "무료 · 재료비 30,000원",
    "쪽가위",
    "박선영 (수선집 22년)",
    "7번 가운데 6번 이상 출석으로 인정돼야 해요(80%)",
    "합해서 3번이면 결석 1번",
    "“장부 쓰기” 모듈을 통과해야 해요",
    "“홍보하기” 모듈도 들을 수 있어요",
    "돌려 드릴 수강료가 없어요",
    "첫 수업에 꼭 오세요.",
    "4 자리 남음",
)


def test_a_notice_has_what_a_real_notice_has(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    make_instructor(session, run, make_person(session, "박선영"))
    wanted = _module(session, "test-wanted", "장부 쓰기", 91)
    extra = _module(session, "test-extra", "홍보하기", 92)
    run.modules = [
        RunModule(module=wanted, required=True),
        RunModule(module=extra, required=False),
    ]
    session.commit()

    page = visitor.get("courses.run", run_id=run.id)

    words = page.words()
    assert page.heading() == "옷수선 기초과정 3기"
    missing = [expected for expected in NOTICE if expected not in words]
    assert not missing
    assert page.select("a[href='tel:02-000-0001']")


def test_the_notice_in_english(visitor: PageClient, run: CourseRun) -> None:
    page = visitor.in_english().get("courses.run", run_id=run.id)

    assert page.heading() == "Clothing repair, basic (cohort 3)"
    assert "From hems to sleeves" in page.words()
    assert "At least 6 of 7 classes have to count as attended (80%)." in page.words()
    assert "Apply" in [text_of(tag) for tag in page.select(APPLY)]


def test_meetings_give_the_syllabus_its_dates(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    meetings = make_meetings(session, run, 3)
    for meeting in meetings:
        meeting.title_ko = meeting.title_en = ""
    meetings[1].cancelled_at, meetings[1].cancel_reason = MONDAY_TEN, "강사 사정"
    session.commit()

    page = visitor.get("courses.run", run_id=run.id)

    lines = [text_of(tag) for tag in page.select(".sess li")]
    assert lines == [
        "손바느질 3월 10일(화) · 쪽가위, 초크",
        "휴강 3월 12일(목) (강사 사정)",
        "지퍼 갈기 3월 17일(화) · 지퍼",  # what was planned is taught one class later
    ]


def test_without_meetings_the_syllabus_stands_alone(
    visitor: PageClient, run: CourseRun
) -> None:
    page = visitor.get("courses.run", run_id=run.id)

    assert [text_of(tag) for tag in page.select(".sess li")] == [
        "손바느질 쪽가위, 초크",
        "지퍼 갈기 지퍼",
    ]


def _is_full(run: CourseRun) -> None:
    run.confirmed_count, run.waiting_count = 15, 5


def _is_cancelled(run: CourseRun) -> None:
    run.cancelled_at, run.cancel_reason = MONDAY_TEN, "신청한 분이 적었어요."


def _is_closed(run: CourseRun) -> None:
    run.windows[0].closes_at = seoul(2026, 3, 1, 18)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_is_full, "자리와 대기가 모두 찼어요."),
        (_is_cancelled, "이 강좌는 열리지 않아요. 신청한 분이 적었어요."),
        (_is_closed, "3월 1일(일) 18:00에 신청이 끝났어요."),
    ],
)
def test_where_nobody_can_apply_the_page_says_why_instead(
    visitor: PageClient, session: Session, run: CourseRun, change: Any, words: str
) -> None:
    change(run)
    session.commit()

    page = visitor.get("courses.run", run_id=run.id)

    assert words in page.words()
    assert not page.select(APPLY)


def test_a_full_run_offers_its_waiting_list(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    run.confirmed_count, run.waiting_count = 15, 2
    session.commit()

    page = visitor.get("courses.run", run_id=run.id)

    assert {text_of(tag) for tag in page.select(APPLY)} == {"대기 신청하기"}
    assert "대기 2명" in page.words()


def test_residents_first_is_said(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    run.windows[0].applicants = Applicants.RESIDENTS
    run.windows.append(
        ApplicationWindow(
            opens_at=seoul(2026, 3, 9, 18), closes_at=seoul(2026, 3, 10, 18)
        )
    )
    session.commit()

    words = visitor.get("courses.run", run_id=run.id).words()

    assert "3월 9일(월) 18:00까지는 금천구에 사는 분만 신청할 수 있어요." in words
    assert "3월 9일(월) 18:00 ~ 3월 10일(화) 18:00" in words


@pytest.mark.parametrize("run_id", [0, 999_999, 2**31 - 1, 2**31, 10**30])
def test_no_such_run(visitor: PageClient, run_id: int) -> None:
    visitor.open(f"/runs/{run_id}", status=404)


def test_a_bare_run_still_has_a_page(visitor: PageClient, session: Session) -> None:
    bare = CourseRun(
        course=make_course(session),
        year=2026,
        cohort=1,
        created_at=MONDAY_TEN,
        published_at=MONDAY_TEN,
    )
    session.add(bare)
    session.commit()

    page = visitor.get("courses.run", run_id=bare.id)

    assert "아직 정해지지 않았어요" in page.words()
    assert page.select("a[href='tel:02-000-0001']")  # the school's


def test_a_paid_run_names_the_law_of_refunds(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    run.fee_won = 50_000
    session.commit()

    words = visitor.get("courses.run", run_id=run.id).words()

    assert "평생교육법 시행령 제23조" in words
    assert "수강료 50,000원" in words


def test_other_ways_of_choosing_are_named(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    run.selection_method = SelectionMethod.SCREENING
    run.announced_on = date(2026, 3, 12)
    session.commit()

    words = visitor.get("courses.run", run_id=run.id).words()

    assert "서류·면접" in words
    assert "3월 12일(목)에 알려 드려요" in words


def test_the_number_of_statements_stays(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    make_meetings(session, run, 7)
    make_instructor(session, run, make_person(session, "박선영"))

    visitor.get("courses.run", run_id=run.id)

    # run with course and school, windows, modules and courses required before;
    # syllabus, meetings, instructors; the policy's figures; outages and extensions
    assert len(visitor.statements) <= 6


def test_a_deadline_moves_with_the_clock(
    visitor: PageClient, run: CourseRun, clock: FakeClock
) -> None:
    closing: datetime = run.windows[0].closes_at  # type: ignore[assignment]
    clock.set(closing - timedelta(minutes=1))
    assert visitor.get("courses.run", run_id=run.id).select(APPLY)

    clock.set(closing)

    assert not visitor.get("courses.run", run_id=run.id).select(APPLY)
