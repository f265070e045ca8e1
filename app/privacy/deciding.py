"""Answering a request, and doing what was granted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts import queries as accounts
from app.privacy import queries, services
from app.privacy.models import PrivacyRequest
from app.privacy.rules import NotOpen, ReasonNeeded, RequestKind, RequestState


def decide(
    session: Session,
    *,
    request_id: int,
    grant: bool,
    answer: str,
    by: int,
    now: datetime,
) -> PrivacyRequest:
    """Answer a request; what is granted is carried out, or is a worker's next work.

    Raises NotOpen, ReasonNeeded for a refusal without one, and SomethingUnderWay.
    """
    request = queries.lock_request(session, request_id)
    if request is None or request.state is not RequestState.OPEN:
        raise NotOpen
    if not grant and not answer:
        raise ReasonNeeded
    request.answer, request.done_by = answer, by
    if grant:
        _carry_out(session, request, now=now)
    else:
        services.end(request, RequestState.REFUSED, now=now)
    action = "privacy.granted" if grant else "privacy.refused"
    audit.record(session, action, request, by=by, now=now, kind=request.kind.value)
    if request.state is not RequestState.OPEN:
        services.tell(
            session,
            request,
            "privacy_answered",
            now=now,
            outcome=request.state.value,
            answer=answer,
        )
    return request


def _carry_out(session: Session, request: PrivacyRequest, *, now: datetime) -> None:
    match request.kind:
        case RequestKind.CORRECT:
            _correct(session, request)
        case RequestKind.STOP:
            services.demand_nothing_under_way(session, request.person_id, now=now)
            services.rest(session, person_id=request.person_id, now=now)
        case RequestKind.ERASE:
            services.demand_nothing_under_way(session, request.person_id, now=now)
            request.begins_at = now
        case RequestKind.EXPORT:
            request.begins_at = now
    if request.kind in queries.BY_WORKER:
        outbox.wake_after_commit(session)
    else:
        services.end(request, RequestState.DONE, now=now)


def _correct(session: Session, request: PrivacyRequest) -> None:
    person = accounts.lock_person(session, request.person_id)
    if "name" in request.wanted:
        person.name = request.wanted["name"]
    if "birth_date" in request.wanted:
        person.birth_date = date.fromisoformat(request.wanted["birth_date"])
