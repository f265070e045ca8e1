"""`/office/runs/<id>/applicants`: the coordinator's lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.enrollment.queries import PAGE
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.revealing import reveal
from tests.support.time import FakeClock, seoul

Open = Callable[[Account | None], PageClient]
EXCUSED = {"reason": "취업", "excused": "yes"}


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), capacity=2)


@pytest.fixture
def office(pages: Open, coordinator: Account) -> PageClient:
    return pages(coordinator)


def fill(session: Session, run: CourseRun, number: int) -> list[Enrollment]:
    return [
        make_enrollment(session, run, make_person(session, f"신청자{i:02d}"))
        for i in range(1, number + 1)
    ]


def names(page: Page) -> list[str]:
    return [text_of(cell) for cell in page.select("tbody th")]


def test_the_lists_show_names_in_their_order(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    fill(session, run, 4)
    reveal(office, "enrollment.applicants", run_id=run.id)

    seated = office.get("enrollment.applicants", run_id=run.id)
    reveal(office, "enrollment.waiting", run_id=run.id)
    waiting = office.get("enrollment.waiting", run_id=run.id)
    ended = office.get("enrollment.applicants", run_id=run.id, show="ended")

    assert names(seated) == ["신청자01", "신청자02"]
    assert names(waiting) == ["신청자03", "신청자04"]
    assert "끝난 신청이 없어요" in ended.words()
    tabs = [text_of(tab) for tab in seated.select(".tabs a")]
    assert tabs == ["확정 2", "대기 2", "종료 0"]


def test_an_empty_run_says_how_it_begins(office: PageClient, run: CourseRun) -> None:
    page = office.get("enrollment.applicants", run_id=run.id)

    assert "아직 확정된 사람이 없어요" in page.words()


def test_a_long_list_is_paged_with_a_constant_number_of_statements(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    run.capacity = PAGE + 3
    session.commit()
    fill(session, run, 2)
    office.get("enrollment.applicants", run_id=run.id)
    few = len(office.statements)
    fill(session, run, PAGE)

    first = office.get("enrollment.applicants", run_id=run.id)
    many = len(office.statements)
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    assert (len(names(first)), len(names(second))) == (PAGE, 2)
    assert not second.select("a[rel=next]")
    assert many == few <= 7


def test_the_list_of_those_that_ended_is_paged(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    run.waiting_limit = None
    session.commit()
    for place in fill(session, run, PAGE + 5)[::-1]:
        office.post("enrollment.cancel", {"reason": "시험"}, enrollment_id=place.id)

    reveal(office, "enrollment.applicants", run_id=run.id)
    first = office.get("enrollment.applicants", run_id=run.id, show="ended")
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    shown = names(first) + names(second)
    assert len(shown) == len(set(shown)) == PAGE + 5


def test_who_waits_is_shown_on_a_page_of_its_own(
    office: PageClient, run: CourseRun
) -> None:
    office.get("enrollment.applicants", run_id=run.id, show="waiting", status=302)

    assert office.last.headers["Location"] == f"/office/runs/{run.id}/waiting"


@pytest.mark.parametrize("after", ["x", "-", "99999999999999999999", "1-2"])
def test_a_made_up_page_mark_is_no_error(
    office: PageClient, session: Session, run: CourseRun, after: str
) -> None:
    office.get("enrollment.applicants", run_id=run.id, after=after, show="nonsense")


def test_the_school_cancels_a_place_and_the_line_moves(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    places = fill(session, run, 3)
    reveal(office, "enrollment.applicants", run_id=run.id)

    page = office.post(
        "enrollment.cancel",
        {"reason": "거주지가 사실과 달라요"},
        enrollment_id=places[0].id,
        follow=True,
    )
    ended = office.get("enrollment.applicants", run_id=run.id, show="ended")

    assert names(page) == ["신청자02"]
    assert "정원 2명 중 1명 확정, 1자리 제안 중" in page.words()
    assert "거주지가 사실과 달라요" in ended.words()


def test_without_a_reason_nothing_ends(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    (place,) = fill(session, run, 1)

    page = office.post(
        "enrollment.cancel", {"reason": "  "}, enrollment_id=place.id, status=200
    )

    assert "이유를 적어 주세요." in page.alerts()
    session.expire_all()
    assert place.status.value == "confirmed"


def test_a_reason_that_is_too_long_is_kept_and_refused(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    (place,) = fill(session, run, 1)

    page = office.post(
        "enrollment.cancel", {"reason": "가" * 301}, enrollment_id=place.id, status=200
    )

    assert page.value("reason") == "가" * 301


def test_dropping_out_begins_with_the_first_day(
    office: PageClient, session: Session, run: CourseRun, clock: FakeClock
) -> None:
    (place,) = fill(session, run, 1)
    early = office.post(
        "enrollment.drop_out", EXCUSED, enrollment_id=place.id, status=200
    )
    clock.set(seoul(2026, 3, 12))

    page = office.get("enrollment.applicants", run_id=run.id)
    office.post("enrollment.drop_out", EXCUSED, enrollment_id=place.id)

    assert "3월 10일(화)에 시작해요" in early.alerts()[0]
    assert page.select(f"a[href='/office/enrollments/{place.id}/drop-out']")
    session.expire_all()
    assert place.status.value == "dropped"


def test_a_place_that_ended_meanwhile_is_said(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    (place,) = fill(session, run, 1)
    office.post("enrollment.cancel", {"reason": "시험"}, enrollment_id=place.id)

    page = office.post(
        "enrollment.cancel", {"reason": "시험"}, enrollment_id=place.id, status=200
    )

    assert "이미 끝난 신청이에요. 바뀐 것은 없어요." in page.alerts()[0]


def test_raised_capacity_shows_a_button_that_offers_the_seats(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    fill(session, run, 4)
    reveal(office, "enrollment.waiting", run_id=run.id)
    before = office.get("enrollment.applicants", run_id=run.id)
    run.capacity = 3
    session.commit()

    page = office.get("enrollment.applicants", run_id=run.id)
    filled = office.post("enrollment.fill_seats", run_id=run.id, follow=True)
    again = office.post("enrollment.fill_seats", run_id=run.id, follow=True)

    assert not before.select(".sheet form button")
    assert text_of(page.select(".sheet form button")[0]) == "빈자리 바로 제안하기"
    assert "1명에게 자리를 제안했어요." in filled.notes()
    assert names(filled) == ["신청자03", "신청자04"]
    assert "빈자리가 없거나 기다리는 사람이 없어요." in " ".join(again.notes())


def test_another_schools_coordinator_finds_nothing(
    pages: Open, session: Session, run: CourseRun, other_coordinator: Account
) -> None:
    (place,) = fill(session, run, 1)
    strangers = pages(other_coordinator)

    strangers.get("enrollment.applicants", run_id=run.id, status=404)
    strangers.post("enrollment.fill_seats", run_id=run.id, status=404)
    for endpoint in ("enrollment.cancel", "enrollment.drop_out"):
        strangers.get(endpoint, enrollment_id=place.id, status=404)
        strangers.post(endpoint, {"reason": "시험"}, enrollment_id=place.id, status=404)


def test_learners_and_visitors_are_kept_out(
    pages: Open, visitor: PageClient, run: CourseRun, learner: Account
) -> None:
    pages(learner).get("enrollment.applicants", run_id=run.id, status=403)
    visitor.get("enrollment.applicants", run_id=run.id, status=302)


def test_the_lists_read_in_english(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    fill(session, run, 3)

    page = office.in_english().get("enrollment.applicants", run_id=run.id)

    assert page.heading().startswith("Applicants of Clothing repair, basic")
    assert "2 of 2 seats taken" in page.words()
