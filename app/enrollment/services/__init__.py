"""Applying, leaving, moving up. Seats are decided under the run's lock, nowhere else.

Lock order everywhere: the person, then the run.
"""

from app.enrollment.services.applying import (
    AlreadyApplied,
    RunCancelled,
    RunNotPublic,
    apply,
    refusal_of,
)
from app.enrollment.services.leaving import (
    AlreadyEnded,
    NotYetBegun,
    ReasonMissing,
    RunOver,
    cancel,
    drop_out,
    end_cancelled_run,
    withdraw,
)
from app.enrollment.services.recounting import Difference, recount
from app.enrollment.services.vacancies import (
    fill_free_seats,
    fill_vacancies,
    is_over,
    seats_of,
)

__all__ = [
    "AlreadyApplied",
    "AlreadyEnded",
    "Difference",
    "NotYetBegun",
    "ReasonMissing",
    "RunCancelled",
    "RunNotPublic",
    "RunOver",
    "apply",
    "cancel",
    "drop_out",
    "end_cancelled_run",
    "fill_free_seats",
    "fill_vacancies",
    "is_over",
    "recount",
    "refusal_of",
    "seats_of",
    "withdraw",
]
