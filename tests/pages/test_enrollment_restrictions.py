"""`/office/restrictions`: listed, lifted with a note, shown to her on `/me`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessSubject
from app.accounts.models import Account
from app.courses.models import CourseRun
from app.enrollment import services
from app.enrollment.models import Enrollment
from app.enrollment.queries.restrictions import A_PAGE
from app.enrollment.restriction_models import Restriction
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.revealing import reveal
from tests.support.time import FakeClock, seoul

Open = Callable[[Account | None], PageClient]
DAY = seoul(2026, 3, 12, 9)


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), capacity=40)


@pytest.fixture
def office(pages: Open, coordinator: Account, clock: FakeClock) -> PageClient:
    clock.set(DAY)
    return pages(coordinator)


def dropped(
    session: Session, run: CourseRun, by: Account, who: Account | str = "나그만"
) -> Restriction:
    """Somebody who stopped coming without an excuse."""
    person = make_person(session, who) if isinstance(who, str) else who.person
    place: Enrollment = make_enrollment(session, run, person)
    services.drop_out(
        session,
        enrollment_id=place.id,
        by=by.id,
        reason="연락 두절",
        excused=False,
        now=DAY,
    )
    session.commit()
    return session.scalars(
        select(Restriction).where(Restriction.enrollment_id == place.id)
    ).one()


def names(page: Page) -> list[str]:
    return [text_of(cell) for cell in page.select("tbody th")]


def test_an_empty_list_says_what_would_be_there(office: PageClient) -> None:
    assert "제한한 분이 없어요" in office.get("enrollment.restrictions").words()


def test_they_are_listed_masked_and_the_log_says_who_was_seen(
    office: PageClient, session: Session, run: CourseRun, coordinator: Account
) -> None:
    made = dropped(session, run, coordinator)

    page = office.get("enrollment.restrictions")
    reveal(office, "enrollment.restrictions")
    whole = office.get("enrollment.restrictions")

    assert names(page) == ["나*만"]
    assert names(whole) == ["나그만"]
    assert "9월 11일(금)" in page.words()
    assert "제한 중" in page.words()
    seen = session.scalars(select(AccessSubject.person_id)).all()
    assert made.person_id in seen


def test_lifting_asks_why_and_shows_who_did_it(
    office: PageClient, session: Session, run: CourseRun, coordinator: Account
) -> None:
    made = dropped(session, run, coordinator)
    where: dict[str, Any] = {"restriction_id": made.id}

    refused = office.post(
        "enrollment.lift_restriction", {"note": " "}, status=200, **where
    )
    page = office.post(
        "enrollment.lift_restriction", {"note": "병원에 계셨음"}, follow=True, **where
    )
    again = office.post(
        "enrollment.lift_restriction", {"note": "다시"}, status=200, **where
    )

    assert "푸는 이유를 적어 주세요." in " ".join(refused.alerts())
    assert "병원에 계셨음" in page.words()
    assert "이현주" in page.words()
    assert not page.select(f"a[href='/office/restrictions/{made.id}/lift']")
    assert "풀었어요" in again.words()
    assert not again.select("main form[method=post] input[name=note]")


def test_a_long_list_is_paged_with_a_constant_number_of_statements(
    office: PageClient, session: Session, run: CourseRun, coordinator: Account
) -> None:
    counts = []
    for number in (2, A_PAGE):
        for i in range(number):
            dropped(session, run, coordinator, f"사람{number}{i:02d}")
        first = office.get("enrollment.restrictions")
        counts.append(len(office.statements))
    second = office.open(str(first.select("a[rel=next]")[0]["href"]))

    assert (len(names(first)), len(names(second))) == (A_PAGE, 2)
    assert counts[0] == counts[1] <= 6


def test_strangers_see_and_lift_nothing(
    pages: Open,
    office: PageClient,
    session: Session,
    run: CourseRun,
    coordinator: Account,
    other_coordinator: Account,
    learner: Account,
) -> None:
    made = dropped(session, run, coordinator)
    stranger = pages(other_coordinator)

    assert names(stranger.get("enrollment.restrictions")) == []
    for send in (stranger.get, stranger.post):
        send("enrollment.lift_restriction", restriction_id=made.id, status=404)
    pages(learner).get("enrollment.restrictions", status=403)


def test_she_reads_on_her_page_until_when_and_whom_to_call(
    pages: Open,
    office: PageClient,
    session: Session,
    run: CourseRun,
    coordinator: Account,
    learner: Account,
    clock: FakeClock,
) -> None:
    made = dropped(session, run, coordinator, learner)
    hers = pages(learner)
    page = hers.get("home.me")
    clock.set(seoul(2026, 9, 12, 9))
    over = hers.get("home.me")
    clock.set(DAY)
    office.post("enrollment.lift_restriction", {"note": "입원"}, restriction_id=made.id)

    lifted = hers.get("home.me")

    (note,) = [text for text in page.notes() if "9월 11일" in text]
    assert "02-000-0001" in note
    assert not any("그만둔 기록" in text for text in over.notes() + lifted.notes())


def test_the_course_pages_say_what_would_change_it(
    pages: Open,
    office: PageClient,
    session: Session,
    run: CourseRun,
    school: School,
    coordinator: Account,
    learner: Account,
    visitor: PageClient,
) -> None:
    dropped(session, run, coordinator, learner)
    other = make_run(session, make_course(session, school))
    other.windows[0].closes_at = seoul(2026, 3, 20, 18)
    other.starts_on = seoul(2026, 3, 24).date()
    other.required_courses = [make_course(session, school, name_ko="재봉 기초")]
    session.commit()
    hers = pages(learner)

    for endpoint in ("courses.run", "enrollment.apply"):
        words = hers.get(endpoint, run_id=other.id).words()
        assert "9월 12일(토)부터 다시 신청할 수 있어요." in words
        assert "먼저 수료해야 하는 과정이 있어요: 재봉 기초." in words
    pressed = hers.post("enrollment.apply", run_id=other.id, status=200)
    assert "9월 12일(토)부터" in pressed.alerts()[0]
    assert (
        "내가 신청할 수 있나요?"
        not in visitor.get("courses.run", run_id=other.id).words()
    )


def test_who_meets_everything_reads_that_too(
    pages: Open, session: Session, run: CourseRun, learner: Account
) -> None:
    page = pages(learner).in_english().get("courses.run", run_id=run.id)

    assert "You meet every condition of this course." in page.words()


def test_withdrawing_says_that_it_has_no_consequence(
    pages: Open, session: Session, run: CourseRun, learner: Account
) -> None:
    place = make_enrollment(session, run, learner.person)

    page = pages(learner).get("enrollment.withdraw", enrollment_id=place.id)

    assert "스스로 취소하면 신청 제한이 없어요." in page.words()


def test_dropping_out_asks_for_an_excuse(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    place = make_enrollment(session, run, make_person(session))

    page = office.get("enrollment.drop_out", enrollment_id=place.id)
    refused = office.post(
        "enrollment.drop_out", {"reason": "이사"}, enrollment_id=place.id, status=200
    )
    office.post(
        "enrollment.drop_out",
        {"reason": "이사", "excused": "no"},
        enrollment_id=place.id,
    )

    assert "6개월 동안" in page.words()
    assert "사유가 있었는지 골라 주세요." in " ".join(refused.alerts())
    assert session.scalars(select(Restriction)).one().enrollment_id == place.id


def test_what_she_meets_takes_the_same_statements_for_any_number(
    pages: Open, session: Session, run: CourseRun, school: School, learner: Account
) -> None:
    hers, counts = pages(learner), []
    for number in (1, 5):
        wanted = [make_course(session, school) for _ in range(number)]
        run.required_courses = wanted
        session.commit()
        hers.get("courses.run", run_id=run.id)
        counts.append(len(hers.statements))

    assert counts[0] == counts[1] <= 21
