"""The coordinator's pages of courses and their syllabus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Course, SyllabusItem, Trade
from app.places.models import School
from tests.support.factories.courses import make_course
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def course(session: Session, school: School) -> Course:
    made = make_course(session, school, name_ko="도배 기초과정")
    made.syllabus = [
        SyllabusItem(position=1, title_ko="안전", tools_ko="우마", title_en="Safety"),
        SyllabusItem(position=2, title_ko="실측"),
        SyllabusItem(position=3, title_ko="벽지 제거"),
    ]
    session.commit()
    return made


def subjects(session: Session, course_id: int) -> list[str]:
    session.commit()
    session.expire_all()
    return [item.title_ko for item in session.get_one(Course, course_id).syllabus]


def rows(*titles: str) -> dict[str, str]:
    return {f"rows-{i}-title_ko": title for i, title in enumerate(titles)}


def test_courses_are_listed_by_page_with_a_fixed_number_of_statements(
    session: Session, school: School, other_school: School, office: PageClient
) -> None:
    for _ in range(22):
        make_course(session, school)
    make_course(session, other_school, name_ko="남의 과정")

    first = office.get("courses_office.courses")
    statements = len(office.statements)
    more = first.select_one("a[rel=next]")
    assert more is not None
    second = office.open(str(more["href"]))

    seen = [a["href"] for page in (first, second) for a in page.select("tbody th a")]
    assert len(seen) == len(set(seen)) == 22
    assert "남의 과정" not in first.words() + second.words()
    assert statements == 4


def test_a_course_is_made_and_its_name_is_taken_once(
    session: Session, school: School, office: PageClient
) -> None:
    trade = session.scalars(select(Trade).where(Trade.code == "wallpapering")).one()
    typed = {
        "school_id": school.id,
        "trade_id": trade.id,
        "level": "basic",
        "name_ko": " 도배 기초과정 ",
        "summary_ko": "벽지를 바르는 법",
    }

    page = office.post("courses_office.new_course", typed, follow=True)
    again = office.post("courses_office.new_course", typed, status=200)

    assert page.heading() == "교육 내용 쓰기"
    assert session.scalars(select(Course.name_ko)).all() == ["도배 기초과정"]
    assert again.select("[aria-invalid]")[0]["id"] == "name_ko"
    assert again.value("summary_ko") == "벽지를 바르는 법"


def test_a_course_is_never_made_at_a_strangers_school(
    session: Session, other_school: School, office: PageClient
) -> None:
    trade = session.scalars(select(Trade)).first()
    assert trade is not None

    page = office.post(
        "courses_office.new_course",
        {
            "school_id": other_school.id,
            "trade_id": trade.id,
            "level": "basic",
            "name_ko": "과정",
        },
        status=200,
    )

    assert page.select("[aria-invalid]")[0]["id"] == "school_id"


def test_a_course_is_changed(
    session: Session, course: Course, office: PageClient
) -> None:
    page = office.post(
        "courses_office.change_course",
        {"trade_id": course.trade_id, "level": "advanced", "name_ko": "도배 심화과정"},
        course_id=course.id,
        follow=True,
    )

    assert page.heading() == "도배 심화과정"


def test_rows_of_a_syllabus_move_without_being_saved(
    session: Session, course: Course, office: PageClient
) -> None:
    page = office.get("courses_office.syllabus", course_id=course.id)
    assert page.value("rows-0-tools_ko") == "우마"

    def press(do: str) -> list[str]:
        moved = office.post(
            "courses_office.syllabus",
            {**rows("안전", "실측", "벽지 제거"), "do": do},
            status=200,
            course_id=course.id,
        )
        return [
            str(field.get("value", "")) for field in moved.select("[name$=title_ko]")
        ]

    assert press("up-1") == ["실측", "안전", "벽지 제거"]
    assert press("up-0") == ["안전", "실측", "벽지 제거"]
    assert press("down-1") == ["안전", "벽지 제거", "실측"]
    assert press("remove-0") == ["실측", "벽지 제거"]
    assert press("add") == ["안전", "실측", "벽지 제거", ""]
    for odd in ("up-99", "up--1", "remove-x", "down-", "dance-1"):
        assert len(press(odd)) == 3
    assert subjects(session, course.id) == ["안전", "실측", "벽지 제거"]


def test_a_syllabus_is_saved_row_by_row_or_as_text(
    session: Session, course: Course, office: PageClient
) -> None:
    office.post(
        "courses_office.syllabus",
        {**rows("실측", "", "안전"), "do": "save"},
        course_id=course.id,
    )
    assert subjects(session, course.id) == ["실측", "안전"]

    text = office.get("courses_office.syllabus_text", course_id=course.id)
    assert text.value("lines").splitlines() == ["실측", "안전"]
    office.post(
        "courses_office.syllabus_text",
        {"lines": "안전 | 우마, 솔 | Safety\n\n초배 | 초배지\n"},
        course_id=course.id,
    )

    assert subjects(session, course.id) == ["안전", "초배"]
    first = session.get_one(Course, course.id).syllabus[0]
    assert (first.tools_ko, first.title_en, first.tools_en) == (
        "우마, 솔",
        "Safety",
        "",
    )


def test_a_wrong_syllabus_is_kept_and_told(
    session: Session, course: Course, office: PageClient
) -> None:
    untitled = office.post(
        "courses_office.syllabus",
        {"rows-0-tools_ko": "솔", "do": "save"},
        status=200,
        course_id=course.id,
    )
    long = office.post(
        "courses_office.syllabus_text",
        {"lines": "안전\n" + "가" * 121},
        status=200,
        course_id=course.id,
    )

    assert untitled.alerts()
    assert untitled.value("rows-0-tools_ko") == "솔"
    assert "2" in long.alerts()[0]
    assert subjects(session, course.id) == ["안전", "실측", "벽지 제거"]
