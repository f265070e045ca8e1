"""Runs, windows, meetings, instructors; what is taught stands in course_models."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.courses.course_models import Course, Module, SyllabusItem, Trade
from app.courses.importing.models import ImportUpload
from app.courses.kinds import (
    Applicants,
    AttendancePolicy,
    Level,
    Residence,
    SelectionMethod,
)
from app.courses.prerequisite_models import RunPrerequisite
from app.orm import Base, EnumText, one_of
from app.places.models import School

__all__ = [
    "Applicants",
    "ApplicationWindow",
    "AttendancePolicy",
    "Course",
    "CourseRun",
    "ImportUpload",
    "Instructor",
    "Level",
    "Meeting",
    "Module",
    "Residence",
    "RunInstructor",
    "RunModule",
    "RunPrerequisite",
    "SelectionMethod",
    "SyllabusItem",
    "Trade",
]


class CourseRun(Base):
    """기수: a course held once. A blank is “not known yet”, never a guess."""

    __tablename__ = "course_runs"
    __table_args__ = (
        UniqueConstraint("course_id", "year", "cohort"),
        one_of("selection_method", SelectionMethod),
        one_of("residence", Residence),
        one_of("attendance_policy", AttendancePolicy),
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("waiting_limit >= 0", name="waiting_limit_not_negative"),
        CheckConstraint("list_ends_after >= 0", name="list_ends_after_not_negative"),
        CheckConstraint("minimum > 0", name="minimum_positive"),
        CheckConstraint("minimum <= capacity", name="minimum_within_capacity"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "completion_percent BETWEEN 1 AND 100", name="completion_percent_range"
        ),
        CheckConstraint(
            "confirmed_count >= 0 AND offered_count >= 0 AND waiting_count >= 0",
            name="counts_not_negative",
        ),
        # The catalogue's branches, one a state (state_branches.py)
        Index("ix_course_runs_starts_on_id", "starts_on", "id"),
        Index("ix_course_runs_ends_on_id", "ends_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    year: Mapped[int]
    cohort: Mapped[int]

    # When and where
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    weekdays: Mapped[str] = mapped_column(String(7), default="")
    """Digits in order, Monday 0 … Sunday 6, e.g. “13” for 화·목."""
    begins_at: Mapped[time | None]
    finishes_at: Mapped[time | None]
    meeting_count: Mapped[int | None]
    total_minutes: Mapped[int | None]
    venue: Mapped[str] = mapped_column(String(200), default="")

    # For whom, how many, how chosen
    capacity: Mapped[int | None]
    waiting_limit: Mapped[int | None]
    """Empty means no limit."""
    list_ends_after: Mapped[int | None]
    """The class after whose end nobody moves up (list_end.py); empty: the policy's."""
    minimum: Mapped[int | None]
    """How many must come for the run to be held; empty means the policy's share of
    the seats (minimum.py)."""
    selection_method: Mapped[SelectionMethod | None] = mapped_column(
        EnumText(SelectionMethod)
    )
    announced_on: Mapped[date | None]
    audience: Mapped[str] = mapped_column(String(300), default="")
    max_age: Mapped[int | None]
    """만 나이 on the first day, inclusive (이하)."""
    residence: Mapped[Residence | None] = mapped_column(EnumText(Residence))
    prerequisites: Mapped[str] = mapped_column(String(300), default="")

    # Cost, completion, the rest of the notice
    fee_won: Mapped[int | None]
    materials_won: Mapped[int | None]
    preparation: Mapped[str] = mapped_column(String(300), default="")
    attendance_policy: Mapped[AttendancePolicy] = mapped_column(
        EnumText(AttendancePolicy), default=AttendancePolicy.HRD3
    )
    completion_percent: Mapped[int | None]
    cautions: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    """For staff: what a workbook said that has no field of its own."""

    # Facts of its life
    created_at: Mapped[datetime]
    made_from_id: Mapped[int | None] = mapped_column(ForeignKey("course_runs.id"))
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")

    held_at: Mapped[datetime | None]
    """When the school decided to hold it with fewer people than it needs."""
    held_reason: Mapped[str] = mapped_column(String(300), default="")

    # Counters for speed; changed only under the run's lock, recounted by a test
    confirmed_count: Mapped[int] = mapped_column(default=0)
    offered_count: Mapped[int] = mapped_column(default=0)
    waiting_count: Mapped[int] = mapped_column(default=0)
    last_waiting_no: Mapped[int] = mapped_column(default=0)
    """A waiting number is given once and never again."""
    reached_waiting_no: Mapped[int] = mapped_column(default=0)
    """The highest number that was offered a seat; longer kept than who had it."""

    course: Mapped[Course] = relationship(back_populates="runs")
    windows: Mapped[list[ApplicationWindow]] = relationship(
        back_populates="run",
        order_by="ApplicationWindow.opens_at, ApplicationWindow.id",
        cascade="all, delete-orphan",
    )
    meetings: Mapped[list[Meeting]] = relationship(
        back_populates="run", order_by="Meeting.starts_at"
    )
    instructors: Mapped[list[Instructor]] = relationship(
        secondary="run_instructors", order_by="Instructor.id"
    )
    modules: Mapped[list[RunModule]] = relationship(
        back_populates="run", cascade="all, delete-orphan"
    )
    required_courses: Mapped[list[Course]] = relationship(
        secondary="run_prerequisites", order_by="Course.id"
    )
    """What who applies must have completed."""


class ApplicationWindow(Base):
    """When, and by whom, a run may be applied for. A blank end makes a draft."""

    __tablename__ = "application_windows"
    __table_args__ = (
        one_of("applicants", Applicants),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        Index("ix_application_windows_closes_at", "closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"), index=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    """Exclusive: at this instant it is closed."""
    applicants: Mapped[Applicants] = mapped_column(
        EnumText(Applicants), default=Applicants.EVERYBODY
    )

    run: Mapped[CourseRun] = relationship(back_populates="windows")


class Meeting(Base):
    """회차: one class. A cancelled one (휴강) stays, and leaves the count."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("run_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    title_ko: Mapped[str] = mapped_column(String(120), default="")
    title_en: Mapped[str] = mapped_column(String(160), default="")
    tools_ko: Mapped[str] = mapped_column(String(200), default="")
    tools_en: Mapped[str] = mapped_column(String(240), default="")
    venue: Mapped[str] = mapped_column(String(200), default="")
    """Empty where it is the run's."""
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(200), default="")

    run: Mapped[CourseRun] = relationship(back_populates="meetings")


class Instructor(Base):
    """강사: a person who teaches at one school."""

    __tablename__ = "instructors"
    __table_args__ = (UniqueConstraint("school_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    career_ko: Mapped[str] = mapped_column(String(200), default="")
    career_en: Mapped[str] = mapped_column(String(240), default="")
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    school: Mapped[School] = relationship()


class RunInstructor(Base):
    __tablename__ = "run_instructors"

    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"), primary_key=True)
    instructor_id: Mapped[int] = mapped_column(
        ForeignKey("instructors.id"), primary_key=True, index=True
    )


class RunModule(Base):
    """A module that a run asks for or offers."""

    __tablename__ = "run_modules"

    run_id: Mapped[int] = mapped_column(ForeignKey("course_runs.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), primary_key=True)
    required: Mapped[bool]

    run: Mapped[CourseRun] = relationship(back_populates="modules")
    module: Mapped[Module] = relationship()
