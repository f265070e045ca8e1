"""Which courses somebody must have completed before a run."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base


class RunPrerequisite(Base):
    """선수 과정: who applies for the run has completed this course, at any school."""

    __tablename__ = "run_prerequisites"

    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(
        ForeignKey("courses.id"), primary_key=True, index=True
    )
