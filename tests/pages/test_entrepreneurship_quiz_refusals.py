"""The quiz: what is refused, and in which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from app.entrepreneurship.models import Attempt
from tests.support.factories.entrepreneurship import (
    make_attempt,
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


def test_a_blank_is_said_beside_its_question_and_the_rest_is_kept(
    mine: PageClient, module: Module
) -> None:
    opened = begin(mine, module)
    data = {**hidden(opened), "q1": "2", "q3": "다섯"}

    page = mine.post("entrepreneurship.submit", data, code=module.code, status=200)

    errors = [text_of(tag) for tag in page.select(".err")]
    assert errors == [
        "이 문제에 답해 주세요.",
        "숫자 하나로 적어 주세요. 예: 5, 10,000",
    ]
    links = [text_of(link) for link in page.select(".err-sum a")]
    assert links[0] == "2번 문제: 이 문제에 답해 주세요."
    assert page.select("#q1 input[value='2'][checked]")
    assert page.value("q3") == "다섯"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5 cm", "문제에 적힌 단위로 답해 주세요."),
        ("4~5", "숫자 하나로 적어 주세요. 예: 5, 10,000"),
        ("9" * 5000, "숫자 하나로 적어 주세요. 예: 5, 10,000"),
        ("\x00", "이 문제에 답해 주세요."),
    ],
)
def test_odd_numbers_are_answered_in_words(
    mine: PageClient, module: Module, typed: str, words: str
) -> None:
    data = {**hidden(begin(mine, module)), **RIGHT, "q3": typed}

    page = mine.post("entrepreneurship.submit", data, code=module.code, status=200)

    assert [text_of(tag) for tag in page.select(".err")] == [words]


def test_a_choice_that_was_not_offered_is_refused(
    mine: PageClient, module: Module
) -> None:
    data = {**hidden(begin(mine, module)), **RIGHT, "q1": "9"}

    page = mine.post("entrepreneurship.submit", data, code=module.code, status=200)

    assert [text_of(tag) for tag in page.select(".err")] == [
        "보기 가운데 하나를 골라 주세요."
    ]


def test_a_double_press_hands_in_once(
    session: Session, mine: PageClient, module: Module
) -> None:
    opened = begin(mine, module)

    first = hand_in(mine, module, WRONG, opened)
    second = hand_in(mine, module, RIGHT, opened)

    assert first.heading() == second.heading() == "아직 통과하지 못했어요"
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_beginning_before_all_is_read_is_refused_in_words(
    session: Session, mine: PageClient
) -> None:
    module = make_module(session)

    page = begin(mine, module)

    assert page.alerts() == ["차시를 모두 읽으면 퀴즈를 풀 수 있어요."]


def test_beginning_after_passing_is_refused_in_words(
    session: Session, mine: PageClient, learner: Account, module: Module
) -> None:
    make_attempt(session, module, learner.person_id)

    page = begin(mine, module)

    assert page.alerts() == ["이미 통과한 모듈이에요."]


def test_the_quiz_address_without_an_attempt_leads_to_the_button(
    mine: PageClient, module: Module
) -> None:
    mine.get("entrepreneurship.quiz", code=module.code, status=302)

    page = mine.open(mine.last.headers["Location"])

    assert page.notes() == ["이 화면의 버튼을 눌러 퀴즈를 시작해 주세요."]


@pytest.mark.parametrize(
    "changed",
    [
        {"attempt": ""},
        {"attempt": "x"},
        {"attempt": "99999999999999999999"},
        {"attempt": "-99999999999999999999"},
        {"begun": "2020-01-01T00:00:00+00:00"},
        {"begun": ""},
    ],
)
def test_an_outdated_page_says_that_the_questions_were_renewed(
    session: Session, mine: PageClient, module: Module, changed: dict[str, str]
) -> None:
    data = {**hidden(begin(mine, module)), **RIGHT, **changed}

    page = mine.post("entrepreneurship.submit", data, code=module.code, follow=True)

    assert page.alerts() == ["문제가 새로 바뀌었어요. 퀴즈를 다시 시작해 주세요."]
    assert session.scalars(select(Attempt)).one().submitted_at is None


def test_a_stranger_neither_hands_in_nor_sees_a_result(
    mine: PageClient, pages: Pages, other_learner: Account, module: Module
) -> None:
    opened = begin(mine, module)
    stranger = pages(other_learner)

    page = hand_in(stranger, module, RIGHT, opened)

    assert page.alerts() == ["문제가 새로 바뀌었어요. 퀴즈를 다시 시작해 주세요."]
    number = int(opened.value("attempt"))
    stranger.get(
        "entrepreneurship.result", code=module.code, attempt_id=number, status=404
    )
