"""The quiz: begin, answer, hand in, see the result."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from app.entrepreneurship import queries
from app.entrepreneurship.models import Attempt
from tests.support.factories.entrepreneurship import (
    make_module,
    read_lessons,
)
from tests.support.pages import Page, PageClient, text_of

Pages = Callable[[Account | None], PageClient]
RIGHT = {"q1": "2", "q2": "false", "q3": "5명"}
WRONG = {"q1": "1", "q2": "true", "q3": "4"}


@pytest.fixture
def module(session: Session, learner: Account) -> Module:
    """A module of which the learner has read every lesson."""
    module = make_module(session)
    read_lessons(session, module, learner.person_id)
    return module


@pytest.fixture
def mine(pages: Pages, learner: Account) -> PageClient:
    return pages(learner)


def begin(client: PageClient, module: Module) -> Page:
    return client.post("entrepreneurship.start", code=module.code, follow=True)


def hidden(page: Page) -> dict[str, str]:
    return {name: page.value(name) for name in ("attempt", "begun")}


def hand_in(
    client: PageClient, module: Module, answers: dict[str, str], page: Page
) -> Page:
    data = {**hidden(page), **answers}
    return client.post("entrepreneurship.submit", data, code=module.code, follow=True)


def test_each_question_has_a_field_with_its_words(
    mine: PageClient, module: Module
) -> None:
    page = begin(mine, module)

    legends = [text_of(legend) for legend in page.select("main legend")]
    assert legends == ["1. 알맞은 것은?", "2. 혼자 세울 수 있다."]
    label = page.select_one("main label[for=q3]")
    assert label is not None
    assert text_of(label) == "3. 발기인은 몇 명?"
    assert "단위: 명" in page.words()
    assert "2문제를 맞히면 통과해요." in page.words()


def test_right_answers_pass_and_are_explained(mine: PageClient, module: Module) -> None:
    result = hand_in(mine, module, RIGHT, begin(mine, module))

    assert result.heading() == "통과했어요"
    assert "3문제 가운데 3문제를 맞혔어요" in result.words()
    assert result.words().count("까닭은 이래요.") == 3
    assert "근거: 협동조합 기본법 제15조" in result.words()
    assert "2026년 3월 1일(일) 확인" in result.words()
    module_page = mine.get("entrepreneurship.module", code=module.code)
    assert "통과" in module_page.words()


def test_wrong_answers_are_shown_beside_the_right_ones(
    mine: PageClient, module: Module
) -> None:
    result = hand_in(mine, module, WRONG, begin(mine, module))

    assert result.heading() == "아직 통과하지 못했어요"
    first = [text_of(dd) for dd in result.select(".answers li:nth-child(1) dd")]
    third = [text_of(dd) for dd in result.select(".answers li:nth-child(3) dd")]
    assert first == ["하나", "둘"]
    assert third == ["4", "5명"]
    assert "몇 번이든 괜찮아요." in result.words()
    button = result.select_one("main button")
    assert button is not None
    assert text_of(button) == "다시 풀기"


def test_one_may_try_again_and_pass(mine: PageClient, module: Module) -> None:
    hand_in(mine, module, WRONG, begin(mine, module))

    result = hand_in(mine, module, RIGHT, begin(mine, module))

    assert result.heading() == "통과했어요"
    page = mine.get("entrepreneurship.module", code=module.code)
    assert "미통과" in page.words()
    assert "3문제 가운데 0문제를 맞혔어요" in page.words()


def test_tries_left_are_counted(
    session: Session, mine: PageClient, learner: Account
) -> None:
    module = make_module(session, max_attempts=2)
    read_lessons(session, module, learner.person_id)

    first = hand_in(mine, module, WRONG, begin(mine, module))
    second = hand_in(mine, module, WRONG, begin(mine, module))

    assert "1번 더 풀 수 있어요." in first.words()
    assert "2번을 모두 썼어요. 학교에 문의해 주세요." in second.words()
    assert second.select("main button") == []


def test_a_result_belongs_to_its_module(
    session: Session, mine: PageClient, module: Module
) -> None:
    opened = begin(mine, module)
    hand_in(mine, module, RIGHT, opened)

    mine.get(
        "entrepreneurship.result",
        code="cooperatives",
        attempt_id=int(opened.value("attempt")),
        status=404,
    )


def test_an_attempt_that_is_not_handed_in_has_no_result_yet(
    mine: PageClient, module: Module
) -> None:
    number = int(begin(mine, module).value("attempt"))

    mine.get("entrepreneurship.result", code=module.code, attempt_id=number, status=302)

    assert mine.last.headers["Location"].endswith("/quiz")


def test_a_result_keeps_the_words_that_were_asked(
    session: Session, mine: PageClient, module: Module
) -> None:
    opened = begin(mine, module)
    hand_in(mine, module, RIGHT, opened)
    attempt = session.scalars(select(Attempt)).one()
    for question in queries.questions_of(session, attempt.quiz_id):
        question.prompt_ko = "바뀐 문제"
    session.commit()

    page = mine.get("entrepreneurship.result", code=module.code, attempt_id=attempt.id)

    assert "알맞은 것은?" in page.words()
    assert "바뀐 문제" not in page.words()


def test_the_quiz_is_whole_in_english(
    pages: Pages, learner: Account, module: Module
) -> None:
    mine = pages(learner).in_english()

    opened = begin(mine, module)
    result = hand_in(mine, module, {**WRONG, "q3": "5 people"}, opened)

    assert "False (X)" in opened.words()
    assert result.heading() == "Not passed yet"
    assert "1 of 3 right" in result.words()
    assert "Source: Framework Act on Cooperatives, Article 15" in result.words()
    assert "This is why." in result.words()


@pytest.mark.parametrize("code", ["social-economy", "cooperatives"])
def test_the_written_quizzes_can_be_passed_on_the_page(
    session: Session, mine: PageClient, learner: Account, code: str
) -> None:
    module = session.scalars(select(Module).where(Module.code == code)).one()
    read_lessons(session, module, learner.person_id)
    opened = begin(mine, module)
    attempt = session.scalars(select(Attempt)).one()
    answers = {
        f"q{number}": str(kept["answer"])
        for number, kept in enumerate(attempt.answers, start=1)
    }

    result = hand_in(mine, module, answers, opened)

    assert result.heading() == "통과했어요"
