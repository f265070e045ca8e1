"""Named reads of enrolments, and the locks that deciding about seats needs."""

from app.enrollment.queries.applicants import (
    PAGE,
    Page,
    Part,
    applicants,
    enrollment_of_schools,
    run_of_schools,
)
from app.enrollment.queries.applying import (
    live_enrollment,
    lock_run_to_place,
    periods_of,
    public_run,
)
from app.enrollment.queries.exporting import all_applicants
from app.enrollment.queries.hers import (
    own_enrollment,
    waiting_position,
    waiting_positions,
)
from app.enrollment.queries.line import (
    LINE_PAGE,
    InLine,
    LinePage,
    chance_of,
    line_page,
    moves_of,
    people_moved,
    runs_with_waiting,
    shifts_of,
    whole_line,
)
from app.enrollment.queries.offers import (
    due_offers_of,
    next_deadline,
    offer_by_secret,
    offer_of,
    open_offer,
    open_offers,
    runs_with_due_offers,
)
from app.enrollment.queries.restrictions import (
    RestrictionPage,
    restriction_of_schools,
    restrictions,
    restrictions_of_person,
)
from app.enrollment.queries.seats import (
    cancelled_runs_with_people,
    counts_by_status,
    head_of_line,
    live_of_run,
    run_ids,
    runs_with_vacancies,
    seated_of_run,
)
from app.enrollment.queries.standing import conditions_of, standings_of

__all__ = [
    "LINE_PAGE",
    "PAGE",
    "InLine",
    "LinePage",
    "Page",
    "Part",
    "RestrictionPage",
    "all_applicants",
    "applicants",
    "cancelled_runs_with_people",
    "chance_of",
    "conditions_of",
    "counts_by_status",
    "due_offers_of",
    "enrollment_of_schools",
    "head_of_line",
    "line_page",
    "live_enrollment",
    "live_of_run",
    "lock_run_to_place",
    "moves_of",
    "next_deadline",
    "offer_by_secret",
    "offer_of",
    "open_offer",
    "open_offers",
    "own_enrollment",
    "people_moved",
    "periods_of",
    "public_run",
    "restriction_of_schools",
    "restrictions",
    "restrictions_of_person",
    "run_ids",
    "run_of_schools",
    "runs_with_due_offers",
    "runs_with_vacancies",
    "runs_with_waiting",
    "seated_of_run",
    "shifts_of",
    "standings_of",
    "waiting_position",
    "waiting_positions",
    "whole_line",
]
