"""Joining two records of one person, and telling her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts.models import Account, Person
from app.accounts.queries import lock_persons
from app.courses.queries import lock_run
from app.enrollment.models import Enrollment
from app.incubation.models import Founder
from app.personal import ERASED_NAME
from app.privacy.people.duplicates import MergeRefused, Record, kept_of
from app.privacy.people.models import ClaimCode, MergeWay, PersonMerge, PersonMergeRow
from app.privacy.people.moving import (
    Move,
    digests,
    moves_between,
    person_column,
    set_person,
    table_of,
    written_key,
)

FILLED = ("birth_date", "mobile", "district_code", "email", "entered_by_school_id")
"""Details that an empty one is filled with from the record that goes."""


class BothInRun(MergeRefused):
    """Both hold a place in one run: two people may have applied."""


class BothFound(MergeRefused):
    """Both are founders of one venture, which then would have one fewer."""


class BothHave(MergeRefused):
    """Both have a row that there can be one of. `what`: in words."""


class NothingLeft(MergeRefused):
    """One of the two was erased: nobody knows any more whose it was."""


@dataclass(frozen=True)
class Preview:
    """What a merge would do, and why it can't be done where it can't."""

    kept: Person
    gone: Person
    moves: Sequence[Move]
    filled: Sequence[str]
    refusal: MergeRefused | None


def preview(session: Session, one: Person, other: Person) -> Preview:
    """What joining them would do. Nothing is written."""
    try:
        kept_id, _gone_id = kept_of(_record(one), _record(other))
        refusal: MergeRefused | None = None
    except MergeRefused as why:
        kept_id, refusal = min(one.id, other.id), why
    kept, gone = (one, other) if one.id == kept_id else (other, one)
    moves = moves_between(session, gone_id=gone.id, kept_id=kept.id)
    refusal = refusal or _refusal_of(kept, gone, moves)
    return Preview(kept, gone, moves, _empty_in(kept, gone), refusal)


def merge(
    session: Session,
    *,
    person_ids: tuple[int, int],
    way: MergeWay,
    school_id: int | None,
    by: int,
    now: datetime,
) -> PersonMerge:
    """Join the two: rows move to the record that is kept, which is told by mail.

    Both persons are held, then the runs in which they have places, so that neither
    applies, moves up or is joined with a third meanwhile. Raises PersonMerged where
    another merge came first, or a subclass of MergeRefused.
    """
    plan = _held(session, person_ids)
    done = PersonMerge(
        kept=plan.kept,
        gone=plan.gone,
        way=way,
        school_id=school_id,
        merged_at=now,
        merged_by=by,
        filled=list(plan.filled),
        rows=[row for move in plan.moves for row in _carry_out(session, move, plan)],
    )
    session.add(done)
    _close(plan)
    _end_codes(session, plan.gone.id, now=now)
    _audit(session, plan, way, by=by, now=now)
    _tell(session, plan.kept, way, now=now)
    session.flush()
    session.expire_all()  # what moved was moved past the session
    return done


def _held(session: Session, person_ids: tuple[int, int]) -> Preview:
    """What will be done, seen under the locks. Raises what `merge` raises."""
    one, other = lock_persons(session, person_ids)
    lock_runs_of(session, (one.id, other.id))
    for person in (one, other):
        session.refresh(person, ["account"])
    plan = preview(session, one, other)
    if plan.refusal is not None:
        raise plan.refusal
    return plan


def lock_runs_of(session: Session, person_ids: Sequence[int]) -> None:
    """Hold every run in which they have or had a place, in the order of ids: nobody
    moves up, and is written to, while her place changes its record."""
    runs = select(Enrollment.run_id).where(Enrollment.person_id.in_(person_ids))
    for run_id in sorted(set(session.scalars(runs))):
        lock_run(session, run_id)


def _record(person: Person) -> Record:
    account = person.account
    return Record(
        person.id,
        has_account=account is not None,
        account_open=account is not None and account.disabled_at is None,
    )


def _refusal_of(
    kept: Person, gone: Person, moves: Sequence[Move]
) -> MergeRefused | None:
    if ERASED_NAME in (kept.name, gone.name):
        return NothingLeft()
    clash = next((move.holding for move in moves if move.contradicting), None)
    if clash is None:
        return None
    if clash.model is Enrollment:
        return BothInRun()
    return BothFound() if clash.model is Founder else BothHave(what=clash.what)


def _empty_in(kept: Person, gone: Person) -> list[str]:
    return [
        name
        for name in FILLED
        if getattr(kept, name) is None and getattr(gone, name) is not None
    ]


def _carry_out(session: Session, move: Move, plan: Preview) -> list[PersonMergeRow]:
    """Give the rows to the kept record; the list of what moved, and how it looks."""
    if not move.keys:
        return []
    holding = move.holding
    keys = set_person(session, holding, move.keys, to=plan.kept.id)
    looks = digests(session, holding, keys)
    return [
        PersonMergeRow(
            table_name=table_of(holding).name,
            column_name=person_column(holding).name,
            row_key=written_key(key),
            digest=looks[key],
        )
        for key in keys
    ]


def _close(plan: Preview) -> None:
    """Fill what is empty from the record that goes, and lead from it to the other."""
    for name in plan.filled:
        setattr(plan.kept, name, getattr(plan.gone, name))
    plan.gone.merged_into_id = plan.kept.id


def _audit(
    session: Session, plan: Preview, way: MergeWay, *, by: int, now: datetime
) -> None:
    audit.record(
        session,
        "person.merged",
        plan.kept,
        by=by,
        now=now,
        gone=plan.gone.id,
        way=way.value,
        moved={table_of(move.holding).name: len(move.keys) for move in plan.moves},
    )


def _end_codes(session: Session, person_id: int, *, now: datetime) -> None:
    session.execute(
        update(ClaimCode)
        .where(
            ClaimCode.person_id == person_id,
            ClaimCode.used_at.is_(None),
            ClaimCode.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


def _tell(session: Session, kept: Person, way: MergeWay, *, now: datetime) -> None:
    """A mail to the address she signs in with, or else the one staff noted."""
    account: Account | None = kept.account
    address = account.email if account else kept.email
    if not address:
        return
    outbox.owe(
        session,
        to=address,
        template="person_claimed" if way is MergeWay.CLAIM else "person_merged",
        params={"name": kept.name, "path": "/me"},
        language=account.language if account else "ko",
        person_id=kept.id,
        now=now,
    )
