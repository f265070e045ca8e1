"""What workers do about requests and destruction, one transaction at a time.

Each takes its work under a lease, so that a killed worker's is done again, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import audit, retention
from app.accounts import queries as accounts
from app.personal import Due
from app.privacy import composition, queries
from app.privacy.models import PrivacyRequest, RetentionRun
from app.privacy.rules import RequestKind, RequestState
from app.privacy.services import tell
from app.seoul import SEOUL, seoul_date

LEASE = timedelta(minutes=10)
"""Longer than any file takes: after it, a killed worker's work is due again."""
LONGEST_PAUSE = timedelta(hours=6)
NIGHT_BEGINS = 3
"""The hour in Seoul from which the nightly destruction may begin."""
A_BATCH = 200
MOST_BATCHES = 10_000
"""More batches than any night has: a kind whose rows stay due must not run on."""


@dataclass(frozen=True)
class FileOwed:
    """A file to be made, and all that naming it needs."""

    request_id: int
    person_id: int
    language: str
    attempts: int


def claim_next_file(session: Session, *, now: datetime) -> FileOwed | None:
    """Take the export that has waited longest for a while, or None."""
    request = queries.lock_next_for_worker(session, RequestKind.EXPORT, now=now)
    if request is None:
        return None
    request.leased_until = now + LEASE
    request.attempts += 1
    return FileOwed(
        request_id=request.id,
        person_id=request.person_id,
        language=request.wanted.get("language", "ko"),
        attempts=request.attempts,
    )


def record_file(session: Session, *, request_id: int, key: str, now: datetime) -> bool:
    """The file is stored. False where the request ended meanwhile, or another worker
    was faster: then this file is nobody's."""
    request = queries.lock_request(session, request_id)
    if request is None or request.state is not RequestState.OPEN:
        return False
    days = retention.rule(session, "exports", on=seoul_date(now)).days or 0
    request.file_key, request.file_until = key, now + timedelta(days=days)
    request.state, request.done_at, request.leased_until = RequestState.DONE, now, None
    tell(session, request, "privacy_file", now=now, until=request.file_until)
    audit.record(session, "privacy.file_made", request, by=None, now=now)
    return True


def put_off(session: Session, *, request_id: int, now: datetime) -> None:
    """It failed: try again later, each time twice as much later."""
    request = queries.lock_request(session, request_id)
    if request is not None:
        doubled = timedelta(minutes=1) * 2 ** min(request.attempts, 10)
        request.leased_until = now + min(doubled, LONGEST_PAUSE)


def erase_next(session: Session, *, now: datetime) -> bool:
    """Carry out the erasure whose time has come; whether there was one.

    One transaction: she is erased wholly or not at all. Who has begun something in
    the days between is refused and told.
    """
    request = queries.lock_next_for_worker(session, RequestKind.ERASE, now=now)
    if request is None:
        return False
    accounts.lock_person(session, request.person_id)
    if composition.obstacles(session, request.person_id, now=now):
        _refuse_erasure(session, request, now=now)
        return True
    request.state, request.done_at, request.leased_until = RequestState.DONE, now, None
    composition.erase(session, request.person_id, now=now)
    audit.record(session, "privacy.erased", request, by=request.done_by, now=now)
    return True


def _refuse_erasure(
    session: Session, request: PrivacyRequest, *, now: datetime
) -> None:
    account = queries.account_of(session, request.person_id)
    with force_locale(account.language if account else "ko"):
        why = _("Something is still under way: a course, a venture or a role.")
    request.state, request.done_at, request.answer = RequestState.REFUSED, now, why
    audit.record(session, "privacy.refused", request, by=None, now=now, kind="erase")
    tell(session, request, "privacy_answered", now=now, outcome="refused", answer=why)


def owe_nightly_run(session: Session, *, now: datetime) -> bool:
    """Begin the night's destruction, once a day; whether it began now."""
    today = seoul_date(now)
    if now.astimezone(SEOUL).hour < NIGHT_BEGINS:
        return False
    if queries.run_of_night(session, today) is not None:
        return False
    session.add(RetentionRun(night_of=today, begun_at=now, counts={}))
    return True


def begin_run(session: Session, *, by: int, now: datetime) -> RetentionRun:
    """Begin a destruction because somebody pressed the button; a second press while
    one is under way begins nothing."""
    under_way = next(
        (run for run in queries.runs(session, limit=5) if run.finished_at is None), None
    )
    if under_way is not None:
        return under_way
    run = RetentionRun(by_account_id=by, begun_at=now, counts={})
    session.add(run)
    audit.record(session, "retention.begun", run, by=by, now=now)
    return run


def claim_run(session: Session, *, now: datetime) -> int | None:
    """Take a destruction that is not finished, or None."""
    run = queries.lock_unfinished_run(session, now=now)
    if run is None:
        return None
    run.leased_until = now + LEASE
    return run.id


def destroy_batch(session: Session, run_id: int, *, now: datetime) -> bool:
    """Destroy one batch of what is due, and count it; False where nothing was.

    The count is written in the same transaction: a worker that is killed has either
    destroyed and counted, or neither.
    """
    run = session.get_one(
        RetentionRun, run_id, with_for_update=True, populate_existing=True
    )
    for rule, due in _steps(session, now=now):
        before = rule.before(seoul_date(now))
        ids = session.scalars(due.ids(before).limit(A_BATCH)).all()
        if ids:
            due.destroy(session, ids, now)
            count = run.counts.get(rule.kind, 0) + len(ids)
            run.counts = {**run.counts, rule.kind: count}
            run.leased_until = now + LEASE
            return True
    run.finished_at, run.leased_until = now, None
    return False


def _steps(
    session: Session, *, now: datetime
) -> list[tuple[retention.RetentionRule, Due]]:
    dues = composition.dues()
    return [
        (rule, due)
        for rule in retention.rules(session, on=seoul_date(now))
        if rule.timed
        for due in dues.get(rule.kind, ())
    ]


def due_now(session: Session, *, now: datetime) -> dict[str, int]:
    """How many records of each kind are due; those with nothing due stand as 0."""
    counts: dict[str, int] = {}
    for rule, due in _steps(session, now=now):
        before = rule.before(seoul_date(now))
        counts[rule.kind] = counts.get(rule.kind, 0) + queries.count(
            session, due.ids(before)
        )
    return counts
