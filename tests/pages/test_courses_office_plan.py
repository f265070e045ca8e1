"""The coordinator plans classes and looks at the plan before saving it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun, Meeting
from app.courses.services.meeting_facts import slot_of
from app.places.models import School
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock, seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    return make_run(
        session,
        make_course(session, school),
        published_at=None,
        starts_on=date(2026, 4, 28),
        ends_on=None,
        meeting_count=4,
    )


def sent(page: Page, **more: Any) -> dict[str, Any]:
    """What the page's form would send, and what was changed in it."""
    values: dict[str, Any] = {"weekdays": []}
    form = page.select("main form")[0]
    for field in form.select("input[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind == "checkbox" and field.get("checked") is None:
            continue
        if name == "weekdays":
            values[name].append(str(field["value"]))
        else:
            values[name] = str(field.get("value", ""))
    return {**values, **more}


def days(page: Page) -> list[str]:
    return [str(field["value"]) for field in page.select("[name^=rows-][name$=-on]")]


def held(session: Session, run: CourseRun) -> list[tuple[date, time]]:
    session.commit()
    session.expire_all()
    found = session.scalars(
        select(Meeting).where(Meeting.run_id == run.id).order_by(Meeting.starts_at)
    )
    return [(slot_of(m).on, slot_of(m).begins) for m in found]


def test_the_plan_names_the_holidays_left_out_and_is_saved(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    page = office.get("courses_office.plan_meetings", run_id=draft.id)

    assert days(page) == ["2026-04-28", "2026-04-30", "2026-05-07", "2026-05-12"]
    assert "어린이날" in page.words()
    assert held(session, draft) == []
    office.post("courses_office.plan_meetings", sent(page, do="save"), run_id=draft.id)
    assert [on for on, _ in held(session, draft)] == [
        date(2026, 4, 28),
        date(2026, 4, 30),
        date(2026, 5, 7),
        date(2026, 5, 12),
    ]


def test_a_holiday_is_kept_a_day_dropped_and_a_class_moved(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    def plan(page: Page, **more: Any) -> Page:
        return office.post(
            "courses_office.plan_meetings",
            sent(page, **more),
            run_id=draft.id,
            status=200,
        )

    page = office.get("courses_office.plan_meetings", run_id=draft.id)
    page = plan(page, do="plan", **{"left_out-0-hold": "y"})
    assert days(page) == ["2026-04-28", "2026-04-30", "2026-05-05", "2026-05-07"]
    page = plan(page, do="plan", **{"rows-1-leave_out": "y"})
    assert days(page) == ["2026-04-28", "2026-05-05", "2026-05-07", "2026-05-12"]
    page = plan(
        page, do="plan", **{"rows-0-on": "2026-04-29", "rows-0-begins": "10:00"}
    )
    assert days(page)[0] == "2026-04-29"
    page = plan(page, do="plan", meeting_count="3")

    office.post("courses_office.plan_meetings", sent(page, do="save"), run_id=draft.id)

    assert held(session, draft) == [
        (date(2026, 4, 29), time(10)),
        (date(2026, 5, 5), time(14)),
        (date(2026, 5, 7), time(14)),
    ]


def test_a_plan_that_changed_is_shown_once_more_before_it_is_saved(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    page = office.get("courses_office.plan_meetings", run_id=draft.id)

    again = office.post(
        "courses_office.plan_meetings",
        sent(page, do="save", begins_at="10:00"),
        run_id=draft.id,
        status=200,
    )

    assert held(session, draft) == []
    assert again.value("rows-0-begins") == "10:00"
    office.post("courses_office.plan_meetings", sent(again, do="save"), run_id=draft.id)
    assert [begins for _, begins in held(session, draft)] == [time(10)] * 4
    assert session.get_one(CourseRun, draft.id).begins_at == time(10)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": ""},
        {"weekdays": []},
        {"starts_on": "9999-12-31"},
        {"meeting_count": "100000"},
        {"finishes_at": "09:00"},
        {"rows-0-on": "x"},
        {"rows-0-finishes": "01:00"},
        {"rows-1-on": "2026-04-28"},
    ],
)
def test_a_wrong_plan_is_told_and_nothing_is_saved(
    session: Session, draft: CourseRun, office: PageClient, wrong: dict[str, Any]
) -> None:
    page = office.get("courses_office.plan_meetings", run_id=draft.id)

    again = office.post(
        "courses_office.plan_meetings",
        sent(page, do="save", **wrong),
        run_id=draft.id,
        status=200,
    )

    assert again.alerts()
    assert held(session, draft) == []


def test_odd_hidden_values_are_no_fault(draft: CourseRun, office: PageClient) -> None:
    page = office.get("courses_office.plan_meetings", run_id=draft.id)
    odd = {"rows-0-planned": "x y z", "rows-1-planned": "x", "left_out-0-on": "?"}

    office.post(
        "courses_office.plan_meetings",
        sent(page, do="plan", **odd),
        run_id=draft.id,
        status=200,
    )


def test_a_draft_without_dates_asks_for_the_pattern_first(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    draft.starts_on, draft.weekdays = None, ""
    session.commit()

    page = office.get("courses_office.plan_meetings", run_id=draft.id)

    assert not days(page)
    assert not page.alerts()


def test_the_timetable_is_not_replaced_once_classes_began(
    session: Session, school: School, office: PageClient, clock: FakeClock
) -> None:
    run = make_run(session, make_course(session, school))
    make_meetings(session, run)
    clock.set(seoul(2026, 3, 10, 8))

    office.get("courses_office.plan_meetings", run_id=run.id, status=302)
    page = office.get("courses_office.run", run_id=run.id)

    assert page.alerts()
    assert not page.select("a[href$='/plan']")
