"""How far the lines of past courses came: an honest guess, or none.

A course is comparable if the same school held it in the same trade, if it ended
within the last three years and was not called off, and if as many waiting numbers
were given. In one of these a number “got in” if a seat was offered to it, or to a
higher one: the line had come so far, whoever then took the seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ENOUGH = 5
"""Of fewer courses nothing is said: three out of three would be chance."""
YEARS = 3


@dataclass(frozen=True)
class Estimate:
    """Of `runs` comparable courses the line came so far in `got_in`."""

    got_in: int
    runs: int


def estimate(*, got_in: int, runs: int) -> Estimate | None:
    """None where too few courses are comparable."""
    return Estimate(got_in, runs) if runs >= ENOUGH else None


def compared_since(today: date) -> date:
    """The day three years ago; of 29 February the 28th."""
    try:
        return today.replace(year=today.year - YEARS)
    except ValueError:
        return today.replace(year=today.year - YEARS, day=28)
