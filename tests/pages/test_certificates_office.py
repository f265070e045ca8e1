"""A coordinator issues certificates of a run and follows their PDFs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.certificates.jobs import make_due_pdfs
from app.certificates.models import Certificate
from app.courses.models import CourseRun, Module, RunModule
from app.enrollment.models import Enrollment
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
    make_graduate,
    make_place,
)
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, clock: FakeClock) -> CourseRun:
    clock.set(ISSUE_DAY)
    return make_finished_run(session, school)


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def lines(page: Page) -> dict[str, str]:
    """What the list says of each person."""
    rows = page.select("tbody tr")
    return {text_of(row.select("th")[0]): text_of(row) for row in rows}


def chosen(page: Page, button: str) -> list[str]:
    """The people whom the form with this button names."""
    for form in page.select("form"):
        if button in text_of(form):
            fields = form.select("[name=enrollment_id]")
            return [str(field["value"]) for field in fields]
    raise AssertionError(f"no button {button!r}")


def number_issued(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Certificate)) or 0


def test_everybody_is_listed_with_what_is_missing(
    session: Session, office: PageClient, run: CourseRun
) -> None:
    module = Module(
        code="m1", position=1, title_ko="협동조합", title_en="Co-ops", minutes=60
    )
    session.add(RunModule(run_id=run.id, module=module, required=True))
    make_graduate(session, run, make_person(session, "가람"))
    make_place(session, run, make_person(session, "나래"), present=2, absent=1)
    make_place(session, run, make_person(session, "다솜"), present=1, absent=4)

    said = lines(office.get("certificates.issue", run_id=run.id))

    assert list(said) == ["가람", "나래", "다솜"]
    assert "통과하지 않은 모듈: 협동조합" in said["가람"]
    assert "5번 중 2번 인정, 4번 필요" in said["나래"]
    assert "남았거나 표시하지 않은 수업 2번" in said["나래"]
    assert "미수료" in said["다솜"]
    assert "더 채울 수 없음" in said["다솜"]


def test_the_button_for_all_counts_and_issues_to_those_it_counted(
    session: Session, office: PageClient, run: CourseRun
) -> None:
    for name in ("가람", "나래"):
        make_graduate(session, run, make_person(session, name))
    make_place(session, run, make_person(session, "다솜"), present=1, absent=4)
    page = office.get("certificates.issue", run_id=run.id)

    ids = chosen(page, "수료한 2명에게 발급하기")
    page = office.post(
        "certificates.issue_now", {"enrollment_id": ids}, run_id=run.id, follow=True
    )

    assert any("수료증 2장을 발급했어요" in note for note in page.notes())
    said = lines(page)
    assert "제 2026-001호" in said["가람"]
    assert "제 2026-002호" in said["나래"]
    assert number_issued(session) == 2


def test_one_button_issues_to_one_and_pressing_it_again_is_answered(
    session: Session, office: PageClient, run: CourseRun
) -> None:
    first = make_graduate(session, run, make_person(session, "가람"))
    make_graduate(session, run, make_person(session, "나래"))

    def press() -> Page:
        return office.post(
            "certificates.issue_now",
            {"enrollment_id": first.id},
            run_id=run.id,
            follow=True,
        )

    assert any("1장을 발급했어요" in note for note in press().notes())
    assert any("이미 발급한" in alert for alert in press().alerts())
    assert number_issued(session) == 1


def test_progress_of_the_pdfs_refreshes_itself_until_all_are_made(
    app: Flask,
    session: Session,
    office: PageClient,
    coordinator: Account,
    run: CourseRun,
) -> None:
    make_certificate(session, run, make_person(session, "가람"), coordinator)

    page = office.get("certificates.issue", run_id=run.id)
    assert "1개 가운데 0개를 만들었어요" in page.words()
    assert office.last.headers["Refresh"] == "4"

    with app.app_context():
        make_due_pdfs()
    page = office.get("certificates.issue", run_id=run.id)
    assert "1개 가운데 1개를 만들었어요" in page.words()
    assert "Refresh" not in office.last.headers


@pytest.mark.parametrize(
    "data",
    [{}, {"enrollment_id": "x"}, {"enrollment_id": ""}, {"enrollment_id": "9" * 40}],
)
def test_a_bent_request_issues_nothing(
    session: Session, office: PageClient, run: CourseRun, data: dict[str, str]
) -> None:
    make_graduate(session, run, make_person(session))

    page = office.post("certificates.issue_now", data, run_id=run.id, follow=True)

    assert page.alerts()
    assert number_issued(session) == 0


def test_who_is_named_without_having_completed_gets_nothing(
    session: Session, office: PageClient, run: CourseRun
) -> None:
    place = make_place(session, run, make_person(session, "나래"), present=1)

    page = office.post(
        "certificates.issue_now",
        {"enrollment_id": place.id},
        run_id=run.id,
        follow=True,
    )

    assert any("나래 님이 아직 수료하지 않아서" in alert for alert in page.alerts())


def test_without_an_operator_there_is_no_button_but_the_way_to_one(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session)
    make_meetings(session, run, 5)
    make_graduate(session, run, make_person(session))

    page = office.get("certificates.issue", run_id=run.id)

    assert any("오늘 날짜의 운영기관이 없어요" in note for note in page.notes())
    assert not page.select("main form[action$=certificates]")


def test_a_run_without_people_says_so(office: PageClient, run: CourseRun) -> None:
    page = office.get("certificates.issue", run_id=run.id)

    assert "수강생이 없어요" in page.words()


def test_a_certificate_on_a_corrected_register_is_flagged(
    session: Session, office: PageClient, coordinator: Account, run: CourseRun
) -> None:
    make_certificate(session, run, make_person(session, "가람"), coordinator)
    run.completion_percent = 100
    session.commit()

    said = lines(office.get("certificates.issue", run_id=run.id))

    assert "발급한 뒤에 출석부가 바뀌었어요" in said["가람"]


def test_the_list_takes_the_same_statements_for_any_number(
    session: Session, office: PageClient, coordinator: Account, run: CourseRun
) -> None:
    def statements() -> int:
        office.get("certificates.issue", run_id=run.id)
        return len(office.statements)

    make_certificate(session, run, make_person(session), coordinator)
    make_graduate(session, run, make_person(session))
    few = statements()
    for _ in range(5):
        make_graduate(session, run, make_person(session))

    assert statements() == few == 19


def test_strangers_see_and_issue_nothing(
    session: Session,
    pages: Pages,
    other_coordinator: Account,
    learner: Account,
    run: CourseRun,
) -> None:
    place: Enrollment = make_graduate(session, run, make_person(session))
    data = {"enrollment_id": place.id}
    for who, status in ((other_coordinator, 404), (learner, 403), (None, 302)):
        client = pages(who)
        client.get("certificates.issue", run_id=run.id, status=status)
        client.post("certificates.issue_now", data, run_id=run.id, status=status)

    assert number_issued(session) == 0
