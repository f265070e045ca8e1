"""Taking a merge back, as long as nothing that moved has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from app import audit, policy
from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.exceptions import DomainError
from app.personal import ERASED_NAME, Holding
from app.privacy.people.merging import lock_runs_of
from app.privacy.people.models import PersonMerge, PersonMergeRow
from app.privacy.people.moving import (
    Key,
    digests,
    movable,
    person_column,
    read_key,
    set_person,
    table_of,
)
from app.seoul import seoul_date


class UndoRefused(DomainError):
    """The merge stays."""


class UndoneAlready(UndoRefused):
    """Somebody else took it back."""


class UndoTooLate(UndoRefused):
    """The days for it are over. `days`: how many there were."""


class MergedOn(UndoRefused):
    """The kept record has gone into a third; that merge comes first."""


class RowsChanged(UndoRefused):
    """Something that moved is not any more as it was."""


@dataclass(frozen=True)
class Moved:
    """Rows of one table that a merge moved."""

    holding: Holding
    keys: tuple[Key, ...]
    changed: int
    """How many of them were changed or removed since."""


@dataclass(frozen=True)
class Standing:
    """A merge as it stands now."""

    merge: PersonMerge
    moved: Sequence[Moved]
    until: datetime
    """The instant from which it can't be undone any more."""
    refusal: UndoRefused | None


def standing_of(session: Session, merge: PersonMerge, *, now: datetime) -> Standing:
    """What moved, what of it changed, and whether the merge can be taken back."""
    moved = _moved(session, merge.rows)
    on = seoul_date(merge.merged_at)
    days = policy.figure(session, "merge_undo_days", on=on)
    until = merge.merged_at + timedelta(days=days)
    late = UndoTooLate(days=days) if now >= until else None
    return Standing(merge, moved, until, _refusal_of(merge, moved) or late)


def undo(session: Session, merge_id: int, *, by: int, now: datetime) -> PersonMerge:
    """Give back what moved, and take back what filled empty details.

    Holds both persons and their runs as `merge` does. What happened on the kept
    record since stays there. Raises PersonMerged or a subclass of UndoRefused.
    """
    merge = session.get_one(PersonMerge, merge_id)
    _lock(session, merge)
    session.refresh(merge)
    standing = standing_of(session, merge, now=now)
    if standing.refusal is not None:
        raise standing.refusal
    for moved in standing.moved:
        set_person(session, moved.holding, moved.keys, to=merge.gone_id)
    for name in merge.filled:
        if getattr(merge.kept, name) == getattr(merge.gone, name):
            setattr(merge.kept, name, None)
    merge.gone.merged_into_id = None
    merge.undone_at, merge.undone_by = now, by
    audit.record(
        session, "person.merge_undone", merge.kept, by=by, now=now, gone=merge.gone_id
    )
    session.flush()
    session.expire_all()
    return merge


def _lock(session: Session, merge: PersonMerge) -> None:
    """Both persons by id: the gone one is merged, as it should be."""
    kept_id, gone_id = merge.kept_id, merge.gone_id
    if gone_id < kept_id:
        lock_person(session, gone_id, even_merged=True)
    lock_person(session, kept_id, even_merged=True)
    if gone_id > kept_id:
        lock_person(session, gone_id, even_merged=True)
    lock_runs_of(session, (kept_id, gone_id))


def _refusal_of(merge: PersonMerge, moved: Sequence[Moved]) -> UndoRefused | None:
    if merge.undone_at is not None:
        return UndoneAlready()
    if merge.kept.merged_into_id is not None:
        return MergedOn()
    if any(one.changed for one in moved) or _nameless(merge.kept, merge.gone):
        return RowsChanged()
    return None


def _nameless(*people: Person) -> bool:
    return any(person.name == ERASED_NAME for person in people)


def _moved(session: Session, rows: Iterable[PersonMergeRow]) -> list[Moved]:
    def place(row: PersonMergeRow) -> tuple[str, str]:
        return row.table_name, row.column_name

    known = {(table_of(one).name, person_column(one).name): one for one in movable()}
    return [
        _compared(session, known[where], list(group))
        for where, group in groupby(sorted(rows, key=place), key=place)
    ]


def _compared(
    session: Session, holding: Holding, rows: Sequence[PersonMergeRow]
) -> Moved:
    keys = [read_key(row.row_key) for row in rows]
    now = digests(session, holding, keys)
    changed = sum(
        now.get(key) != row.digest for key, row in zip(keys, rows, strict=True)
    )
    return Moved(holding, tuple(keys), changed)
