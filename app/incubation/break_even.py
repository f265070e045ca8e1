"""How many jobs a month must be sold before anything is earned."""

from __future__ import annotations

from app.incubation.facts import FactRefused


class NothingLeftPerJob(FactRefused):
    """The price doesn't cover what one job costs; no number of jobs helps."""

    fact = "price_won"


def break_even_jobs(*, fixed_won: int, price_won: int, variable_won: int) -> int:
    """Jobs a month at which nothing is lost: 1,800,000 ÷ (12,000 - 3,000) = 200.

    Rounded up: part of a job isn't sold. Raises NothingLeftPerJob.
    """
    left = price_won - variable_won
    if left <= 0:
        raise NothingLeftPerJob()
    return -(-fixed_won // left)
