"""The front page: what is open, the way on, and true figures only."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.incubation.stages import Stage
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.incubation import make_enterprise, make_team
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient, text_of
from tests.support.time import FakeClock, seoul


def _section(page: Page, name: str) -> str:
    return text_of(page.select(f"section[aria-labelledby={name}]")[0])


def _titles(page: Page) -> list[str]:
    return [text_of(tag) for tag in page.select(".course h3")]


def test_it_greets_and_leads_to_what_is_open(visitor: PageClient) -> None:
    page = visitor.get("home.front")

    assert page.heading() == "손에 익힌 기술이 동네의 일이 돼요"
    assert page.select("a.btn-primary[href='/courses?state=open']")
    assert page.select("a[href='/courses?trade=mending']")


def test_it_greets_in_english(visitor: PageClient, session: Session) -> None:
    make_run(session, cohort=4)

    page = visitor.in_english().get("home.front")

    assert page.heading() == "Skills in your hands become work in your neighbourhood"
    assert _titles(page) == ["Clothing repair, basic (cohort 4)"]
    assert "Attend 80%" in page.words()


def test_three_open_courses_are_shown_the_next_to_close_first(
    visitor: PageClient, session: Session
) -> None:
    course = make_course(session, name_ko="옷수선")
    for cohort in (1, 2, 3, 4):
        run = make_run(session, course, cohort=cohort)
        run.windows[0].closes_at = seoul(2026, 3, 9 - cohort)
    make_run(session, course, cohort=9, published_at=None)
    session.commit()

    page = visitor.get("home.front")

    assert _titles(page) == ["옷수선 4기", "옷수선 3기", "옷수선 2기"]
    assert "지금 신청할 수 있어요" in _section(page, "now")


def test_where_nothing_is_open_the_next_openings_are_shown(
    visitor: PageClient, session: Session, clock: FakeClock
) -> None:
    make_run(session, make_course(session, name_ko="옷수선"), cohort=1)
    clock.set(seoul(2026, 2, 20))

    page = visitor.get("home.front")

    assert _titles(page) == ["옷수선 1기"]
    assert "곧 신청을 받아요" in _section(page, "now")


def test_where_there_is_nothing_it_says_so_and_counts_nothing(
    visitor: PageClient,
) -> None:
    page = visitor.get("home.front")

    assert "지금은 신청을 받는 강좌가 없어요" in _section(page, "now")
    assert "이제 첫 강좌를 준비하고 있어요" in _section(page, "so-far")
    assert not page.select(".figs")
    assert not page.select("section[aria-labelledby=enterprises]")


def test_figures_count_what_was_really_held(
    visitor: PageClient, session: Session
) -> None:
    course = make_course(session)
    begun: dict[str, Any] = {"open_now": False, "starts_on": date(2026, 3, 2)}
    make_run(session, course, **begun)
    make_run(session, course, **begun)
    make_run(session, course, **begun, cancelled_at=seoul(2026, 3, 1))
    make_run(session, course, **begun, published_at=None)
    make_run(session, course)  # begins next week

    figures = [text_of(tag) for tag in visitor.get("home.front").select(".figs > div")]

    assert figures == ["연 강좌 2 개", "함께한 자치구 1 곳"]


def test_certificates_count_that_are_valid(
    visitor: PageClient,
    session: Session,
    clock: FakeClock,
    school: School,
    coordinator: Account,
) -> None:
    learner, other = make_person(session), make_person(session)
    for person in (learner, learner, other):
        run = make_finished_run(session, school)
        certificate = make_certificate(session, run, person, coordinator)
    certificate.revoked_at, certificate.revoke_reason = ISSUE_DAY, "이름이 틀렸어요"
    session.commit()
    clock.set(ISSUE_DAY)

    assert "이웃이 받은 수료증 2 장" in _section(visitor.get("home.front"), "so-far")


def test_enterprises_of_graduates_are_named(
    visitor: PageClient, session: Session
) -> None:
    make_enterprise(session, make_team(session, Stage.OPERATING), name_ko="고운벽")

    page = visitor.get("home.front")

    assert "고운벽" in _section(page, "enterprises")
    assert "문을 연 지역관리기업 1 곳" in _section(page, "so-far")
    assert page.select("section a[href='/enterprises']")


def test_the_number_of_statements_stays(visitor: PageClient, session: Session) -> None:
    course = make_course(session)
    for _ in range(5):
        make_run(session, course)

    visitor.get("home.front")

    # trades, places, runs, windows, figures, enterprises, policy
    assert len(visitor.statements) == 7
