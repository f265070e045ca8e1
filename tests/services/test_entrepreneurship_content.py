"""Loading the written modules: adds, changes, withdraws, and is harmless twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Module
from app.entrepreneurship import content, lessons, queries
from app.entrepreneurship.models import Lesson, Question, Quiz
from tests.support.databases import counted
from tests.support.factories.entrepreneurship import read_lessons


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the written modules, to change."""
    return Path(shutil.copytree(content.FOLDER, tmp_path / "content"))


def module_named(session: Session, code: str) -> Module:
    module = queries.module_by_code(session, code)
    assert module is not None
    return module


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "social-economy" / "module.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def titles(session: Session, person_id: int) -> list[str]:
    module = module_named(session, "social-economy")
    lines = lessons.lesson_lines(session, person_id=person_id, module_id=module.id)
    return [line.lesson.title_ko for line in lines]


def test_the_reference_data_brings_both_modules(session: Session) -> None:
    economy = module_named(session, "social-economy")
    cooperatives = module_named(session, "cooperatives")

    assert (economy.position, economy.title_ko) == (1, "사회적경제 이해")
    assert (cooperatives.position, cooperatives.title_ko) == (2, "협동조합 이해")
    quiz = queries.quiz_of(session, cooperatives.id)
    assert quiz is not None
    assert len(queries.questions_of(session, quiz.id)) == 8


def test_loading_again_changes_nothing(
    session: Session, connection: Connection
) -> None:
    content.load(session)
    session.commit()

    with counted(connection) as statements:
        content.load(session)
        session.commit()

    assert all(statement.startswith("SELECT") for statement in statements)


def test_changed_words_reach_the_lesson(
    session: Session, folder: Path, learner: Account
) -> None:
    change(folder, "사회적경제란 무엇일까요", "사회적경제가 뭐예요")
    (folder / "social-economy" / "01-ko.md").write_text("## 새 글\n", encoding="utf-8")

    content.load(session, folder)

    assert titles(session, learner.person_id)[0] == "사회적경제가 뭐예요"
    module = module_named(session, "social-economy")
    lesson = lessons.lesson_at(session, module_id=module.id, position=1)
    assert lesson is not None
    assert lesson.body_ko == "## 새 글"


def test_lessons_change_places_and_stay_read(
    session: Session, folder: Path, learner: Account
) -> None:
    module = module_named(session, "social-economy")
    read_lessons(session, module, learner.person_id, 1)
    change(folder, 'code = "what-it-is"', 'code = "moving"')
    change(folder, 'code = "names"', 'code = "what-it-is"')
    change(folder, 'code = "moving"', 'code = "names"')

    content.load(session, folder)

    lines = lessons.lesson_lines(
        session, person_id=learner.person_id, module_id=module.id
    )
    assert [line.lesson.code for line in lines[:2]] == ["names", "what-it-is"]
    assert [line.read_at is not None for line in lines] == [False, True, False, False]


def test_what_left_the_files_is_withdrawn_and_can_come_back(
    session: Session, folder: Path, learner: Account
) -> None:
    module = module_named(session, "social-economy")
    read_lessons(session, module, learner.person_id)
    change(folder, 'code = "names"', 'code = "other-names"')
    change(folder, 'code = "may-earn"', 'code = "may-profit"')

    content.load(session, folder)

    gone = session.scalars(
        select(Lesson).where(Lesson.module_id == module.id, Lesson.withdrawn)
    ).all()
    assert [lesson.code for lesson in gone] == ["names"]
    progress = queries.progress_of(
        session, person_id=learner.person_id, module_id=module.id
    )
    assert (progress.lessons, progress.lessons_read, progress.questions) == (4, 3, 7)
    asked_before = session.scalars(
        select(Question).join(Quiz).where(Quiz.module_id == module.id)
    ).all()
    assert [q.code for q in asked_before if q.withdrawn] == ["may-earn"]

    content.load(session)

    back = queries.progress_of(
        session, person_id=learner.person_id, module_id=module.id
    )
    assert (back.lessons, back.lessons_read, back.questions) == (4, 4, 7)
