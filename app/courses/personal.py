"""What courses say of their instructors and staff, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account
from app.accounts.personal import traces
from app.courses.extension_models import WindowExtension
from app.courses.importing.models import ImportUpload
from app.courses.models import Course, CourseRun, Instructor, RunInstructor
from app.forgetting import take_out
from app.formats import local
from app.personal import Chapter, Clash, Due, Holding, Kept, facts_of

HOLDINGS = (
    Holding(
        Instructor,
        _l("Teaching at a school"),
        kind="instructors",
        person=Instructor.person_id,
        once=("school_id",),
        clash=Clash.REFUSE,
        items=_l("school, career as published"),
        about=("career_ko", "career_en"),
    ),
    Holding(
        RunInstructor,
        _l("Course runs taught"),
        kind="instructors",
        items=_l("which course runs"),
    ),
    Holding(
        ImportUpload,
        _l("Uploaded workbooks"),
        kind="imports",
        account=("account_id",),
        items=_l("name of the file, its rows, what came of them"),
        about=("filename", "content", "report"),
    ),
    Holding(
        WindowExtension,
        _l("Longer application periods"),
        kind="audit",
        account=("account_id",),
        items=_l("course, old and new end, the reason that was published"),
        about=("reason",),
    ),
)

_TEACHES = {
    "school": _l("School"),
    "career_ko": _l("Career"),
    "career_en": _l("Career in English"),
    "ended_at": _l("Ended on"),
    "runs": _l("Course runs"),
}
_EXTENDED = {
    "made_at": _l("Extended on"),
    "old_closes_at": _l("Old end"),
    "new_closes_at": _l("New end"),
    "reason": _l("Reason"),
}
_UPLOADS = {
    "filename": _l("File"),
    "uploaded_at": _l("Uploaded on"),
    "applied_at": _l("Taken over on"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Where she teaches, and what she uploaded."""
    teaches = session.scalars(
        select(Instructor)
        .where(Instructor.person_id == person_id)
        .options(joinedload(Instructor.school))
        .order_by(Instructor.id)
    )
    taught = [
        facts_of(
            row,
            "career_ko",
            "career_en",
            "ended_at",
            school=local(row.school, "name"),
            runs=_runs(session, row.id),
        )
        for row in teaches
    ]
    return [
        Chapter(_l("Teaching at a school"), "teaching", taught, _TEACHES),
        _uploaded(session, person_id),
        *_extended(session, person_id),
    ]


def _uploaded(session: Session, person_id: int) -> Chapter:
    uploads = session.scalars(
        select(ImportUpload)
        .join(Account, ImportUpload.account_id == Account.id)
        .where(Account.person_id == person_id)
        .order_by(ImportUpload.id)
    )
    facts = [facts_of(u, "filename", "uploaded_at", "applied_at") for u in uploads]
    return Chapter(_l("Uploaded workbooks"), "uploads", facts, _UPLOADS)


def _extended(session: Session, person_id: int) -> list[Chapter]:
    """Application periods that she extended; a chapter only where there are some."""
    rows = session.scalars(
        select(WindowExtension)
        .join(Account, WindowExtension.account_id == Account.id)
        .where(Account.person_id == person_id)
        .order_by(WindowExtension.id)
    )
    columns = ("made_at", "old_closes_at", "new_closes_at", "reason")
    facts = [facts_of(row, *columns) for row in rows]
    if not facts:
        return []
    return [Chapter(_l("Longer application periods"), "extensions", facts, _EXTENDED)]


def _runs(session: Session, instructor_id: int) -> str:
    rows = session.scalars(
        select(CourseRun)
        .join(RunInstructor, RunInstructor.run_id == CourseRun.id)
        .where(RunInstructor.instructor_id == instructor_id)
        .options(joinedload(CourseRun.course))
        .order_by(CourseRun.id)
    )
    return ", ".join(
        f"{local(run.course, 'name')} {run.year}-{run.cohort}" for run in rows
    )


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """That a run was taught stays; by whom does not."""
    there = select(Instructor.id).where(Instructor.person_id == person_id)
    if session.scalar(there.limit(1)) is None:
        return []
    return [
        Kept(
            _l("Which course runs were taught, without your name"),
            _l("The figures of the courses stay true; nobody can tell it was you"),
            None,
        )
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Careers and workbooks go; what staff wrote elsewhere loses what names her."""
    session.execute(
        update(Instructor)
        .where(Instructor.person_id == person_id)
        .values(career_ko="", career_en="", ended_at=now)
    )
    hers = select(Account.id).where(Account.person_id == person_id)
    session.execute(delete(ImportUpload).where(ImportUpload.account_id.in_(hers)))
    found = traces(session, person_id)
    run_columns = (
        CourseRun.contact,
        CourseRun.note,
        CourseRun.cancel_reason,
        CourseRun.held_reason,
        CourseRun.cautions,
    )
    take_out(session, run_columns, found.unique)
    take_out(session, (ImportUpload.report, ImportUpload.filename), found.unique)
    take_out(session, (WindowExtension.reason,), found.unique)
    taught = (
        select(RunInstructor.run_id)
        .join(Instructor, RunInstructor.instructor_id == Instructor.id)
        .where(Instructor.person_id == person_id)
    )
    take_out(session, run_columns, found.names, CourseRun.id.in_(taught))
    schools = select(Instructor.school_id).where(Instructor.person_id == person_id)
    at_hers = CourseRun.course.has(Course.school_id.in_(schools))
    take_out(session, (CourseRun.contact, CourseRun.note), found.names, at_hers)


def _old_uploads(before: datetime) -> Select[int]:
    return select(ImportUpload.id).where(ImportUpload.uploaded_at < before)


def _forget_uploads(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(ImportUpload).where(ImportUpload.id.in_(ids)))


def _left(before: datetime) -> Select[int]:
    return select(Instructor.id).where(
        Instructor.ended_at < before,
        (Instructor.career_ko != "") | (Instructor.career_en != ""),
    )


def _blank_careers(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(
        update(Instructor)
        .where(Instructor.id.in_(ids))
        .values(career_ko="", career_en="")
    )


DUE = (
    Due("imports", _old_uploads, _forget_uploads),
    Due("instructors", _left, _blank_careers),
)
