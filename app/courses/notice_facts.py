"""What a stored run's notice knows, as facts for `publication`."""

from __future__ import annotations

from app.courses.models import CourseRun
from app.courses.publication import PublicationFacts, Window


def notice_facts(run: CourseRun) -> PublicationFacts:
    """The facts that `missing_for_publication` and `publication_refusals` ask for."""
    return PublicationFacts(
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        weekdays=run.weekdays,
        begins_at=run.begins_at,
        finishes_at=run.finishes_at,
        meetings=sum(m.cancelled_at is None for m in run.meetings),
        meeting_count=run.meeting_count,
        total_minutes=run.total_minutes,
        venue=run.venue,
        capacity=run.capacity,
        selection_method=run.selection_method,
        windows=tuple(Window(w.opens_at, w.closes_at) for w in run.windows),
        fee_won=run.fee_won,
        completion_percent=run.completion_percent,
        contact=run.contact,
    )
