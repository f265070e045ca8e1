"""Ventures, their founders and invitations, what was done, and who now operates."""

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

from app.accounts.models import Account, Person
from app.certificates.models import Certificate
from app.courses.models import Trade
from app.incubation.stages import ENDED, Actor, LegalForm, Stage
from app.orm import Base, EnumText, one_of
from app.places.models import District, School

_PREPARED = text(
    f"stage NOT IN ({', '.join(sorted(repr(stage.value) for stage in ENDED))})"
)
_THERE = text("left_at IS NULL")
_LEADS = text("is_lead AND left_at IS NULL")
_UNANSWERED = text(
    "accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL"
)


class Venture(Base):
    """창업팀: founders on their way from an idea to an enterprise."""

    __tablename__ = "ventures"
    __table_args__ = (
        one_of("legal_form", LegalForm),
        one_of("stage", Stage),
        one_of("held_from", Stage),
        CheckConstraint(
            "(stage IN ('on_hold', 'stopped')) = (held_from IS NOT NULL)",
            name="left_from_somewhere",
        ),
        Index(
            "uq_ventures_prepared_by_person",
            "begun_by_id",
            unique=True,
            sqlite_where=_PREPARED,
            postgresql_where=_PREPARED,
        ),
        Index("ix_ventures_school_id", "school_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    idea: Mapped[str] = mapped_column(Text)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trades.id"))
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"))
    """Of the main office; its district office is filed with."""
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    """Which school goes along and confirms."""
    legal_form: Mapped[LegalForm] = mapped_column(
        EnumText(LegalForm), default=LegalForm.COOPERATIVE
    )
    stage: Mapped[Stage] = mapped_column(EnumText(Stage), default=Stage.IDEA)
    stage_since: Mapped[datetime]
    held_from: Mapped[Stage | None] = mapped_column(EnumText(Stage))
    """Where it was put on hold or stopped, and where it goes on from."""
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    begun_at: Mapped[datetime]
    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("certificates.id"), index=True
    )

    trade: Mapped[Trade] = relationship()
    district: Mapped[District] = relationship()
    school: Mapped[School] = relationship()
    begun_by: Mapped[Person] = relationship()
    certificate: Mapped[Certificate] = relationship()
    founders: Mapped[list[Founder]] = relationship(
        back_populates="venture", order_by="Founder.accepted_at, Founder.id"
    )
    invitations: Mapped[list[FounderInvitation]] = relationship(
        back_populates="venture", order_by="FounderInvitation.id"
    )
    changes: Mapped[list[StageChange]] = relationship(
        back_populates="venture", order_by="StageChange.id"
    )
    enterprise: Mapped[Enterprise | None] = relationship(back_populates="venture")

    @property
    def standing(self) -> Stage:
        """The stage, or the one it was left from."""
        return self.held_from or self.stage


class Founder(Base):
    """발기인: a person in the team, from accepting until leaving."""

    __tablename__ = "founders"
    __table_args__ = (
        Index(
            "uq_founders_there",
            "venture_id",
            "person_id",
            unique=True,
            sqlite_where=_THERE,
            postgresql_where=_THERE,
        ),
        Index(
            "uq_founders_lead",
            "venture_id",
            unique=True,
            sqlite_where=_LEADS,
            postgresql_where=_LEADS,
        ),
        Index("ix_founders_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venture_id: Mapped[int] = mapped_column(ForeignKey("ventures.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("founder_invitations.id")
    )
    is_lead: Mapped[bool] = mapped_column(default=False)
    """The school's first contact; all founders may take every step."""
    accepted_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    venture: Mapped[Venture] = relationship(back_populates="founders")
    person: Mapped[Person] = relationship()


class FounderInvitation(Base):
    """An address asked to join. Whether it has an account is not looked up."""

    __tablename__ = "founder_invitations"
    __table_args__ = (
        UniqueConstraint("secret_hash"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint(
            "(accepted_at IS NULL OR declined_at IS NULL)"
            " AND (accepted_at IS NULL OR withdrawn_at IS NULL)"
            " AND (declined_at IS NULL OR withdrawn_at IS NULL)",
            name="one_outcome",
        ),
        Index(
            "uq_founder_invitations_unanswered",
            "venture_id",
            "email",
            unique=True,
            sqlite_where=_UNANSWERED,
            postgresql_where=_UNANSWERED,
        ),
        Index("ix_founder_invitations_email", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venture_id: Mapped[int] = mapped_column(ForeignKey("ventures.id"))
    email: Mapped[str] = mapped_column(String(254))
    secret_hash: Mapped[str] = mapped_column(String(64))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    venture: Mapped[Venture] = relationship(back_populates="invitations")
    invited_by: Mapped[Person] = relationship()

    @property
    def answered(self) -> bool:
        """Accepted, declined or withdrawn: nothing can be done with it any more."""
        outcomes = (self.accepted_at, self.declined_at, self.withdrawn_at)
        return any(outcome is not None for outcome in outcomes)

    def open_at(self, now: datetime) -> bool:
        return not self.answered and now < self.expires_at


class StageChange(Base):
    """One step taken: from where to where, by whom, and what was stated."""

    __tablename__ = "stage_changes"
    __table_args__ = (
        one_of("from_stage", Stage),
        one_of("to_stage", Stage),
        one_of("actor", Actor),
        Index("ix_stage_changes_venture_id", "venture_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venture_id: Mapped[int] = mapped_column(ForeignKey("ventures.id"))
    from_stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    action: Mapped[str] = mapped_column(String(40))
    to_stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    by_account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    actor: Mapped[Actor] = mapped_column(EnumText(Actor))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]]
    """As `facts.to_json` writes them; the latest of each name holds."""

    venture: Mapped[Venture] = relationship(back_populates="changes")
    by: Mapped[Account] = relationship()


class Enterprise(Base):
    """지역관리기업: what stands in the public register. `legal_form` is apart from it,
    because the policy's name is no legal form."""

    __tablename__ = "enterprises"
    __table_args__ = (
        one_of("legal_form", LegalForm),
        UniqueConstraint("venture_id"),
        Index("ix_enterprises_district_code", "district_code"),
        Index("ix_enterprises_trade_id", "trade_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venture_id: Mapped[int] = mapped_column(ForeignKey("ventures.id"))
    name_ko: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    legal_form: Mapped[LegalForm] = mapped_column(EnumText(LegalForm))
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trades.id"))
    operating_since: Mapped[date]
    description_ko: Mapped[str] = mapped_column(Text)
    description_en: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(120), default="")

    # For the school's staff only
    registration_number: Mapped[str] = mapped_column(String(14), default="")
    """법인등록번호."""
    registered_on: Mapped[date]
    business_number: Mapped[str] = mapped_column(String(12), default="")
    """사업자등록번호."""
    business_registered_on: Mapped[date]
    address: Mapped[str] = mapped_column(String(200), default="")

    venture: Mapped[Venture] = relationship(back_populates="enterprise")
    district: Mapped[District] = relationship()
    trade: Mapped[Trade] = relationship()
