"""The learner's modules and a module's page; strangers and missing pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from tests.support.factories.courses import make_run
from tests.support.factories.entrepreneurship import (
    ask_for,
    lessons_of,
    make_attempt,
    make_module,
    read_lessons,
)
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def module(session: Session) -> Module:
    return make_module(session)


@pytest.fixture
def mine(pages: Pages, learner: Account) -> PageClient:
    return pages(learner)


def test_the_list_names_each_module_with_its_state(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    read_lessons(session, module, learner.person_id, 1)

    page = mine.get("entrepreneurship.modules")

    items = [
        item.get_text(" ", strip=True) for item in page.select("main ol.modules > li")
    ]
    assert any("사회적경제 이해" in item and "시작 전" in item for item in items)
    assert any("협동조합 이해" in item for item in items)
    assert "배우는 중" in items[-1]
    assert "차시 2개 가운데 1개를 읽었어요" in items[-1]


def test_the_list_says_which_run_asks_for_a_module(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    run = make_run(session)
    ask_for(session, run, module)
    session.add(
        Enrollment(
            run=run,
            person_id=learner.person_id,
            status=EnrollmentStatus.CONFIRMED,
            requested_at=MONDAY_TEN,
        )
    )
    session.commit()

    page = mine.get("entrepreneurship.modules")

    item = page.select("main ol.modules > li")[-1].get_text(" ", strip=True)
    assert "(필수)" in item
    assert f"{run.course.name_ko} {run.cohort}기에 필요해요" in item


def test_the_list_takes_the_same_statements_however_long(
    session: Session, mine: PageClient
) -> None:
    mine.get("entrepreneurship.modules")
    before = len(mine.statements)
    for _ in range(6):
        make_module(session)

    mine.get("entrepreneurship.modules")

    assert len(mine.statements) == before == 7  # two for the account, five for us


def test_a_module_page_leads_to_the_first_unread_lesson(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    read_lessons(session, module, learner.person_id, 1)

    page = mine.get("entrepreneurship.module", code=module.code)

    main = page.select("main .btn-primary")
    assert [button.get_text() for button in main] == ["이어서 읽기"]
    assert str(main[0]["href"]).endswith(f"/modules/{module.code}/lessons/2")
    assert "차시 1개를 더 읽으면 열려요" in page.words()


def test_a_module_page_offers_the_quiz_when_all_is_read(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    read_lessons(session, module, learner.person_id)

    page = mine.get("entrepreneurship.module", code=module.code)

    button = page.select_one("main button")
    assert button is not None
    assert button.get_text(strip=True) == "퀴즈 풀기"
    assert len(mine.statements) == 10


def test_a_passed_module_says_when(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    make_attempt(session, module, learner.person_id)

    page = mine.get("entrepreneurship.module", code=module.code)

    assert "2026년 3월 2일(월)에 통과했어요." in page.words()
    assert page.select("main form") == []


def test_a_used_up_quiz_says_whom_to_ask(
    session: Session, mine: PageClient, learner: Account
) -> None:
    module = make_module(session, max_attempts=1)
    read_lessons(session, module, learner.person_id)
    make_attempt(session, module, learner.person_id, passed=False)

    page = mine.get("entrepreneurship.module", code=module.code)

    assert "1번을 모두 썼어요. 학교에 문의해 주세요." in page.words()
    assert page.select("main form") == []


def test_an_unwritten_module_says_so(session: Session, mine: PageClient) -> None:
    module = make_module(session, lessons=0)

    page = mine.get("entrepreneurship.module", code=module.code)

    assert "아직 준비하고 있는 모듈이에요." in page.words()


def test_the_pages_are_whole_in_english(
    session: Session, pages: Pages, learner: Account, module: Module
) -> None:
    mine = pages(learner).in_english()

    listing = mine.get("entrepreneurship.modules")
    page = mine.get("entrepreneurship.module", code=module.code)

    assert listing.heading() == "Entrepreneurship course"
    assert page.heading() == module.title_en
    assert "0 of 2 lessons read" in page.words()


@pytest.mark.parametrize(
    "path",
    [
        "/modules/none",
        "/modules/%00",
        "/modules/%EA%B0%80",
        "/modules/none/lessons/1",
        "/modules/social-economy/lessons/0",
        "/modules/social-economy/lessons/99",
        "/modules/social-economy/lessons/99999999999999999999",
        "/modules/none/quiz",
    ],
)
def test_what_does_not_exist_is_not_found(mine: PageClient, path: str) -> None:
    mine.open(path, status=404)


def test_what_does_not_exist_can_not_be_read(mine: PageClient) -> None:
    mine.post("entrepreneurship.read", code="social-economy", position=99, status=404)
    mine.post("entrepreneurship.read", code="none", position=1, status=404)


def test_visitors_are_sent_to_sign_in(visitor: PageClient) -> None:
    for endpoint in ("modules", "module", "quiz"):
        values = {} if endpoint == "modules" else {"code": "social-economy"}

        visitor.get(f"entrepreneurship.{endpoint}", status=302, **values)

        assert "login" in visitor.last.headers["Location"]
    visitor.post("entrepreneurship.read", code="social-economy", position=1)
    assert "login" in visitor.last.headers["Location"]


def test_another_learner_has_her_own_progress(
    session: Session,
    pages: Pages,
    learner: Account,
    other_learner: Account,
    module: Module,
) -> None:
    read_lessons(session, module, learner.person_id)

    page = pages(other_learner).get("entrepreneurship.module", code=module.code)

    assert "차시 2개 가운데 0개를 읽었어요" in page.words()
    assert lessons_of(session, module)
