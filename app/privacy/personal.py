"""What privacy itself holds about a person; with it what belongs to no package."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from app import storage
from app.access_log import AccessEntry, AccessSubject
from app.accounts.models import Account, Consent, Person
from app.audit import AuditEntry
from app.notifications.models import MessagePreference
from app.personal import ERASED_NAME, Chapter, Due, Holding, Kept, facts_of
from app.privacy.models import ConsentAsk, PrivacyRequest, RetentionRun
from app.privacy.references import refers_to

HOLDINGS = (
    Holding(
        PrivacyRequest,
        _l("Requests about personal data"),
        kind="requests",
        person=PrivacyRequest.person_id,
        account=("entered_by", "done_by"),
        items=_l("what was asked and when, the answer"),
        about=("wish", "wanted", "answer"),
        plain=("file_key",),
    ),
    Holding(
        ConsentAsk,
        _l("Newer consents that were asked"),
        kind="consents",
        person=ConsentAsk.person_id,
        once=("text_id",),
        items=_l("which text was asked when"),
    ),
    Holding(
        RetentionRun,
        _l("Destructions of what was due"),
        kind="audit",
        account=("by_account_id",),
        items=_l("who pressed the button and when"),
        plain=("counts",),
    ),
    Holding(
        AccessSubject,
        _l("Who of the staff looked at my data"),
        kind="access_log",
        items=_l("which member of staff, when, from which address, which page"),
    ),
    Holding(
        AccessEntry,
        _l("Log of access to personal data"),
        kind="access_log",
        account=("account_id",),
        items=_l("which member of staff, when, from which address, which page"),
        plain=("page", "address", "reason"),
    ),
    Holding(
        AuditEntry,
        _l("History of decisions"),
        kind="audit",
        account=("account_id",),
        items=_l("numbers only"),
        plain=("action", "subject_type", "detail"),
    ),
)

_ASKED = {
    "kind": _l("Request"),
    "way": _l("How it came"),
    "asked_at": _l("Asked on"),
    "wish": _l("What was written"),
    "state": _l("State"),
    "done_at": _l("Answered on"),
    "answer": _l("Answer"),
}
_LOOKED = {"at": _l("When"), "act": _l("What was done"), "page": _l("Page")}


def export(session: Session, person_id: int) -> list[Chapter]:
    """Her requests, and who looked at her data."""
    asked = session.scalars(
        select(PrivacyRequest)
        .where(PrivacyRequest.person_id == person_id)
        .order_by(PrivacyRequest.id)
    )
    looked = session.scalars(
        select(AccessEntry)
        .join(AccessSubject, AccessSubject.entry_id == AccessEntry.id)
        .where(AccessSubject.person_id == person_id)
        .order_by(AccessEntry.id)
    )
    return [
        Chapter(
            _l("Requests about personal data"),
            "requests",
            [
                facts_of(
                    row, "kind", "way", "asked_at", "wish", "state", "done_at", "answer"
                )
                for row in asked
            ],
            _ASKED,
        ),
        Chapter(
            _l("Who of the staff looked at my data"),
            "looked",
            [facts_of(entry, "at", "act", "page") for entry in looked],
            _LOOKED,
        ),
    ]


def kept(session: Session, person_id: int, *, now: datetime) -> list[Kept]:
    """That she asked and was answered; who looked, by numbers only."""
    return [
        Kept(
            _l("When you asked for what, and the log of access, by numbers only"),
            _l("Safety standards for personal data, art. 8; proof of the answers"),
            None,
        )
    ]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Her words and the files go; that she was answered stays."""
    files = session.scalars(
        select(PrivacyRequest.id).where(
            PrivacyRequest.person_id == person_id, PrivacyRequest.file_key.is_not(None)
        )
    ).all()
    _forget_files(session, files, now)
    session.execute(
        update(PrivacyRequest)
        .where(PrivacyRequest.person_id == person_id)
        .values(wish="", wanted={}, answer="")
    )
    session.execute(delete(ConsentAsk).where(ConsentAsk.person_id == person_id))


def _files(before: datetime) -> Select[int]:
    return select(PrivacyRequest.id).where(
        PrivacyRequest.file_key.is_not(None), PrivacyRequest.done_at < before
    )


def _forget_files(session: Session, ids: Sequence[int], now: datetime) -> None:
    for row in session.scalars(
        select(PrivacyRequest).where(PrivacyRequest.id.in_(ids))
    ):
        if row.file_key is not None:
            storage.current().delete(row.file_key)
        row.file_key = row.file_until = None
    session.flush()


def _answered(before: datetime) -> Select[int]:
    return select(PrivacyRequest.id).where(
        PrivacyRequest.done_at < before, PrivacyRequest.file_key.is_(None)
    )


def _forget_requests(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(PrivacyRequest).where(PrivacyRequest.id.in_(ids)))


def _nobodies(before: datetime) -> Select[int]:
    """Accounts of erased people to which nothing refers any more."""
    return (
        select(Account.id)
        .join(Account.person)
        .where(Person.name == ERASED_NAME, ~refers_to(Account.__table__))
    )


def _forget_accounts(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(Account).where(Account.id.in_(ids)))


LEFT_AT_LAST = ("consents", "consent_asks", "messages", "message_preferences")
"""Tables that don't keep a person without an account; they say nothing else of her."""


def _unreferred(before: datetime) -> Select[int]:
    """Erased people to whom nothing refers; and those without an account of whom
    nothing is left but their consents."""
    has_account = exists().where(Account.person_id == Person.id)
    erased: ColumnElement[bool] = (Person.name == ERASED_NAME) & ~refers_to(
        Person.__table__
    )
    left = (
        (Person.name != ERASED_NAME)
        & (Person.created_at < before)
        & ~has_account
        & ~refers_to(Person.__table__, besides=LEFT_AT_LAST)
    )
    return select(Person.id).where(or_(erased, left))


def _forget_people(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Those still named become nameless first; their consents stay as proof."""
    session.execute(
        update(Consent)
        .where(Consent.person_id.in_(ids), Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    for chosen in (ConsentAsk, MessagePreference):
        session.execute(delete(chosen).where(chosen.person_id.in_(ids)))
    session.execute(
        update(Person)
        .where(Person.id.in_(ids))
        .values(name=ERASED_NAME, birth_date=None, mobile=None, email=None)
    )
    session.execute(
        delete(Person).where(Person.id.in_(ids), ~refers_to(Person.__table__))
    )


DUE = (
    Due("exports", _files, _forget_files),
    Due("requests", _answered, _forget_requests),
    Due("persons", _nobodies, _forget_accounts),
    Due("persons", _unreferred, _forget_people),
)
