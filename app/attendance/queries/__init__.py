"""Named reads of the register."""

from app.attendance.queries.registers import (
    IN_CLASS,
    ON_SHEET,
    changes_at,
    class_list,
    history_of,
    lock_meeting,
    marks_of_meeting,
    meeting_to_mark,
    run_to_mark,
    teachers_of,
    thresholds,
)
from app.attendance.queries.standings import (
    completion_percent,
    standing,
    standing_of_run,
    standings_of,
    standings_of_person,
)

__all__ = [
    "IN_CLASS",
    "ON_SHEET",
    "changes_at",
    "class_list",
    "completion_percent",
    "history_of",
    "lock_meeting",
    "marks_of_meeting",
    "meeting_to_mark",
    "run_to_mark",
    "standing",
    "standing_of_run",
    "standings_of",
    "standings_of_person",
    "teachers_of",
    "thresholds",
]
