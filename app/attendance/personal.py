"""What registers say of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

from app.attendance.models import Mark, MarkChange
from app.courses.models import CourseRun, Meeting
from app.enrollment.models import Enrollment
from app.formats import local
from app.personal import Chapter, Due, Fact, Holding, facts_of

HOLDINGS = (
    Holding(
        Mark,
        _l("Attendance"),
        kind="enrollments",
        items=_l("presence at each class"),
    ),
    Holding(
        MarkChange,
        _l("Corrections of attendance"),
        kind="enrollments",
        account=("account_id",),
        items=_l("what was corrected, by whom and why"),
        about=("reason",),
        plain=("before", "after"),
    ),
)

_MARKS = {
    "course": _l("Course"),
    "class": _l("Class"),
    "presence": _l("Attendance"),
    "late": _l("Late"),
    "early": _l("Left early"),
    "out": _l("Out"),
    "late_minutes": _l("Minutes late"),
    "early_minutes": _l("Minutes early"),
    "out_minutes": _l("Minutes out"),
}
_CHANGES = {
    "class": _l("Class"),
    "at": _l("Corrected on"),
    "before": _l("Before"),
    "after": _l("After"),
    "reason": _l("Reason"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Every mark of hers, and every correction of one."""
    marks = session.scalars(
        select(Mark)
        .join(Mark.enrollment)
        .where(Enrollment.person_id == person_id)
        .options(
            joinedload(Mark.meeting)
            .joinedload(Meeting.run)
            .joinedload(CourseRun.course)
        )
        .order_by(Mark.id)
    )
    changes = session.scalars(
        select(MarkChange)
        .join(MarkChange.mark)
        .join(Mark.enrollment)
        .where(Enrollment.person_id == person_id, MarkChange.version > 1)
        .options(joinedload(MarkChange.mark).joinedload(Mark.meeting))
        .order_by(MarkChange.id)
    )
    return [
        Chapter(_l("Attendance"), "attendance", [_mark(m) for m in marks], _MARKS),
        Chapter(
            _l("Corrections of attendance"),
            "attendance_corrections",
            [_change(change) for change in changes],
            _CHANGES,
        ),
    ]


def _mark(mark: Mark) -> dict[str, Fact]:
    columns = [name for name in _MARKS if name not in {"course", "class"}]
    return {
        "course": local(mark.meeting.run.course, "name"),
        "class": mark.meeting.starts_at,
        **facts_of(mark, *columns),
    }


def _change(change: MarkChange) -> dict[str, Fact]:
    return {
        "class": change.mark.meeting.starts_at,
        "at": change.at,
        "before": _said(change.before),
        "after": _said(change.after),
        "reason": change.reason,
    }


def _said(mark: dict[str, object] | None) -> str:
    return ", ".join(f"{k}: {v}" for k, v in (mark or {}).items() if v)


def _reasons_of(person_id: int) -> Select[int]:
    return (
        select(MarkChange.id)
        .join(MarkChange.mark)
        .join(Mark.enrollment)
        .where(Enrollment.person_id == person_id, MarkChange.reason != "")
    )


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """The reasons for corrections go: an illness may stand in one."""
    _blank(session, session.scalars(_reasons_of(person_id)).all(), now)


def _old_reasons(before: datetime) -> Select[int]:
    return (
        select(MarkChange.id)
        .join(MarkChange.mark)
        .join(Mark.meeting)
        .where(Meeting.starts_at < before, MarkChange.reason != "")
    )


def _blank(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(update(MarkChange).where(MarkChange.id.in_(ids)).values(reason=""))


DUE = (Due("enrollments", _old_reasons, _blank),)
