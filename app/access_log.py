"""The access log: which member of staff saw or changed whose personal data, and when.

개인정보의 안전성 확보조치 기준, 제8조: account, time, address, whose data, what was
done. Ids only. Rows are only added, in a transaction of their own, before the answer
leaves: a page whose line can't be written is not shown.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, Response, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    Index,
    String,
    case,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import clock
from app.extensions import db
from app.orm import Base, EnumText, UtcDateTime, one_of
from app.seoul import ends_at, month_of
from app.unit_of_work import apart


class Act(enum.Enum):
    """What was done with the data."""

    VIEW = "view"
    SEARCH = "search"
    EXPORT = "export"
    CHANGE = "change"
    REVEAL = "reveal"


class AccessEntry(Base):
    """One request of one member of staff. No foreign keys: the log outlives."""

    __tablename__ = "access_entries"
    __table_args__ = (
        one_of("act", Act),
        CheckConstraint("act <> 'export' OR reason <> ''", name="export_has_reason"),
        Index("ix_access_entries_at", "at", "id"),
        Index("ix_access_entries_account_id", "account_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int]
    act: Mapped[Act] = mapped_column(EnumText(Act))
    page: Mapped[str] = mapped_column(String(60))
    """The endpoint, e.g. ``enrollment.applicants``: an address would carry ids."""
    address: Mapped[str] = mapped_column(String(45))
    """The network address it came from."""
    reason: Mapped[str] = mapped_column(String(300), default="")


class AccessSubject(Base):
    """Whose data an entry is about."""

    __tablename__ = "access_subjects"
    __table_args__ = (Index("ix_access_subjects_person_id", "person_id", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class AccessSeal(Base):
    """A whole month, sealed: what it held can no longer be changed unseen."""

    __tablename__ = "access_seals"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    """In Seoul, e.g. ``2026-03``."""
    entries: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 over the seal before and every line of the month, in order."""
    sealed_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]
    """When its lines were destroyed, whole; the seal stays."""
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[int | None]
    """The account that looked through the month. No foreign key: see above."""


@dataclass
class _Noted:
    """What this request has shown or changed so far."""

    act: Act
    reason: str = ""
    people: set[int] = field(default_factory=set)


_GRAVITY = (Act.VIEW, Act.SEARCH, Act.CHANGE, Act.REVEAL, Act.EXPORT)


def note(people: Iterable[int], *, act: Act | None = None, reason: str = "") -> None:
    """Say that this request shows or changes personal data of these persons (ids).

    Without an act it is a view, of a form sent a change. Several calls become one
    line with the gravest act. Outside a request it does nothing: jobs and commands
    show nobody anything.
    """
    if not has_request_context():
        return
    act = act or (Act.CHANGE if request.method == "POST" else Act.VIEW)
    noted: _Noted = g.setdefault("noted_access", _Noted(act))
    noted.people.update(people)
    noted.act = max(noted.act, act, key=_GRAVITY.index)
    noted.reason = reason or noted.reason


def _instant(value: datetime) -> BindParameter[datetime]:
    return literal(value, UtcDateTime())


def append(
    session: Session,
    *,
    account_id: int,
    act: Act,
    page: str,
    address: str,
    people: Iterable[int],
    reason: str,
    now: datetime,
) -> None:
    """Add one line to the log.

    A line so late that its month is sealed already opens the next one: asked within
    the INSERT, so that no seal can come between the question and the line.
    """
    month = month_of(now)
    sealed = select(AccessSeal.month).where(AccessSeal.month >= month).exists()
    entry = AccessEntry(
        at=case((sealed, _instant(ends_at(month))), else_=_instant(now)),
        account_id=account_id,
        act=act,
        page=page,
        address=address,
        reason=reason,
    )
    session.add(entry)
    session.flush()
    session.add_all(
        AccessSubject(entry_id=entry.id, person_id=one) for one in sorted(set(people))
    )


def _write(response: Response) -> Response:
    noted: _Noted | None = g.pop("noted_access", None)
    if noted is None or not current_user.is_authenticated:
        return response
    others = noted.people - {current_user.person_id}
    if others or noted.act in (Act.SEARCH, Act.REVEAL, Act.EXPORT):
        account_id = current_user.id
        db.session.remove()  # the page has been read: one connection at a time
        with apart() as session:
            append(
                session,
                account_id=account_id,
                act=noted.act,
                page=request.endpoint or "",
                address=request.remote_addr or "",
                people=others,
                reason=noted.reason,
                now=clock.now(),
            )
    return response


def init_app(app: Flask) -> None:
    app.after_request(_write)
