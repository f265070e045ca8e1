"""The coordinator's pages: school, courses, runs, meetings, instructors."""

from __future__ import annotations

from app.courses.views.office import (
    courses,
    instructors,
    lifecycle,
    meetings,
    notice,
    planning,
    prerequisites,
    runs,
    school,
    syllabus,
)
from app.courses.views.office.blueprint import bp as blueprint

__all__ = [
    "blueprint",
    "courses",
    "instructors",
    "lifecycle",
    "meetings",
    "notice",
    "planning",
    "prerequisites",
    "runs",
    "school",
    "syllabus",
]
