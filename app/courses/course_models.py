"""What is taught: trades, courses with their syllabus, entrepreneurship modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.courses.kinds import Level
from app.orm import Base, EnumText, one_of
from app.places.models import School

if TYPE_CHECKING:
    from app.courses.models import CourseRun


class Trade(Base):
    """분야: data, not an enum, because districts keep inventing them."""

    __tablename__ = "trades"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_ko: Mapped[str] = mapped_column(String(30), unique=True)
    name_en: Mapped[str] = mapped_column(String(60))
    patch: Mapped[str] = mapped_column(String(20))
    """The look's name: mend, upcycle, cook, wall or venture."""
    position: Mapped[int]


class Course(Base):
    """과정: what is taught, again and again, by one school."""

    __tablename__ = "courses"
    __table_args__ = (
        UniqueConstraint("school_id", "name_ko"),
        one_of("level", Level),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trades.id"))
    name_ko: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    level: Mapped[Level] = mapped_column(EnumText(Level))
    summary_ko: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")

    school: Mapped[School] = relationship()
    trade: Mapped[Trade] = relationship()
    syllabus: Mapped[list[SyllabusItem]] = relationship(
        back_populates="course",
        order_by="SyllabusItem.position",
        cascade="all, delete-orphan",
    )
    runs: Mapped[list[CourseRun]] = relationship(back_populates="course")


class SyllabusItem(Base):
    """One meeting's worth of a course: its subject and what is used."""

    __tablename__ = "syllabus_items"
    __table_args__ = (UniqueConstraint("course_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    position: Mapped[int]
    title_ko: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    tools_ko: Mapped[str] = mapped_column(String(200), default="")
    tools_en: Mapped[str] = mapped_column(String(240), default="")

    course: Mapped[Course] = relationship(back_populates="syllabus")


class Module(Base):
    """모듈: a part of the entrepreneurship curriculum. Its lessons live further right;
    the catalogue knows that it exists, because a run's notice names it."""

    __tablename__ = "modules"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    position: Mapped[int]
    title_ko: Mapped[str] = mapped_column(String(60), unique=True)
    title_en: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
