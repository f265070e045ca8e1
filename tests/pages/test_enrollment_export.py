"""`/office/runs/<id>/applicants.xlsx`: everybody, once it was said what for."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, AccessSubject, Act
from app.accounts.models import Account, Person
from app.courses.models import CourseRun
from app.enrollment.allocation import Channel, EnrollmentStatus
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_person
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

Open = Callable[[Account | None], PageClient]
WHY = {"reason": "첫 수업 안내 전화"}


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), capacity=2)


@pytest.fixture
def office(pages: Open, coordinator: Account) -> PageClient:
    return pages(coordinator)


def sheet_of(client: PageClient, run: CourseRun) -> Any:
    address = client.url("enrollment.applicants_file", run_id=run.id)
    answer = client._send("POST", address, data=WHY)
    assert "spreadsheetml" in (answer.mimetype or "")
    book: Any = load_workbook(BytesIO(answer.data))
    return book.active


def rows_of(client: PageClient, run: CourseRun) -> list[list[Any]]:
    return [list(row) for row in sheet_of(client, run).iter_rows(values_only=True)]


def test_first_it_asks_what_for(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run)

    page = office.get("enrollment.applicants_file", run_id=run.id)
    refused = office.post(
        "enrollment.applicants_file", {"reason": ""}, status=200, run_id=run.id
    )

    assert page.select("main [name=reason]")
    assert refused.alerts()
    assert session.scalars(select(AccessSubject.person_id)).all() == []


def test_the_log_says_who_was_taken_out_and_why(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    place = make_enrollment(session, run)

    rows_of(office, run)

    entry = session.scalars(select(AccessEntry)).one()
    assert (entry.act, entry.reason) == (Act.EXPORT, WHY["reason"])
    assert list(session.scalars(select(AccessSubject.person_id))) == [place.person_id]


def test_every_part_is_there_in_its_order(
    office: PageClient, session: Session, run: CourseRun, coordinator: Account
) -> None:
    names = ("가확정", "나제안", "다대기", "라대기", "마취소", "바불참")
    places = [make_enrollment(session, run, make_person(session, n)) for n in names]
    _set(run, places, coordinator)
    session.commit()

    heading, *rows = rows_of(office, run)

    assert heading[:2] == ["연번", "이름"]
    assert [(row[1], row[6], row[7], row[8]) for row in rows] == [
        ("가확정", "등록 확정", None, None),
        ("나제안", "자리 제안", None, None),
        ("라대기", "기다리는 중", 2, 1),
        ("다대기", "기다리는 중", 1, 2),
        ("마취소", "본인 취소", 3, None),
        ("바불참", "첫 수업 불참", 4, None),
    ]
    assert rows[0][9] == "전화"
    assert f"{rows[0][10]:%Y-%m-%d %H:%M}" == "2026-03-02 10:00"
    assert rows[4][13] == "이사"


def _set(run: CourseRun, places: list[Enrollment], by: Account) -> None:
    """States that services give, in one stroke; the second waits behind the third."""
    seat, offered, third, fourth, gone, missed = places
    seat.channel, seat.entered_by = Channel.PHONE, by.id
    offered.status = EnrollmentStatus.OFFERED
    third.waiting_order, fourth.waiting_order = 2, 1
    gone.status, gone.ended_at = EnrollmentStatus.WITHDRAWN, MONDAY_TEN
    gone.end_reason = "이사"
    missed.status, missed.ended_at = EnrollmentStatus.CANCELLED, MONDAY_TEN
    missed.no_show = True


def test_in_english_the_headings_are(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run)

    heading, row = rows_of(office.in_english(), run)

    assert heading[1:3] == ["Name", "Date of birth"]
    assert row[5] == "Geumcheon-gu"
    assert row[9] == "Online"


@pytest.mark.parametrize("name", ["=1+2", "+82", "-5", "@SUM(A1)", "\t=1", "a\x0bb"])
def test_what_looks_like_a_formula_stays_text(
    office: PageClient, session: Session, run: CourseRun, name: str
) -> None:
    make_enrollment(session, run, make_person(session, name))

    cell = sheet_of(office, run)["B2"]

    assert cell.data_type == "s"
    assert cell.value.replace("_x0009_", "\t") == name.replace("\x0b", "")
    assert cell.quotePrefix is name.startswith(("=", "+", "-", "@", "\t"))


def test_five_thousand_rows_take_as_many_statements_as_one(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    make_enrollment(session, run)
    rows_of(office, run)
    few = len(office.statements)
    _many(session, run, 5_000)

    rows = rows_of(office, run)

    assert len(rows) == 5_002
    assert len(office.statements) == few <= 6


def _many(session: Session, run: CourseRun, number: int) -> None:
    made = session.scalars(
        insert(Person).returning(Person.id),
        [
            {"name": f"사람{i}", "created_at": MONDAY_TEN, "mobile": None}
            for i in range(number)
        ],
    ).all()
    session.execute(
        insert(Enrollment),
        [
            {
                "run_id": run.id,
                "person_id": person_id,
                "status": EnrollmentStatus.WITHDRAWN,
                "requested_at": MONDAY_TEN,
                "ended_at": MONDAY_TEN,
            }
            for person_id in made
        ],
    )
    session.commit()


def test_strangers_get_nothing(
    pages: Open,
    session: Session,
    run: CourseRun,
    other_coordinator: Account,
    learner: Account,
    visitor: PageClient,
) -> None:
    make_enrollment(session, run)

    stranger = pages(other_coordinator)
    stranger.get("enrollment.applicants_file", run_id=run.id, status=404)
    stranger.post("enrollment.applicants_file", WHY, run_id=run.id, status=404)
    pages(learner).post("enrollment.applicants_file", WHY, run_id=run.id, status=403)
    visitor.get("enrollment.applicants_file", run_id=run.id, status=302)


def test_the_list_leads_there(office: PageClient, run: CourseRun) -> None:
    page = office.get("enrollment.applicants", run_id=run.id)

    assert page.select(f"a[href='/office/runs/{run.id}/applicants.xlsx']")
