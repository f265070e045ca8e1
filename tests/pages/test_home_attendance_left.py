"""What a learner has left to miss in a run, and what it says when all is marked."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.places.models import School
from tests.support.factories.certificates import (
    MEETINGS,
    make_finished_run,
    make_graduate,
    make_place,
)
from tests.support.pages import PageClient

Open = Callable[[Account | None], PageClient]


def test_while_classes_are_to_come_it_says_how_many_may_be_missed(
    session: Session, pages: Open, school: School, learner: Account
) -> None:
    run = make_finished_run(session, school)
    place = make_place(session, run, learner.person, present=2)

    page = pages(learner).get("home.my_run", enrollment_id=place.id)

    assert "결석 1번 남음" in page.words()
    assert "4번 중 2번 인정됐어요" in page.words()
    assert "점선 = 남은 수업" in page.words()


def test_when_every_class_is_marked_nothing_is_left_to_miss(
    session: Session, pages: Open, school: School, learner: Account
) -> None:
    run = make_finished_run(session, school)
    place = make_graduate(session, run, learner.person)

    page = pages(learner).get("home.my_run", enrollment_id=place.id)

    assert "결석 1번 결석은 1번까지만 돼요." in page.words()
    assert "4번 인정 (4번이면 수료 기준을 채워요)" in page.words()
    assert "남음" not in page.words()
    assert "점선" not in page.words()


def test_who_never_missed_a_class_is_told_so(
    session: Session, pages: Open, school: School, learner: Account
) -> None:
    run = make_finished_run(session, school)
    place = make_place(session, run, learner.person, present=MEETINGS)

    page = pages(learner).in_english().get("home.my_run", enrollment_id=place.id)

    assert "Never absent" in page.words()
    assert "5 classes credited (4 needed)" in page.words()
