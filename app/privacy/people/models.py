"""Codes that staff hand out, merges of records, and pairs that are two people."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.orm import Base, EnumText, one_of

_LIVE_CODE = text("used_at IS NULL AND ended_at IS NULL")
_STANDS = text("undone_at IS NULL")


class MergeWay(enum.Enum):
    """Staff joined the records, or she claimed hers by a code."""

    STAFF = "staff"
    CLAIM = "claim"


class ClaimCode(Base):
    """A code by which somebody claims the record that staff made of her."""

    __tablename__ = "claim_codes"
    __table_args__ = (
        Index(
            "uq_claim_codes_live",
            "person_id",
            unique=True,
            sqlite_where=_LIVE_CODE,
            postgresql_where=_LIVE_CODE,
        ),
        Index("ix_claim_codes_code_hash", "code_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    """HMAC-SHA256 of the code: forty bits alone would be guessed from a hash."""
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When a newer code took its place, or the record went into another."""


class PersonMerge(Base):
    """Two records of one person, joined."""

    __tablename__ = "person_merges"
    __table_args__ = (
        one_of("way", MergeWay),
        CheckConstraint("kept_id <> gone_id", name="two_records"),
        Index(
            "uq_person_merges_gone",
            "gone_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_person_merges_kept_id", "kept_id"),
        Index("ix_person_merges_school_id", "school_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    gone_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    way: Mapped[MergeWay] = mapped_column(EnumText(MergeWay))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """Whose coordinators may undo it; empty where only an administrator may."""
    merged_at: Mapped[datetime]
    merged_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    filled: Mapped[list[str]]
    """Details of the kept record that were empty and came from the other."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    kept: Mapped[Person] = relationship(foreign_keys=[kept_id])
    gone: Mapped[Person] = relationship(foreign_keys=[gone_id])
    rows: Mapped[list[PersonMergeRow]] = relationship(order_by="PersonMergeRow.id")


class PersonMergeRow(Base):
    """A row that a merge moved, and how it looked then."""

    __tablename__ = "person_merge_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("person_merges.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    column_name: Mapped[str] = mapped_column(String(40))
    row_key: Mapped[str] = mapped_column(String(80))
    """Its primary key after the move, as JSON."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the row after the move."""


class DifferentPeople(Base):
    """Two persons who look like one and are two: not proposed again."""

    __tablename__ = "different_people"
    __table_args__ = (CheckConstraint("first_id < second_id", name="in_order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id"), primary_key=True, index=True
    )
    said_at: Mapped[datetime]
    said_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
