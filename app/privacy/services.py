"""Asking for one's rights, and answering (개인정보 보호법 제35조–제38조)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import audit, outbox, policy
from app.accounts import queries as accounts
from app.accounts import sessions
from app.accounts.models import Account, Person
from app.personal import ERASED_NAME
from app.privacy import composition, queries
from app.privacy.models import PrivacyRequest
from app.privacy.rules import (
    AlreadyAsked,
    AlreadyErased,
    NothingToCorrect,
    NotOpen,
    RequestKind,
    RequestState,
    SomethingUnderWay,
    Way,
)
from app.seoul import seoul_date

FRESH = timedelta(hours=1)
"""A file made so lately says what a new one would say."""


def ask(
    session: Session,
    *,
    person_id: int,
    kind: RequestKind,
    now: datetime,
    way: Way = Way.ONLINE,
    asked_on: date | None = None,
    wish: str = "",
    wanted: dict[str, Any] | None = None,
    by: int | None = None,
) -> PrivacyRequest:
    """Take down a request; it is due in the days that the decree sets.

    `by` is the member of staff who takes it down, `asked_on` the day it came. Held
    under the person's lock, so that two presses are one request. Raises a subclass of
    RequestRefused.
    """
    _demand_askable(session, person_id, kind)
    request = PrivacyRequest(
        person_id=person_id,
        kind=kind,
        way=way,
        asked_at=now,
        due_on=_last_day(session, asked_on or seoul_date(now)),
        wish=wish,
        wanted=wanted or {},
        entered_by=by,
        begins_at=now,
    )
    session.add(request)
    who = by or _account_id(session, person_id)
    audit.record(session, "privacy.asked", request, by=who, now=now, kind=kind.value)
    return request


def _demand_askable(session: Session, person_id: int, kind: RequestKind) -> None:
    person = accounts.lock_person(session, person_id)
    if person.name == ERASED_NAME:
        raise AlreadyErased
    if queries.open_request(session, person_id=person_id, kind=kind) is not None:
        raise AlreadyAsked


def _last_day(session: Session, came_on: date) -> date:
    days = policy.figure(session, "privacy_request_days", on=came_on)
    return came_on + timedelta(days=days)


def _account_id(session: Session, person_id: int) -> int | None:
    account = queries.account_of(session, person_id)
    return account.id if account else None


def ask_export(session: Session, *, account: Account, now: datetime) -> PrivacyRequest:
    """Have a worker make the file. Raises AlreadyAsked while one is being made, or
    has just been made."""
    latest = queries.latest_file(session, person_id=account.person_id)
    if latest is not None and latest.done_at and latest.done_at > now - FRESH:
        raise AlreadyAsked
    request = ask(
        session,
        person_id=account.person_id,
        kind=RequestKind.EXPORT,
        now=now,
        wanted={"language": account.language},
    )
    outbox.wake_after_commit(session)
    return request


def ask_correction(
    session: Session,
    *,
    account: Account,
    name: str,
    born: date,
    wish: str,
    now: datetime,
) -> PrivacyRequest:
    """Ask for another name or date of birth, or in words for something else; staff
    decide. Raises NothingToCorrect where it says neither."""
    person = session.get_one(Person, account.person_id)
    wanted: dict[str, Any] = {}
    if name != person.name:
        wanted["name"] = name
    if born != person.birth_date:
        wanted["birth_date"] = born.isoformat()
    if not wanted and not wish:
        raise NothingToCorrect
    request = ask(
        session,
        person_id=person.id,
        kind=RequestKind.CORRECT,
        now=now,
        wish=wish,
        wanted=wanted,
    )
    tell(session, request, "privacy_asked", now=now)
    return request


def ask_erasure(session: Session, *, account: Account, now: datetime) -> PrivacyRequest:
    """Everything goes after some days in which she may change her mind.

    Raises SomethingUnderWay where seats, ventures or roles have to end first.
    """
    accounts.lock_person(session, account.person_id)
    demand_nothing_under_way(session, account.person_id, now=now)
    request = ask(session, person_id=account.person_id, kind=RequestKind.ERASE, now=now)
    pause = policy.figure(session, "erasure_pause_days", on=seoul_date(now))
    request.begins_at = now + timedelta(days=pause)
    tell(session, request, "privacy_erasure", now=now, day=request.begins_at)
    return request


def demand_nothing_under_way(
    session: Session, person_id: int, *, now: datetime
) -> None:
    if composition.obstacles(session, person_id, now=now):
        raise SomethingUnderWay


def withdraw(
    session: Session, *, request_id: int, person_id: int, now: datetime
) -> None:
    """She takes a request back. Raises NotOpen once it was answered."""
    request = queries.lock_request(session, request_id)
    if request is None or request.person_id != person_id:
        raise NotOpen
    end(request, RequestState.WITHDRAWN, now=now)
    by = _account_id(session, person_id)
    audit.record(session, "privacy.withdrawn", request, by=by, now=now)


def stop(session: Session, *, account: Account, now: datetime) -> PrivacyRequest:
    """Her data is used no more: optional consents end and the account rests.

    Done at once. Raises SomethingUnderWay where she is in a class or a venture, whose
    running needs her data (제37조제2항제4호).
    """
    accounts.lock_person(session, account.person_id)
    demand_nothing_under_way(session, account.person_id, now=now)
    request = ask(session, person_id=account.person_id, kind=RequestKind.STOP, now=now)
    rest(session, person_id=account.person_id, now=now)
    end(request, RequestState.DONE, now=now)
    tell(session, request, "privacy_answered", now=now, outcome="done", answer="")
    return request


def rest(session: Session, *, person_id: int, now: datetime) -> None:
    """End what is optional, and let nobody sign in with the account."""
    for consent in accounts.consents_of(session, person_id):
        if not consent.consent_text.required:
            consent.withdrawn_at = now
    account = queries.account_of(session, person_id)
    if account is not None and account.is_active:
        account.disabled_at = now
        sessions.end_all(session, account.id, now=now)


def end(request: PrivacyRequest, state: RequestState, *, now: datetime) -> None:
    if request.state is not RequestState.OPEN:
        raise NotOpen
    request.state, request.done_at, request.leased_until = state, now, None


def tell(
    session: Session,
    request: PrivacyRequest,
    template: str,
    *,
    now: datetime,
    **more: outbox.Param,
) -> None:
    """Owe her a mail about it, where she has an address."""
    person = session.get_one(Person, request.person_id)
    account = queries.account_of(session, person.id)
    address = account.email if account else person.email
    if address:
        outbox.owe(
            session,
            to=address,
            template=template,
            params={
                "kind": request.kind.value,
                "due_on": request.due_on,
                "path": "/account/data",
                **more,
            },
            language=account.language if account else "ko",
            person_id=person.id,
            now=now,
        )
