"""How many people a run needs to be held, and how many of them are still missing.

Schools call a run off (폐강) when too few apply: below a third of its seats at some,
below 70 % at others, mostly below half. A run may state its own number.
"""

from __future__ import annotations

from app.courses.state import RunState
from app.exceptions import DomainError

UNDECIDED = frozenset({RunState.OPEN, RunState.CLOSED})
"""Published, not called off, and people could apply: it is weighed whether to hold
the run. Before that nobody can have come; afterwards it was held."""


class NotShort(DomainError):
    """As many people as it needs have a seat, or it is too late to decide."""


class MinimumAboveCapacity(DomainError):
    """More people are demanded than there are seats (`minimum`, `capacity`)."""


def people_needed(
    *, capacity: int | None, minimum: int | None, percent: int
) -> int | None:
    """The run's own minimum, else `percent` of its seats, rounded up.

    None where neither is known yet.
    """
    if minimum is not None:
        return minimum
    if capacity is None:
        return None
    return -(-capacity * percent // 100)


def people_missing(
    state: RunState, *, begun: bool, decided: bool, needed: int | None, taken: int
) -> int:
    """How many people the run is short of its minimum; 0 where nothing is missing.

    `taken` are seats confirmed and offered. A run whose first day has come is held,
    even where late seats are still given away; so is one of which the school has
    `decided` to hold it with fewer.
    """
    if state not in UNDECIDED or begun or decided or needed is None:
        return 0
    return max(0, needed - taken)


def check_minimum(minimum: int | None, *, capacity: int | None) -> None:
    """Raises MinimumAboveCapacity. A blank on either side is not known yet."""
    if minimum is not None and capacity is not None and minimum > capacity:
        raise MinimumAboveCapacity(minimum=minimum, capacity=capacity)
