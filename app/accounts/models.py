"""Person and account: who somebody is, and how she signs in."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from app.accounts.permissions import Permission, Role, permissions_of
from app.orm import Base, EnumText, one_of
from app.places.models import District, School


class LinkPurpose(enum.Enum):
    """What the button behind a mailed link does."""

    SIGN_UP = "sign_up"
    RESET = "reset"
    CHANGE_EMAIL = "change_email"
    OUTSIDE = "outside"


class ConsentHow(enum.Enum):
    """How somebody agreed: online herself, or told a member of staff."""

    ONLINE = "online"
    PHONE = "phone"
    DESK = "desk"
    PAPER = "paper"


class Person(Base):
    """사람. Applications, marks, certificates and founders refer to it."""

    __tablename__ = "persons"
    __table_args__ = (
        Index("ix_persons_birth_date", "birth_date"),
        Index("ix_persons_mobile", "mobile"),
        Index("ix_persons_entered_by_school_id", "entered_by_school_id"),
        Index("ix_persons_merged_into_id", "merged_into_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    """One field, NFC, as on the identity card."""
    birth_date: Mapped[date | None]
    mobile: Mapped[str | None] = mapped_column(String(11))
    """Digits only, ^010\\d{8}$."""
    district_code: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    email: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime]
    entered_by_school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """The school whose staff entered her: hers until she applies somewhere."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    """Another record of the same person, which holds what was this one's."""

    district: Mapped[District | None] = relationship()
    account: Mapped[Account | None] = relationship(back_populates="person")


class Account(Base, UserMixin):  # type: ignore[misc]
    """계정: the sign-in of one person."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("person_id"),
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2id; empty until the first password is set."""
    language: Mapped[str] = mapped_column(String(2), default="ko")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    owes_second_factor: Mapped[bool] = query_expression(false())
    """Whether one is demanded of her that she has not set up. Known only of who is
    signed in: the loader of sessions asks for it with the account."""

    person: Mapped[Person] = relationship(back_populates="account")
    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="account",
        foreign_keys="RoleGrant.account_id",
        order_by="RoleGrant.id",
    )

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(g.role for g in self.grants if g.revoked_at is None)

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    def school_ids(self, role: Role) -> frozenset[int]:
        """The schools for which the role is held now."""
        return frozenset(
            g.school_id
            for g in self.grants
            if g.role is role and g.revoked_at is None and g.school_id is not None
        )


class RoleGrant(Base):
    """A role given to an account and, later, taken; rows are never removed."""

    __tablename__ = "role_grants"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("role <> 'learner'", name="learner_needs_no_grant"),
        Index(
            "uq_role_grants_live_of_school",
            "account_id",
            "role",
            "school_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND school_id IS NOT NULL"),
            postgresql_where=text("revoked_at IS NULL AND school_id IS NOT NULL"),
        ),
        Index(
            "uq_role_grants_live_everywhere",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND school_id IS NULL"),
            postgresql_where=text("revoked_at IS NULL AND school_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Empty where the command line gave it."""
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    account: Mapped[Account] = relationship(
        back_populates="grants", foreign_keys=[account_id]
    )
    school: Mapped[School | None] = relationship()


class ConsentText(Base):
    """One version of what people are asked to agree to."""

    __tablename__ = "consent_texts"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    """E.g. ``service`` or ``news``."""
    version: Mapped[int]
    effective_on: Mapped[date]
    required: Mapped[bool]
    title_ko: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(160))
    body_ko: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)


class Consent(Base):
    """Who agreed to which text, when (개인정보 보호법 제15조, 제22조)."""

    __tablename__ = "consents"
    __table_args__ = (
        one_of("how", ConsentHow),
        CheckConstraint(
            "(how = 'online') = (by_account_id IS NULL)", name="told_to_somebody"
        ),
        Index(
            "uq_consents_live",
            "person_id",
            "text_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_texts.id"))
    agreed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    how: Mapped[ConsentHow] = mapped_column(
        EnumText(ConsentHow), default=ConsentHow.ONLINE
    )
    by_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The member of staff to whom she said it; empty where she did it online."""

    consent_text: Mapped[ConsentText] = relationship()


class MailedLink(Base):
    """A link that was mailed; its button works once and until it expires.

    Only the hash of its secret is kept here.
    """

    __tablename__ = "mailed_links"
    __table_args__ = (one_of("purpose", LinkPurpose), UniqueConstraint("secret_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[LinkPurpose] = mapped_column(EnumText(LinkPurpose))
    secret_hash: Mapped[str] = mapped_column(String(64))
    email: Mapped[str] = mapped_column(String(254), index=True)
    payload: Mapped[dict[str, Any]]
    """For a sign-up: what was typed, the password hashed."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
