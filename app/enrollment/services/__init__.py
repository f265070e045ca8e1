"""Applying, leaving, moving up. Seats are decided under the run's lock, nowhere else.

Lock order everywhere: the person, then the run.
"""

from app.enrollment.services.admission import (
    AlreadyApplied,
    RunCancelled,
    RunNotPublic,
)
from app.enrollment.services.answering import accept, decline, lapse_offers
from app.enrollment.services.applying import apply
from app.enrollment.services.foreseeing import foresee, refusal_of
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
from app.enrollment.services.line_end import ListEnded, end_list, ended_list
from app.enrollment.services.no_shows import (
    FirstClassAhead,
    ListOver,
    NobodyToRelease,
    NoFirstClass,
    NoShowRefused,
    demand_no_show_time,
    release_no_shows,
)
from app.enrollment.services.ordering import move_in_line
from app.enrollment.services.placing import Answer, Asking, place
from app.enrollment.services.recounting import Difference, recount
from app.enrollment.services.restrictions import (
    AlreadyLifted,
    NoteMissing,
    RestrictionOver,
    lift,
)
from app.enrollment.services.vacancies import (
    fill_free_seats,
    fill_vacancies,
    is_over,
    seats_of,
)

__all__ = [
    "AlreadyApplied",
    "AlreadyEnded",
    "AlreadyLifted",
    "Answer",
    "Asking",
    "Difference",
    "FirstClassAhead",
    "ListEnded",
    "ListOver",
    "NoFirstClass",
    "NoShowRefused",
    "NobodyToRelease",
    "NotYetBegun",
    "NoteMissing",
    "ReasonMissing",
    "RestrictionOver",
    "RunCancelled",
    "RunNotPublic",
    "RunOver",
    "accept",
    "apply",
    "cancel",
    "decline",
    "demand_no_show_time",
    "drop_out",
    "end_cancelled_run",
    "end_list",
    "ended_list",
    "fill_free_seats",
    "fill_vacancies",
    "foresee",
    "is_over",
    "lapse_offers",
    "lift",
    "move_in_line",
    "place",
    "recount",
    "refusal_of",
    "release_no_shows",
    "seats_of",
    "withdraw",
]
