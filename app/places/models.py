"""Districts, their schools, who operates a school since when, and what is planned."""

from __future__ import annotations

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, EnumText, one_of


class Seal(enum.Enum):
    """What stands where a certificate is sealed."""

    SPECIMEN = "specimen"  # 견본: demonstrations only
    OMITTED = "omitted"  # 직인생략


class PlanFigure(enum.Enum):
    """What the programme counts, and may have a target for."""

    SCHOOLS = "schools"
    RUNS = "runs"
    PEOPLE = "people"
    COMPLETIONS = "completions"
    VENTURES = "ventures"
    ENTERPRISES = "enterprises"


class District(Base):
    """자치구. The code is the first five digits of the 법정동코드."""

    __tablename__ = "districts"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name_ko: Mapped[str] = mapped_column(String(20), unique=True)
    name_en: Mapped[str] = mapped_column(String(40))


class School(Base):
    """주민기술학교: one per district."""

    __tablename__ = "schools"
    __table_args__ = (
        UniqueConstraint("district_code"),
        one_of("seal", Seal),
        CheckConstraint("courses_a_term > 0", name="courses_a_term_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"))
    name_ko: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    """Shown as typed; landlines have no one form."""
    office_hours: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    seal: Mapped[Seal] = mapped_column(EnumText(Seal), default=Seal.OMITTED)
    demands_second_factor: Mapped[bool] = mapped_column(default=False)
    """Its staff sign in with a code as well."""
    courses_a_term: Mapped[int | None]
    """How many of its courses somebody may take in half a year; empty means the
    policy figure."""

    district: Mapped[District] = relationship()
    operators: Mapped[list[SchoolOperator]] = relationship(
        back_populates="school", order_by="SchoolOperator.since"
    )


class SchoolOperator(Base):
    """운영기관: who runs the school from a day on; its head issues certificates."""

    __tablename__ = "school_operators"
    __table_args__ = (
        UniqueConstraint("school_id", "since"),
        CheckConstraint("until IS NULL OR until >= since", name="until_after_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    name_ko: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    head_title_ko: Mapped[str] = mapped_column(String(80))
    """As printed on a certificate, e.g. ○○구사회적경제지원센터장."""
    head_title_en: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[date]
    until: Mapped[date | None]

    school: Mapped[School] = relationship(back_populates="operators")


class PlanTarget(Base):
    """목표: what the plan wants of a figure in a year, and which document says so."""

    __tablename__ = "plan_targets"
    __table_args__ = (
        UniqueConstraint("figure", "year"),
        one_of("figure", PlanFigure),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    figure: Mapped[PlanFigure] = mapped_column(EnumText(PlanFigure))
    year: Mapped[int]
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
