"""Loads the modules that are kept as files in `content/`, one folder a module.

`module.toml` names the module, its lessons in order and its questions;
`01-ko.md`, `01-en.md` … are the lessons' texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.models import Module
from app.entrepreneurship.asking import Kind
from app.entrepreneurship.models import Lesson, Question, Quiz
from app.orm import Base

FOLDER = Path(__file__).parent / "content"
T = TypeVar("T", bound=Base)
MODULE_FIELDS = ("code", "position", "title_ko", "title_en", "minutes")
BLANK_QUESTION: Mapping[str, Any] = {
    "choices_ko": [],
    "choices_en": [],
    "units": [],
    "unit_ko": "",
    "unit_en": "",
    "source_ko": "",
    "source_en": "",
}


def load(session: Session, folder: Path = FOLDER) -> None:
    """Bring modules, lessons and questions up to what the files say.

    Adds what is new and changes what changed. What left the files is withdrawn, never
    removed: somebody may have read or answered it. A second run changes nothing.
    """
    for path in sorted(folder.glob("*/module.toml")):
        _load_module(session, path)


def _load_module(session: Session, path: Path) -> None:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    module = _keep(
        session,
        Module,
        {"code": said["code"]},
        {name: said[name] for name in MODULE_FIELDS},
    )
    lessons = [
        {**lesson, "position": number, **_bodies(path.parent, number)}
        for number, lesson in enumerate(said["lessons"], start=1)
    ]
    _keep_all(session, Lesson, {"module_id": module.id}, lessons)
    _load_quiz(session, module.id, said)


def _load_quiz(session: Session, module_id: int, said: Mapping[str, Any]) -> None:
    limits = {
        "pass_percent": said["pass_percent"],
        "max_attempts": said.get("max_attempts"),
    }
    quiz = _keep(session, Quiz, {"module_id": module_id}, limits)
    questions = [
        {
            **BLANK_QUESTION,
            **question,
            "kind": Kind(question["kind"]),
            "position": number,
        }
        for number, question in enumerate(said["questions"], start=1)
    ]
    _keep_all(session, Question, {"quiz_id": quiz.id}, questions)


def _bodies(folder: Path, number: int) -> dict[str, str]:
    """The lesson's text in both languages."""
    return {
        f"body_{language}": (folder / f"{number:02}-{language}.md")
        .read_text(encoding="utf-8")
        .strip()
        for language in ("ko", "en")
    }


def _keep_all(
    session: Session,
    model: type[Lesson] | type[Question],
    owner: Mapping[str, int],
    rows: Collection[Mapping[str, Any]],
) -> None:
    """Update or add each row, found by its code; withdraw those that are gone.

    Rows whose place changed are moved out of the way first, because no two may share
    a place even for a moment.
    """
    wanted = {row["code"]: row for row in rows}
    matching = [getattr(model, name) == value for name, value in owner.items()]
    there = cast(
        Sequence[Lesson | Question],
        session.scalars(select(model).where(*matching)).all(),
    )
    for thing in there:
        row = wanted.get(thing.code)
        if row is None:
            thing.withdrawn = True
        elif thing.withdrawn or thing.position != row["position"]:
            thing.position = -thing.id
    session.flush()
    for code, row in wanted.items():
        _keep(session, model, {**owner, "code": code}, {**row, "withdrawn": False})


def _keep(
    session: Session, model: type[T], key: Mapping[str, Any], row: Mapping[str, Any]
) -> T:
    """The row with this key, updated or added."""
    matching = [getattr(model, name) == value for name, value in key.items()]
    thing = session.scalar(select(model).where(*matching))
    if thing is None:
        thing = model(**key)
        session.add(thing)
    for name, value in row.items():
        setattr(thing, name, value)
    session.flush()
    return thing
