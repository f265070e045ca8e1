"""What codes, merges and “two people” say of a person, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.personal import ERASED_NAME, Chapter, Due, Holding, facts_of
from app.privacy.people.models import (
    ClaimCode,
    DifferentPeople,
    PersonMerge,
    PersonMergeRow,
)

HOLDINGS = (
    Holding(
        ClaimCode,
        _l("Codes for claiming a record"),
        kind="links",
        account=("made_by",),
        items=_l("when a code was made, used and ended"),
        plain=("code_hash",),
    ),
    Holding(
        PersonMerge,
        _l("Records joined"),
        kind="merges",
        account=("merged_by", "undone_by"),
        items=_l("which two records, when and by whom"),
        plain=("filled",),
    ),
    Holding(
        PersonMergeRow,
        _l("What moved when records were joined"),
        kind="merges",
        items=_l("numbers only"),
        plain=("table_name", "column_name", "row_key", "digest"),
    ),
    Holding(
        DifferentPeople,
        _l("Records that look alike and are two people"),
        kind="merges",
        account=("said_by",),
        items=_l("which two records, when and by whom"),
    ),
)

_MERGE = {
    "way": _l("How the records were joined"),
    "merged_at": _l("Merged on"),
    "undone_at": _l("Undone on"),
}


def export(session: Session, person_id: int) -> list[Chapter]:
    """When records of hers were joined."""
    merges = session.scalars(
        select(PersonMerge)
        .where(or_(PersonMerge.kept_id == person_id, PersonMerge.gone_id == person_id))
        .order_by(PersonMerge.id)
    )
    rows = [facts_of(merge, "way", "merged_at", "undone_at") for merge in merges]
    return [Chapter(_l("Records joined"), "merges", rows, _MERGE)]


def erase(session: Session, person_id: int, *, now: datetime) -> None:
    """Codes go, and what moved can no longer be told apart."""
    session.execute(delete(ClaimCode).where(ClaimCode.person_id == person_id))
    session.execute(
        delete(DifferentPeople).where(
            or_(
                DifferentPeople.first_id == person_id,
                DifferentPeople.second_id == person_id,
            )
        )
    )
    hers = select(PersonMerge.id).where(
        or_(PersonMerge.kept_id == person_id, PersonMerge.gone_id == person_id)
    )
    session.execute(delete(PersonMergeRow).where(PersonMergeRow.merge_id.in_(hers)))


def _codes_ended(before: datetime) -> Select[int]:
    return select(ClaimCode.id).where(ClaimCode.expires_at < before)


def _forget_codes(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(delete(ClaimCode).where(ClaimCode.id.in_(ids)))


def _merges_settled(before: datetime) -> Select[int]:
    """Merges so old that they are not undone any more, whose means are still here."""
    gone_named = PersonMerge.gone.has(Person.name != ERASED_NAME)
    has_rows = exists().where(PersonMergeRow.merge_id == PersonMerge.id)
    stands = PersonMerge.undone_at.is_(None)
    return select(PersonMerge.id).where(
        PersonMerge.merged_at < before, or_(has_rows, and_(stands, gone_named))
    )


def _settle(session: Session, ids: Sequence[int], now: datetime) -> None:
    """The empty record loses its name: what was hers is in the other."""
    gone = session.scalars(
        select(PersonMerge.gone_id).where(
            PersonMerge.id.in_(ids), PersonMerge.undone_at.is_(None)
        )
    ).all()
    session.execute(
        update(Person)
        .where(Person.id.in_(gone))
        .values(name=ERASED_NAME, birth_date=None, mobile=None, email=None)
    )
    session.execute(delete(PersonMergeRow).where(PersonMergeRow.merge_id.in_(ids)))


DUE = (
    Due("links", _codes_ended, _forget_codes),
    Due("merges", _merges_settled, _settle),
)
