"""Named reads: modules, who passed which, how far a person is, attempts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.courses.models import Course, CourseRun, Module, RunModule
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.entrepreneurship.counts import progress_by_module
from app.entrepreneurship.models import Attempt, Question, Quiz
from app.entrepreneurship.progress import Progress, Standing


@dataclass(frozen=True)
class ModuleStanding:
    """A person's standing with one module, of a run or for itself."""

    module: Module
    progress: Progress
    required: bool = False
    """Asked for by the run, or by one of the person's runs."""
    passed_at: datetime | None = None
    asked_by: tuple[RunModule, ...] = field(default=())
    """Which of the person's runs name it, required ones first."""

    @property
    def passed(self) -> bool:
        return self.progress.passed

    @property
    def lessons(self) -> int:
        return self.progress.lessons

    @property
    def lessons_read(self) -> int:
        return self.progress.lessons_read

    @property
    def standing(self) -> Standing:
        return self.progress.standing


def passed_modules(
    session: Session, person_ids: Collection[int]
) -> dict[int, set[int]]:
    """For each person the ids of the modules passed; one statement for any number."""
    passed: dict[int, set[int]] = {person_id: set() for person_id in person_ids}
    if not passed:
        return passed
    rows = session.execute(
        select(Attempt.person_id, Quiz.module_id)
        .join(Attempt.quiz)
        .where(Attempt.person_id.in_(passed), Attempt.passed)
        .distinct()
    )
    for person_id, module_id in rows:
        passed[person_id].add(module_id)
    return passed


def required_modules(session: Session, run_id: int) -> Sequence[Module]:
    """The modules without which nobody completes the run, in their order."""
    return session.scalars(
        select(Module)
        .join(RunModule, RunModule.module_id == Module.id)
        .where(RunModule.run_id == run_id, RunModule.required)
        .order_by(Module.position)
    ).all()


def module_standing(
    session: Session, *, person_id: int, run_id: int
) -> list[ModuleStanding]:
    """The person's standing with each module that the run names; required ones first.

    Four statements, however many modules there are.
    """
    rows = session.execute(
        select(Module, RunModule.required)
        .join(RunModule, RunModule.module_id == Module.id)
        .where(RunModule.run_id == run_id)
        .order_by(RunModule.required.desc(), Module.position)
    ).all()
    facts = progress_by_module(session, person_id, [module.id for module, _ in rows])
    return [
        ModuleStanding(module, facts[module.id][0], required, facts[module.id][1])
        for module, required in rows
    ]


def all_standings(session: Session, *, person_id: int) -> list[ModuleStanding]:
    """The person's standing with every module, in their order: five statements."""
    modules = session.scalars(select(Module).order_by(Module.position)).all()
    facts = progress_by_module(session, person_id, [module.id for module in modules])
    asked = _asked_by_runs(session, person_id)
    return [
        ModuleStanding(
            module,
            facts[module.id][0],
            any(named.required for named in asked.get(module.id, ())),
            facts[module.id][1],
            tuple(asked.get(module.id, ())),
        )
        for module in modules
    ]


def standing_with(
    session: Session, *, person_id: int, module: Module
) -> ModuleStanding:
    progress, passed_at = progress_by_module(session, person_id, [module.id])[module.id]
    asked = _asked_by_runs(session, person_id).get(module.id, [])
    required = any(named.required for named in asked)
    return ModuleStanding(module, progress, required, passed_at, tuple(asked))


def progress_of(session: Session, *, person_id: int, module_id: int) -> Progress:
    return progress_by_module(session, person_id, [module_id])[module_id][0]


def _asked_by_runs(session: Session, person_id: int) -> dict[int, list[RunModule]]:
    """By module: the runs in which the person has a seat and which name it."""
    rows = session.scalars(
        select(RunModule)
        .join(RunModule.run)
        .join(Enrollment, Enrollment.run_id == CourseRun.id)
        .where(
            Enrollment.person_id == person_id,
            Enrollment.status == EnrollmentStatus.CONFIRMED,
            CourseRun.cancelled_at.is_(None),
        )
        .order_by(RunModule.required.desc(), CourseRun.starts_on, CourseRun.id)
        .options(
            joinedload(RunModule.run)
            .joinedload(CourseRun.course)
            .load_only(Course.name_ko, Course.name_en)
        )
    )
    asked: dict[int, list[RunModule]] = {}
    for named in rows:
        asked.setdefault(named.module_id, []).append(named)
    return asked


def module_by_code(session: Session, code: str) -> Module | None:
    if not code.isprintable():  # PostgreSQL can't even look for a NUL
        return None
    return session.scalar(select(Module).where(Module.code == code))


def quiz_of(session: Session, module_id: int) -> Quiz | None:
    return session.scalar(select(Quiz).where(Quiz.module_id == module_id))


def questions_of(session: Session, quiz_id: int) -> Sequence[Question]:
    """The questions that are asked now, in their order."""
    return session.scalars(
        select(Question)
        .where(Question.quiz_id == quiz_id, ~Question.withdrawn)
        .order_by(Question.position)
    ).all()
