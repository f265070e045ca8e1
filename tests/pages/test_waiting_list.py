"""`/office/runs/<id>/waiting`: whose turn it is, and changing that; her side of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment import services
from app.enrollment.models import Enrollment
from app.enrollment.offers import OfferOutcome, Settled
from app.enrollment.queries import LINE_PAGE
from app.places.models import School
from tests.support.factories.courses import make_course, make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.offers import make_line, make_offer
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.revealing import reveal
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Open = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(
        session, make_course(session, school), capacity=1, waiting_limit=None
    )


@pytest.fixture
def line(session: Session, run: CourseRun, learner: Account) -> list[Enrollment]:
    """One with a seat; three who wait: 가영, the learner, 다영."""
    people = [make_person(session, name) for name in ("한빛", "가영", "다영")]
    return make_line(session, run, *people[:2], learner.person, people[2])


@pytest.fixture
def office(pages: Open, coordinator: Account, run: CourseRun) -> PageClient:
    client = pages(coordinator)
    reveal(client, "enrollment.waiting", run_id=run.id)
    return client


def rows(page: Page) -> list[list[str]]:
    """Position, name and waiting number of each row."""
    return [
        [text_of(cell) for cell in row.select("th, td")[:3]]
        for row in page.select("tbody tr")
    ]


def test_offers_stand_before_those_who_wait(
    office: PageClient, session: Session, run: CourseRun, line: list[Enrollment]
) -> None:
    make_offer(session, line[1])

    page = office.get("enrollment.waiting", run_id=run.id)

    assert rows(page) == [
        ["자리 제안 3월 3일(화) 23:59까지", "가영", "1"],
        ["1", "김미경", "2"],
        ["2", "다영", "3"],
    ]
    assert "정원 2명 중 1명 확정, 1자리 제안 중" in page.words()


def test_who_has_no_address_is_to_be_called(
    office: PageClient, session: Session, run: CourseRun, line: list[Enrollment]
) -> None:
    page = office.get("enrollment.waiting", run_id=run.id)

    called = [text_of(row) for row in page.select("tbody tr") if row.select(".tag")]
    assert len(called) == 2
    assert all("메일 없음, 전화" in each for each in called)
    assert not any("김미경" in each for each in called)


def test_a_long_line_is_paged_with_a_constant_number_of_statements(
    office: PageClient, session: Session, run: CourseRun, line: list[Enrollment]
) -> None:
    make_offer(session, line[1])
    office.get("enrollment.waiting", run_id=run.id)
    few = len(office.statements)
    for _ in range(LINE_PAGE):
        make_enrollment(session, run)

    first = office.get("enrollment.waiting", run_id=run.id)
    many = len(office.statements)
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    assert (len(rows(first)), len(rows(second))) == (LINE_PAGE, 3)
    assert [row[0] for row in rows(second)] == ["30", "31", "32"]
    assert many == few <= 12


def test_staff_write_down_an_answer_with_a_note(
    office: PageClient,
    session: Session,
    coordinator: Account,
    run: CourseRun,
    line: list[Enrollment],
) -> None:
    offer = make_offer(session, line[1])

    bare = office.post(
        "enrollment.answer_offer",
        {"answer": "accept", "note": " "},
        enrollment_id=line[1].id,
        status=200,
    )
    page = office.post(
        "enrollment.answer_offer",
        {"answer": "accept", "note": "10:20에 본인과 통화"},
        enrollment_id=line[1].id,
        follow=True,
    )

    assert "답을 어떻게 들었는지 적어 주세요." in bare.alerts()
    assert "답을 기록했어요." in page.notes()
    session.expire_all()
    assert (offer.outcome, offer.settled_how) == (OfferOutcome.ACCEPTED, Settled.STAFF)
    assert (offer.settled_by, offer.reason) == (coordinator.id, "10:20에 본인과 통화")


def test_an_answer_after_the_deadline_is_refused_in_words(
    office: PageClient, session: Session, line: list[Enrollment], clock: FakeClock
) -> None:
    make_offer(session, line[1])
    clock.set(seoul(2026, 3, 4, 9))

    page = office.post(
        "enrollment.answer_offer",
        {"answer": "decline", "note": "통화"},
        enrollment_id=line[1].id,
        status=200,
    )

    assert "그 시간이 지나서" in page.alerts()[0]
    assert not page.select("main form[method=post] input[name=note]")


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_an_answer_that_is_none_is_asked_again(
    office: PageClient, session: Session, line: list[Enrollment], answer: str
) -> None:
    offer = make_offer(session, line[1])

    office.post(
        "enrollment.answer_offer",
        {"answer": answer, "note": "통화"},
        enrollment_id=line[1].id,
        status=200,
    )

    session.expire_all()
    assert offer.outcome is None


def test_moving_somebody_is_shown_to_staff_and_to_those_affected(
    office: PageClient,
    pages: Open,
    learner: Account,
    run: CourseRun,
    line: list[Enrollment],
) -> None:
    page = office.post(
        "enrollment.move",
        {"position": "1", "reason": "먼저 전화했어요"},
        enrollment_id=line[3].id,
        follow=True,
    )
    hers = pages(learner).get("enrollment.show", enrollment_id=line[2].id)

    assert [row[1] for row in rows(page)] == ["다영", "가영", "김미경"]
    assert "3번째에서 1번째로 옮겼어요." in page.notes()[0]
    assert "다영 : 3번째 → 1번째 먼저 전화했어요" in page.words()
    assert "2번째 → 3번째" in hers.words()
    assert "먼저 전화했어요" in hers.words()


@pytest.mark.parametrize(
    ("position", "reason", "said"),
    [
        ("", "시험", "새 순서를 적어 주세요."),
        ("x", "시험", ""),
        ("0", "시험", ""),
        ("4", "시험", "대기 순서는 3번까지 있어요."),
        ("2", "시험", "이미 2번째예요."),
        ("1", " ", "이유를 적어 주세요."),
        ("1", "가" * 301, ""),
    ],
)
def test_a_move_that_makes_no_sense_is_refused_beside_the_field(
    office: PageClient, line: list[Enrollment], position: str, reason: str, said: str
) -> None:
    page = office.post(
        "enrollment.move",
        {"position": position, "reason": reason},
        enrollment_id=line[2].id,
        status=200,
    )

    assert said in " ".join(page.alerts())
    assert page.alerts()
    assert page.value("position") == position


def test_strangers_find_nothing_and_learners_are_kept_out(
    pages: Open,
    session: Session,
    visitor: PageClient,
    run: CourseRun,
    line: list[Enrollment],
    learner: Account,
    other_coordinator: Account,
) -> None:
    make_offer(session, line[1])
    strangers = pages(other_coordinator)

    strangers.get("enrollment.waiting", run_id=run.id, status=404)
    for endpoint in ("enrollment.answer_offer", "enrollment.move"):
        strangers.get(endpoint, enrollment_id=line[1].id, status=404)
        strangers.post(endpoint, enrollment_id=line[1].id, status=404)
        pages(learner).get(endpoint, enrollment_id=line[1].id, status=403)
    visitor.get("enrollment.waiting", run_id=run.id, status=302)


def test_who_was_offered_nothing_has_no_answer_to_record(
    office: PageClient, line: list[Enrollment]
) -> None:
    office.get("enrollment.answer_offer", enrollment_id=line[2].id, status=404)


def test_the_end_of_the_list_is_said_on_both_sides(
    office: PageClient,
    pages: Open,
    session: Session,
    learner: Account,
    run: CourseRun,
    line: list[Enrollment],
    clock: FakeClock,
) -> None:
    second = make_meetings(session, run)[1]
    clock.set(second.ends_at)
    services.end_list(session, run_id=run.id, now=clock())
    session.commit()

    page = office.get("enrollment.waiting", run_id=run.id)
    hers = pages(learner).get("enrollment.show", enrollment_id=line[2].id)

    assert "대기는 3월 12일(목) 17:00에 끝났어요." in page.words()
    assert "이 강좌의 대기가 끝났어요. 그때까지 차례가 오지 않았어요." in hers.words()


def test_the_pages_read_in_english(
    office: PageClient, session: Session, run: CourseRun, line: list[Enrollment]
) -> None:
    make_offer(session, line[1], now=MONDAY_TEN)

    page = office.in_english().get("enrollment.waiting", run_id=run.id)
    answer = office.get("enrollment.answer_offer", enrollment_id=line[1].id)
    move = office.get("enrollment.move", enrollment_id=line[2].id)

    assert page.heading().startswith("Waiting list of Clothing repair")
    assert answer.heading().startswith("Answer of ")
    assert "Now at position 1 of 2." in move.words()
