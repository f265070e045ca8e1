"""The minimum of a run: asked for in its notice, told to the public and the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_class
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    course = make_course(session, school)
    return make_run(session, course, published_at=None, open_now=False)


def notice(**more: Any) -> dict[str, Any]:
    return {"capacity": "15", "waiting_limit": "5", **more}


def kept(session: Session, run: CourseRun) -> int | None:
    session.expire_all()
    return run.minimum


def test_it_is_saved_with_the_notice_and_may_be_left_empty(
    office: PageClient, session: Session, draft: CourseRun
) -> None:
    office.post("courses_office.change_run", notice(minimum="7"), run_id=draft.id)
    given = kept(session, draft)
    form = office.get("courses_office.change_run", run_id=draft.id)
    office.post("courses_office.change_run", notice(minimum=""), run_id=draft.id)

    assert (given, form.value("minimum"), kept(session, draft)) == (7, "7", None)


@pytest.mark.parametrize("odd", ["0", "-1", "16", "1001", "여덟", "7.5"])
def test_an_impossible_number_is_told_beside_it(
    office: PageClient, session: Session, draft: CourseRun, odd: str
) -> None:
    page = office.post(
        "courses_office.change_run", notice(minimum=odd), run_id=draft.id, status=200
    )

    assert page.select("[name=minimum][aria-invalid=true]")
    assert kept(session, draft) is None


def test_fewer_seats_than_it_are_told_beside_it(
    office: PageClient, session: Session, draft: CourseRun
) -> None:
    draft.minimum = 12
    session.commit()

    page = office.post(
        "courses_office.change_run",
        notice(capacity="10", minimum="12"),
        run_id=draft.id,
        status=200,
    )

    assert "정원이 10명이에요" in page.alerts()[-1]


def test_the_public_reads_how_many_must_come(
    visitor: PageClient, session: Session, school: School
) -> None:
    course = make_course(session, school)
    own, policys = make_run(session, course, minimum=7), make_run(session, course)

    assert "최소 7명이 모여야 열어요" in visitor.open(f"/runs/{own.id}").words()
    assert "최소 8명이 모여야 열어요" in visitor.open(f"/runs/{policys.id}").words()


def test_of_a_run_that_is_over_or_called_off_it_is_told_no_more(
    visitor: PageClient, session: Session, school: School
) -> None:
    course = make_course(session, school)
    over = make_run(
        session,
        course,
        open_now=False,
        starts_on=date(2026, 1, 6),
        ends_on=date(2026, 2, 5),
    )
    called_off = make_run(session, course, cancelled_at=MONDAY_TEN, cancel_reason="비")

    for run in (over, called_off):
        assert "모여야 열어요" not in visitor.open(f"/runs/{run.id}").words()


def test_the_office_is_told_what_to_do_while_people_are_missing(
    office: PageClient, session: Session, school: School
) -> None:
    run = make_run(session, make_course(session, school), minimum=4)
    make_class(session, run)
    short = office.get("courses_office.run", run_id=run.id)
    make_class(session, run, "라영")

    enough = office.get("courses_office.run", run_id=run.id)

    assert "1명이 모자라요" in short.words()
    assert short.select(f"#turnout a[href='/office/runs/{run.id}/cancel']")
    assert enough.select("#turnout") == []
    assert "최소 4명이 모여야 열어요" in enough.words()
