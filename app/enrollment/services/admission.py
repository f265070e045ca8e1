"""Whether people may have a place in a run: the rules, asked of what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.allocation import EnrollmentRefused, rule_for
from app.enrollment.applicant import Applicant, Conditions, Period
from app.enrollment.eligibility import demand_admission
from app.seoul import seoul_date


class RunNotPublic(EnrollmentRefused):
    """A draft can't be applied for; for the public it doesn't exist."""


class RunCancelled(EnrollmentRefused):
    """The run will not take place."""


class AlreadyApplied(EnrollmentRefused):
    """She has a live enrolment in this run already. Facts: enrollment_id."""


@dataclass(frozen=True)
class Admission:
    """What is known of a run and of some people, read at once."""

    run: CourseRun
    conditions: Conditions
    periods: list[Period]
    applicants: Mapping[int, Applicant]
    """By person."""

    @classmethod
    def to(
        cls,
        session: Session,
        run: CourseRun,
        persons: Sequence[Person],
        *,
        now: datetime,
    ) -> Admission:
        """Read it for these people; sure only while they and the run are locked."""
        return cls(
            run=run,
            conditions=queries.conditions_of(session, run, on=seoul_date(now)),
            periods=queries.periods_of(run),
            applicants=queries.standings_of(session, run, persons, now=now),
        )

    def refusal_of(self, person_id: int, *, now: datetime) -> EnrollmentRefused | None:
        """Why this person gets no place at this instant, however many seats are free;
        None where she is admitted."""
        try:
            self._demand(person_id, now=now)
        except EnrollmentRefused as refusal:
            return refusal
        return None

    def _demand(self, person_id: int, *, now: datetime) -> None:
        if self.run.published_at is None:
            raise RunNotPublic
        applicant = self.applicants[person_id]
        if applicant.place is not None:
            raise AlreadyApplied(enrollment_id=applicant.place)
        if self.run.cancelled_at is not None:
            raise RunCancelled
        demand_admission(
            applicant,
            self.conditions,
            self.periods,
            today=seoul_date(now),
            now=now,
        )
        rule_for(self.run.selection_method)
