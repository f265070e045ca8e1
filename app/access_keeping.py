"""The access log, month by month: sealed in a hash chain, looked through, dropped.

A seal is the SHA-256 of the seal before, the month's name and each of its lines, in
the order of their ids, as canonical JSON. Whoever changes, adds or removes a line of
a sealed month breaks its seal; whoever mends that seal too breaks the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, select, text
from sqlalchemy.orm import Session

from app import audit, policy
from app.access_log import AccessEntry, AccessSeal, AccessSubject
from app.exceptions import DomainError
from app.seoul import begins_at, ends_at, month_of, next_month, seoul_date

MARGIN = timedelta(hours=1)
"""After a month's end, for requests that are still being answered. A line that comes
later still opens the next month (`access_log.append`)."""
AT_A_TIME = 5_000
BEGINNING = "0" * 64
"""What stands for a seal before the first one."""


class MonthNotSealed(DomainError):
    """It isn't over yet, or nothing is known of it."""


class MonthChanged(DomainError):
    """Its lines are not those that were sealed."""


@dataclass(frozen=True)
class Fault:
    """A month that is not as it was sealed."""

    month: str
    what: str
    """In English, for the command line."""


def within(month: str) -> ColumnElement[bool]:
    """The lines of this month in Seoul."""
    return and_(AccessEntry.at >= begins_at(month), AccessEntry.at < ends_at(month))


