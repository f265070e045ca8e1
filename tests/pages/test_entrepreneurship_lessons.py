"""Reading a lesson, and going on to the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from tests.support.factories.entrepreneurship import (
    make_module,
    read_lessons,
)
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def module(session: Session) -> Module:
    return make_module(session)


@pytest.fixture
def mine(pages: Pages, learner: Account) -> PageClient:
    return pages(learner)


def test_a_lesson_is_read_and_the_next_one_opens(
    session: Session, mine: PageClient, module: Module
) -> None:
    page = mine.get("entrepreneurship.lesson", code=module.code, position=1)
    assert page.heading() == "1번째 이야기"
    assert [h.get_text() for h in page.select("article h2")] == ["함께"]
    assert len(mine.statements) == 5

    following = mine.post(
        "entrepreneurship.read", code=module.code, position=1, follow=True
    )

    assert following.heading() == "2번째 이야기"
    first = mine.get("entrepreneurship.lesson", code=module.code, position=1)
    assert "읽음" in first.words()
    assert "다음 차시로 가기" in first.words()


def test_the_last_lesson_leads_back_and_opens_the_quiz(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    read_lessons(session, module, learner.person_id, 1)

    page = mine.post("entrepreneurship.read", code=module.code, position=2, follow=True)

    assert page.heading() == module.title_ko
    assert page.notes() == ["차시를 모두 읽었어요. 이제 퀴즈를 풀 수 있어요."]


def test_pressing_twice_marks_once(mine: PageClient, module: Module) -> None:
    for _ in range(2):
        mine.post("entrepreneurship.read", code=module.code, position=1)

    page = mine.get("entrepreneurship.module", code=module.code)

    assert "차시 2개 가운데 1개를 읽었어요" in page.words()


@pytest.mark.parametrize("code", ["social-economy", "cooperatives"])
@pytest.mark.parametrize("position", [1, 2, 3, 4])
def test_every_written_lesson_is_a_well_made_page(
    mine: PageClient, code: str, position: int
) -> None:
    mine.get("entrepreneurship.lesson", code=code, position=position)
    english = mine.in_english().get(
        "entrepreneurship.lesson", code=code, position=position
    )

    assert "I have read it" in english.words()
