"""Rights asked for, and what was destroyed when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.orm import Base, EnumText, one_of
from app.privacy.rules import RequestKind, RequestState, Way

_OPEN = text("state = 'open'")


class PrivacyRequest(Base):
    """A person's wish about her data (개인정보 보호법 제35–37조), and its answer."""

    __tablename__ = "privacy_requests"
    __table_args__ = (
        one_of("kind", RequestKind),
        one_of("state", RequestState),
        one_of("way", Way),
        CheckConstraint(
            "(state = 'open') = (done_at IS NULL)", name="ended_when_not_open"
        ),
        CheckConstraint(
            "(file_key IS NULL) = (file_until IS NULL)", name="file_has_an_end"
        ),
        Index(
            "uq_privacy_requests_open",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_privacy_requests_state_due_on", "state", "due_on", "id"),
        Index("ix_privacy_requests_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[RequestKind] = mapped_column(EnumText(RequestKind))
    way: Mapped[Way] = mapped_column(EnumText(Way))
    """How it came."""
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    """The last day on which the law lets it be answered."""
    wish: Mapped[str] = mapped_column(Text, default="")
    """What she wrote."""
    wanted: Mapped[dict[str, Any]]
    """Of a correction: the new name and date of birth; of an export: the language."""
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The member of staff who took it down; empty where she asked herself."""
    state: Mapped[RequestState] = mapped_column(
        EnumText(RequestState), default=RequestState.OPEN
    )
    begins_at: Mapped[datetime]
    """From when a worker may do it: an erasure waits for a change of mind."""
    leased_until: Mapped[datetime | None]
    """A worker is at it; after this instant another may."""
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Who decided; empty where she herself or a worker did."""
    answer: Mapped[str] = mapped_column(Text, default="")
    """What she was told, and why where it was refused."""
    file_key: Mapped[str | None] = mapped_column(String(120))
    file_until: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class ConsentAsk(Base):
    """A newer optional text was put to somebody: it is asked once."""

    __tablename__ = "consent_asks"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    text_id: Mapped[int] = mapped_column(
        ForeignKey("consent_texts.id"), primary_key=True
    )
    asked_at: Mapped[datetime]


class RetentionRun(Base):
    """One time that what was due was destroyed: numbers only, nobody's data."""

    __tablename__ = "retention_runs"
    __table_args__ = (UniqueConstraint("night_of"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    night_of: Mapped[date | None]
    """The day, for the nightly one; empty where somebody pressed the button."""
    by_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    begun_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]]
    """How many records of each kind were destroyed or made nameless."""
