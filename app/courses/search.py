"""What somebody looks for in the catalogue, and where a page of it ends. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.courses.state import RunState

PUBLIC = tuple(state for state in RunState if state is not RunState.DRAFT)
"""The states that anybody may see, in the catalogue's order."""
LATEST_FIRST = frozenset({RunState.FINISHED, RunState.CANCELLED})
"""Where the past is listed, the newest comes first; all else is listed by deadline."""
BY_INSTANT = frozenset({RunState.OPEN, RunState.UPCOMING, RunState.CANCELLED})
"""Sorted by an instant (closing, opening, cancellation); the others by a day."""

LONGEST_QUERY = 100
MOST_WORDS = 6
DIGITS = 4
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Place:
    """Where a run stands in the catalogue: state, then key, then id."""

    state: RunState
    key: datetime | date
    run_id: int


@dataclass(frozen=True)
class Filters:
    """`states` empty means every public one; None elsewhere means any."""

    words: tuple[str, ...] = ()
    trade_id: int | None = None
    district_code: str | None = None
    states: frozenset[RunState] = frozenset()


def cohort_of(word: str) -> int | None:
    """“3기” names a cohort, as it stands in every title."""
    number = word.removesuffix("기")
    is_cohort = number != word and number.isdecimal() and len(number) <= DIGITS
    return int(number) if is_cohort else None


def words_of(query: str) -> tuple[str, ...]:
    """The words to look for: NFC (macOS types NFD), one syllable is enough."""
    text = unicodedata.normalize("NFC", query[: LONGEST_QUERY * 3])[:LONGEST_QUERY]
    printable = "".join(c if c.isprintable() else " " for c in text)
    return tuple(printable.split()[:MOST_WORDS])


def states_of(values: Iterable[str]) -> frozenset[RunState] | None:
    """The public states of these names; None where only unknown ones are named."""
    wanted = [value for value in values if value]
    known = frozenset(state for state in PUBLIC if state.value in wanted)
    return None if wanted and not known else known


def cursor_of(place: Place) -> str:
    """The place as it stands in an address; `place_of` reads it back."""
    if isinstance(place.key, datetime):
        key = place.key.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")
    else:
        key = place.key.strftime("%Y%m%d")
    return f"{place.state.value}-{key}-{place.run_id}"


def place_of(cursor: str) -> Place | None:
    """The place that an address names; None where nobody of us wrote it."""
    try:
        name, key, run_id = cursor.split("-")
        state = RunState(name)
        if state in BY_INSTANT:
            parsed = datetime.strptime(key, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
            place = Place(state, parsed, int(run_id))
        else:
            day = datetime.strptime(key, "%Y%m%d").replace(tzinfo=UTC).date()
            place = Place(state, day, int(run_id))
    except ValueError:
        return None
    honest = state in PUBLIC and 0 <= place.run_id <= LARGEST_ID
    return place if honest else None
