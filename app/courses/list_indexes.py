"""What the lists of runs go by, besides the catalogue's branches (models.py)."""

from __future__ import annotations

from sqlalchemy import Index, text

from app.courses.models import ApplicationWindow, CourseRun

_DRAFT = text("published_at IS NULL AND cancelled_at IS NULL")
_HELD = text("published_at IS NOT NULL AND cancelled_at IS NULL")
_CANCELLED = text("cancelled_at IS NOT NULL")
"""Only of these: SQLite would look for all the others by this index."""

INDEXES = (
    Index("ix_application_windows_opens_at", ApplicationWindow.opens_at),
    Index("ix_course_runs_venue", CourseRun.venue),
    Index(
        "ix_course_runs_cancelled_at_id",
        CourseRun.cancelled_at,
        CourseRun.id,
        sqlite_where=_CANCELLED,
        postgresql_where=_CANCELLED,
    ),
    Index(
        "ix_course_runs_draft",
        CourseRun.id,
        sqlite_where=_DRAFT,
        postgresql_where=_DRAFT,
    ),
    Index(
        "ix_course_runs_held",
        CourseRun.starts_on,
        CourseRun.course_id,
        sqlite_where=_HELD,
        postgresql_where=_HELD,
    ),
)
"""The counters are in none: they change with every seat."""
