"""Buttons pressed twice at once, with real commits on a database of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.entrepreneurship import services
from app.entrepreneurship.models import Attempt, LessonRead
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.factories.entrepreneurship import (
    ANSWERS,
    WRONG,
    lessons_of,
    make_module,
    read_lessons,
)
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN

PRESSES = 6


@dataclass(frozen=True)
class Scene:
    person_id: int
    module_id: int
    lesson_id: int


@pytest.fixture
def scene(scratch_app: Flask) -> Scene:
    """A learner who has read all but the first lesson of a module."""
    with scratch_app.app_context(), Session(db.engine) as session:
        person, module = make_person(session), make_module(session)
        read_lessons(session, module, person.id)
        first = lessons_of(session, module)[0]
        session.execute(delete(LessonRead).where(LessonRead.lesson_id == first.id))
        session.commit()
        return Scene(person.id, module.id, first.id)


def at_once(
    app: Flask, scene: Scene, press: Callable[[Session, Scene, int], None]
) -> None:
    def in_thread(number: int) -> None:
        with app.app_context(), transaction() as session:
            press(session, scene, number)

    with ThreadPoolExecutor(PRESSES) as threads:
        list(threads.map(in_thread, range(PRESSES)))


def read(session: Session, scene: Scene, _number: int) -> None:
    services.mark_read(
        session, person_id=scene.person_id, lesson_id=scene.lesson_id, now=MONDAY_TEN
    )


def start(session: Session, scene: Scene, _number: int) -> None:
    services.start_attempt(
        session, person_id=scene.person_id, module_id=scene.module_id, now=MONDAY_TEN
    )


def submit(session: Session, scene: Scene, number: int) -> None:
    services.submit_attempt(
        session,
        person_id=scene.person_id,
        attempt_id=session.scalars(select(Attempt.id)).one(),
        begun_at=MONDAY_TEN,
        answers=WRONG if number % 2 else ANSWERS,
        now=MONDAY_TEN,
    )


def test_many_presses_leave_one_mark_one_attempt_one_result(
    scratch_app: Flask, scene: Scene
) -> None:
    for press in (read, start, submit):
        at_once(scratch_app, scene, press)

    with scratch_app.app_context(), Session(db.engine) as session:
        attempt = session.scalars(select(Attempt)).one()
        assert attempt.correct in (0, 3)
        assert attempt.passed is (attempt.correct == 3)
        assert {kept["right"] for kept in attempt.answers} == {attempt.passed}
        reads = select(func.count()).select_from(LessonRead)
        assert session.scalar(reads) == 2
