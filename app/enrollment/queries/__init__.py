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
    conditions_of,
    live_enrollment,
    periods_of,
    public_run,
)
from app.enrollment.queries.hers import (
    own_enrollment,
    waiting_position,
    waiting_positions,
)
from app.enrollment.queries.seats import (
    cancelled_runs_with_people,
    counts_by_status,
    head_of_line,
    live_of_run,
    run_ids,
    runs_with_vacancies,
)

__all__ = [
    "PAGE",
    "Page",
    "Part",
    "applicants",
    "cancelled_runs_with_people",
    "conditions_of",
    "counts_by_status",
    "enrollment_of_schools",
    "head_of_line",
    "live_enrollment",
    "live_of_run",
    "own_enrollment",
    "periods_of",
    "public_run",
    "run_ids",
    "run_of_schools",
    "runs_with_vacancies",
    "waiting_position",
    "waiting_positions",
]
