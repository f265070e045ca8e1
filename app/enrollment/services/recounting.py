"""Do a run's counters say what its enrolments say? They are the one stored figure
that could drift."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.courses.queries import lock_run
from app.enrollment import queries
from app.enrollment.services.vacancies import COUNTERS


@dataclass(frozen=True)
class Difference:
    run_id: int
    counter: str
    stored: int
    counted: int


def recount(session: Session, *, run_id: int, mend: bool = False) -> list[Difference]:
    """Compare one run's counters with its enrolments, under its lock.

    With `mend` the counters are set right; without, nothing is written.
    """
    run = lock_run(session, run_id)
    counted = queries.counts_by_status(session, run_id)
    differences = []
    for status, counter in COUNTERS.items():
        stored, real = getattr(run, counter), counted.get(status, 0)
        if stored != real:
            differences.append(Difference(run_id, counter, stored, real))
            if mend:
                setattr(run, counter, real)
    return differences
