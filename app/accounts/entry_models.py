"""Other ways in than the password: the second step, and who one is elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.outside import Provider
from app.orm import Base, EnumText, one_of


class SecondFactor(Base):
    """2단계 인증: the key that an account shares with its owner's authenticator app."""

    __tablename__ = "second_factors"
    __table_args__ = (CheckConstraint("wrong_codes >= 0", name="wrong_codes_counted"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id"), primary_key=True, autoincrement=False
    )
    sealed_key: Mapped[str] = mapped_column(String(255))
    """Encrypted, because it has to be read again: `vault`."""
    set_up_at: Mapped[datetime]
    last_step: Mapped[int]
    """The thirty-second step of the last code that was used: each works once."""
    wrong_codes: Mapped[int] = mapped_column(default=0)
    """In a row."""
    wait_until: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of ten; only its hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class OutsideIdentity(Base):
    """Who the owner of an account is at Kakao or Naver."""

    __tablename__ = "outside_identities"
    __table_args__ = (
        one_of("provider", Provider),
        UniqueConstraint("provider", "subject"),
        UniqueConstraint("account_id", "provider"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    provider: Mapped[Provider] = mapped_column(EnumText(Provider))
    subject: Mapped[str] = mapped_column(String(255))
    """The provider's own number for her: never used again, unlike an address."""
    linked_at: Mapped[datetime]
