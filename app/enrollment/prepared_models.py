"""An application kept ready for the opening."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.orm import Base


class PreparedApplication(Base):
    """She means to apply as soon as the run opens. It holds nothing and gives no
    order: the press does."""

    __tablename__ = "prepared_applications"
    __table_args__ = (UniqueConstraint("run_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    prepared_at: Mapped[datetime]
    reminded_for: Mapped[datetime | None]
    """The opening that she was reminded of; one that moves is reminded of again."""

    run: Mapped[CourseRun] = relationship()
    person: Mapped[Person] = relationship()
