"""Sessions, one row a device that is signed in; and how often somebody tried to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base


class AccountSession(Base):
    """One device on which somebody signed in; it opens pages until it has ended."""

    __tablename__ = "account_sessions"
    __table_args__ = (UniqueConstraint("key_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64))
    """Of the random key in the cookie; only that opens pages."""
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """The last request, as exactly as `idle.written_every` says."""
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(45))
    """The network address it was last seen at."""
    agent: Mapped[str] = mapped_column(String(300))
    """What the browser says of itself."""


class SignInTries(Base):
    """Wrong passwords in a row: for one address from anywhere, or from one device."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (CheckConstraint("failures > 0", name="failures_counted"),)

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the e-mail address, known or unknown, keyed with the site's secret."""
    failures: Mapped[int]
    failed_at: Mapped[datetime]
    """The last of them."""