def line_of(entry: AccessEntry, people: Iterable[int]) -> bytes:
    """One line as it is sealed: the same bytes on every database."""
    said = {
        "id": entry.id,
        "at": f"{entry.at:%Y-%m-%dT%H:%M:%S.%fZ}",
        "account": entry.account_id,
        "act": entry.act.value,
        "page": entry.page,
        "address": entry.address,
        "reason": entry.reason,
        "people": sorted(people),
    }
    written = json.dumps(
        said, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return written.encode() + b"\n"


def digest_of(session: Session, month: str, *, before: str) -> tuple[str, int]:
    """The month's seal after the seal `before`, and how many lines it has."""
    digest = hashlib.sha256(f"{before}\n{month}\n".encode())
    number = 0
    for line in _lines(session, month):
        digest.update(line)
        number += 1
    return digest.hexdigest(), number


def _lines(session: Session, month: str) -> Iterator[bytes]:
    last = 0
    while True:
        entries = session.scalars(
            select(AccessEntry)
            .where(within(month), AccessEntry.id > last)
            .order_by(AccessEntry.id)
            .limit(AT_A_TIME)
            .execution_options(populate_existing=True)
        ).all()
        people = _people(session, month, entries)
        yield from (line_of(entry, people[entry.id]) for entry in entries)
        if len(entries) < AT_A_TIME:
            return
        last = entries[-1].id


def _people(
    session: Session, month: str, entries: Sequence[AccessEntry]
) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    if entries:
        rows = session.execute(
            select(AccessSubject.entry_id, AccessSubject.person_id)
            .join(AccessEntry, AccessEntry.id == AccessSubject.entry_id)
            .where(
                within(month),
                AccessSubject.entry_id.between(entries[0].id, entries[-1].id),
            )
        )
        for entry_id, person_id in rows:
            found[entry_id].append(person_id)
    return found


def next_to_seal(session: Session, *, now: datetime) -> str | None:
    """The oldest finished month without a seal; None where all have theirs."""
    last = session.scalar(
        select(AccessSeal.month).order_by(AccessSeal.month.desc()).limit(1)
    )
    if last is None:
        first = session.scalar(select(AccessEntry.at).order_by(AccessEntry.at).limit(1))
        if first is None:
            return None
        due = month_of(first)
    else:
        due = next_month(last)
    return due if ends_at(due) + MARGIN <= now else None


def seal_next(session: Session, *, now: datetime) -> AccessSeal | None:
    """Seal the oldest finished month, an empty one too; None when none is due.

    Lines that are being written are waited for, new ones wait, and so does another
    worker: PostgreSQL locks the table, on SQLite the transaction holds all of it.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE access_entries IN SHARE ROW EXCLUSIVE MODE"))
    month = next_to_seal(session, now=now)
    if month is None:
        return None
    digest, number = digest_of(session, month, before=_digest_before(session, month))
    seal = AccessSeal(month=month, entries=number, digest=digest, sealed_at=now)
    session.add(seal)
    session.flush()
    return seal


def _digest_before(session: Session, month: str) -> str:
    digest = session.scalar(
        select(AccessSeal.digest).where(AccessSeal.month == next_month(month, -1))
    )
    return digest or BEGINNING


def _to_drop(session: Session, *, now: datetime) -> Select[AccessSeal]:
    kept = policy.figure(session, "access_log_months", on=seoul_date(now))
    last_due = next_month(month_of(now), -kept - 1)
    return (
        select(AccessSeal)
        .where(AccessSeal.dropped_at.is_(None), AccessSeal.month <= last_due)
        .order_by(AccessSeal.month)
    )


def any_to_drop(session: Session, *, now: datetime) -> bool:
    """Whether a month is old enough, asked without a lock."""
    return session.scalar(_to_drop(session, now=now).limit(1)) is not None


def drop_next(session: Session, *, now: datetime) -> AccessSeal | None:
    """Destroy the lines of the oldest sealed month that need not be kept any more.

    Its last line is then `access_log_months` old. The seal stays. A month that isn't
    as it was sealed stays too, because it is evidence.
    """
    due = session.scalars(_to_drop(session, now=now).with_for_update(skip_locked=True))
    for seal in due:
        if not _intact(session, seal):
            continue
        lines = select(AccessEntry.id).where(within(seal.month))
        session.execute(
            delete(AccessSubject).where(AccessSubject.entry_id.in_(lines)),
            execution_options={"synchronize_session": False},
        )
        session.execute(
            delete(AccessEntry).where(within(seal.month)),
            execution_options={"synchronize_session": False},
        )
        seal.dropped_at = now
        return seal
    return None


def _intact(session: Session, seal: AccessSeal) -> bool:
    before = _digest_before(session, seal.month)
    return digest_of(session, seal.month, before=before) == (seal.digest, seal.entries)


def review(session: Session, month: str, *, by: int, now: datetime) -> AccessSeal:
    """Somebody has looked through the month; said twice, the first time counts.

    Raises MonthNotSealed, or MonthChanged where it is not as it was sealed.
    """
    seal = session.get(AccessSeal, month, with_for_update=True, populate_existing=True)
    if seal is None:
        raise MonthNotSealed
    if seal.reviewed_at is None:
        if seal.dropped_at is None and not _intact(session, seal):
            raise MonthChanged
        seal.reviewed_at, seal.reviewed_by = now, by
        audit.record(session, "access.reviewed", seal, by=by, now=now, month=month)
    return seal


def verify(session: Session) -> Iterator[Fault]:
    """Every month that is no longer what was sealed, as far as its lines are there."""
    seals = session.scalars(select(AccessSeal).order_by(AccessSeal.month)).all()
    for before, seal in zip([None, *seals], seals, strict=False):
        if before is not None and next_month(before.month) != seal.month:
            yield Fault(next_month(before.month), "its seal is gone")
        if seal.dropped_at is None:
            if not _intact(session, seal):
                yield Fault(seal.month, "its lines are not those that were sealed")
        elif _any_line(session, within(seal.month)):
            yield Fault(seal.month, "it was dropped, but has lines")
    if seals and _any_line(session, AccessEntry.at < begins_at(seals[0].month)):
        yield Fault(seals[0].month, "there are lines from before the first seal")


def _any_line(session: Session, condition: ColumnElement[bool]) -> bool:
    line = session.scalar(select(AccessEntry.id).where(condition).limit(1))
    return line is not None
