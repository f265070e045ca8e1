"""Named reads of requests and of what was destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account, Person
from app.privacy.models import PrivacyRequest, RetentionRun
from app.privacy.rules import RequestKind, RequestState
from app.searching import first

BY_WORKER = (RequestKind.EXPORT, RequestKind.ERASE)
"""What nobody has to decide: a worker carries it out."""


def requests_of(session: Session, person_id: int) -> Sequence[PrivacyRequest]:
    """Her requests, the newest first."""
    return session.scalars(
        select(PrivacyRequest)
        .where(PrivacyRequest.person_id == person_id)
        .order_by(PrivacyRequest.id.desc())
        .limit(50)
    ).all()


def request_of_person(
    session: Session, request_id: int, *, person_id: int
) -> PrivacyRequest | None:
    """One request, if it is hers."""
    return session.scalar(
        select(PrivacyRequest).where(
            PrivacyRequest.id == request_id, PrivacyRequest.person_id == person_id
        )
    )


def open_request(
    session: Session, *, person_id: int, kind: RequestKind
) -> PrivacyRequest | None:
    """The one of this kind that is not answered yet."""
    return session.scalar(
        select(PrivacyRequest).where(
            PrivacyRequest.person_id == person_id,
            PrivacyRequest.kind == kind,
            PrivacyRequest.state == RequestState.OPEN,
        )
    )


def lock_request(session: Session, request_id: int) -> PrivacyRequest | None:
    """Hold a request until the transaction ends: it is answered once."""
    return session.get(
        PrivacyRequest,
        request_id,
        with_for_update={"key_share": True},
        populate_existing=True,
    )


def all_requests(
    session: Session, *, after: PrivacyRequest | None, limit: int
) -> Sequence[PrivacyRequest]:
    """Open ones first, the most urgent before; then the answered, newest first."""
    pages = [
        select(_requests_in(state, after=after).limit(limit).subquery())
        for state in RequestState
        if after is None or _rank(state) >= _rank(after.state)
    ]
    page = first(union_all(*pages), "page")
    query = (
        select(PrivacyRequest)
        .join(page, page.c.id == PrivacyRequest.id)
        .options(joinedload(PrivacyRequest.person).joinedload(Person.account))
        .order_by(page.c.rank, PrivacyRequest.due_on, PrivacyRequest.id)
        .limit(limit)
    )
    return session.scalars(query).all()


def _rank(state: RequestState) -> int:
    return 0 if state is RequestState.OPEN else 1


def _requests_in(
    state: RequestState, *, after: PrivacyRequest | None
) -> Select[int, int]:
    """In this state, by their last day: each state has its part of the index."""
    query = (
        select(PrivacyRequest.id, literal(_rank(state)).label("rank"))
        .where(PrivacyRequest.state == state)
        .order_by(PrivacyRequest.due_on, PrivacyRequest.id)
    )
    if after is not None and _rank(state) == _rank(after.state):
        here = tuple_(PrivacyRequest.due_on, PrivacyRequest.id)
        query = query.where(here > tuple_(literal(after.due_on), literal(after.id)))
    return query


def request(session: Session, request_id: int) -> PrivacyRequest | None:
    """One request with its person."""
    return session.scalar(
        select(PrivacyRequest)
        .where(PrivacyRequest.id == request_id)
        .options(
            joinedload(PrivacyRequest.person).joinedload(Person.account),
            joinedload(PrivacyRequest.person).joinedload(Person.district),
        )
    )


def overdue(session: Session, *, today: date) -> int:
    """How many are not answered and past their day."""
    return (
        session.scalar(
            select(func.count())
            .select_from(PrivacyRequest)
            .where(
                PrivacyRequest.state == RequestState.OPEN, PrivacyRequest.due_on < today
            )
        )
        or 0
    )


def lock_next_for_worker(
    session: Session, kind: RequestKind, *, now: datetime
) -> PrivacyRequest | None:
    """The next of this kind whose time has come, held until the transaction ends.

    Rows another worker is taking are skipped; a dead worker's lapsed lease is due.
    """
    free = or_(
        PrivacyRequest.leased_until.is_(None), PrivacyRequest.leased_until <= now
    )
    return session.scalar(
        select(PrivacyRequest)
        .where(
            PrivacyRequest.kind == kind,
            PrivacyRequest.state == RequestState.OPEN,
            PrivacyRequest.begins_at <= now,
            free,
        )
        .order_by(PrivacyRequest.begins_at, PrivacyRequest.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=PrivacyRequest)
        .execution_options(populate_existing=True)
    )


def latest_file(session: Session, *, person_id: int) -> PrivacyRequest | None:
    """The newest file she may fetch or could."""
    return session.scalar(
        select(PrivacyRequest)
        .where(
            PrivacyRequest.person_id == person_id,
            PrivacyRequest.file_key.is_not(None),
        )
        .order_by(PrivacyRequest.id.desc())
        .limit(1)
    )


def account_of(session: Session, person_id: int) -> Account | None:
    return session.scalar(select(Account).where(Account.person_id == person_id))


def runs(session: Session, *, limit: int) -> Sequence[RetentionRun]:
    """The latest times that what was due was destroyed."""
    return session.scalars(
        select(RetentionRun).order_by(RetentionRun.id.desc()).limit(limit)
    ).all()


def run_of_night(session: Session, day: date) -> RetentionRun | None:
    return session.scalar(select(RetentionRun).where(RetentionRun.night_of == day))


def lock_unfinished_run(session: Session, *, now: datetime) -> RetentionRun | None:
    """The oldest one that is not finished and that nobody is at."""
    return session.scalar(
        select(RetentionRun)
        .where(
            RetentionRun.finished_at.is_(None),
            or_(RetentionRun.leased_until.is_(None), RetentionRun.leased_until <= now),
        )
        .order_by(RetentionRun.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def count(session: Session, ids: Select[int]) -> int:
    """How many rows a query of ids would find."""
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0
