"""Who may apply, and when: each refusal says what would change it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from app.enrollment.allocation import EnrollmentRefused
from app.enrollment.applicant import Applicant, Area, Conditions, Period, names_of
from app.enrollment.terms import term_of


class BirthDateMissing(EnrollmentRefused):
    """Nobody's age can be told without it; she adds it to her account."""


class DistrictMissing(EnrollmentRefused):
    """Whether she is a resident can't be told; she adds it. Facts: district."""


class NotAdult(EnrollmentRefused):
    """Facts: age (demanded), since (the day she reaches it)."""


class TooOld(EnrollmentRefused):
    """Facts: age (the highest allowed), first_day (on which it counts)."""


class NotResident(EnrollmentRefused):
    """Only residents may apply, ever. Facts: district."""


class ResidentsFirst(EnrollmentRefused):
    """Others may apply later. Facts: district, opens_at."""


class NotYetOpen(EnrollmentRefused):
    """Facts: opens_at."""


class Closed(EnrollmentRefused):
    """Facts: closed_at."""


class NeverOpen(EnrollmentRefused):
    """The run has no application period that applies."""


class Restricted(EnrollmentRefused):
    """She stopped, or didn't come, without an excuse. Facts: course, since, until,
    again_on (the first day on which she may apply again), contact."""


class PrerequisiteMissing(EnrollmentRefused):
    """She has not completed these. Facts: courses."""


class TermFull(EnrollmentRefused):
    """She has as many courses of the school this half-year as one may. Facts: limit,
    courses (those that count), next_term (its first day)."""


class Check(enum.Enum):
    """A condition that a run may have."""

    AGE = "age"
    RESIDENCE = "residence"
    RESTRICTION = "restriction"
    PREREQUISITES = "prerequisites"
    TERM = "term"


Demand = Callable[[Applicant, Conditions, date], None]
"""Raises why somebody doesn't meet a condition on a day."""


def age_on(birth: date, day: date) -> int:
    """만 나이. Who was born on 29 February turns a year older on 1 March
    (민법 제160조제3항) where there is no 29th."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def birthday(birth: date, age: int) -> date:
    """The day on which somebody reaches this age."""
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def demand_admission(
    applicant: Applicant,
    conditions: Conditions,
    periods: Sequence[Period],
    *,
    today: date,
    now: datetime,
) -> None:
    """Raises the most useful reason for which this person can't apply now.

    A period that is over comes first; then what she can't or must mend (before it
    opens, too); that it opens later comes last.
    """
    later: EnrollmentRefused | None = None
    try:
        demand_open(periods, applicant, conditions.area, now=now)
    except (NotYetOpen, ResidentsFirst) as refusal:
        later = refusal
    demand_eligible(applicant, conditions, today=today)
    if later is not None:
        raise later


def demand_eligible(
    applicant: Applicant, conditions: Conditions, *, today: date
) -> None:
    """Raises the first reason for which this person can't apply at all."""
    for refusal in hindrances(applicant, conditions, today=today):
        raise refusal


def hindrances(
    applicant: Applicant, conditions: Conditions, *, today: date
) -> list[EnrollmentRefused]:
    """Everything that stands against her, whenever the run may be applied for, the
    weightiest first."""
    checks = checked(applicant, conditions, today=today).values()
    return [refusal for refusal in checks if refusal is not None]


def checked(
    applicant: Applicant, conditions: Conditions, *, today: date
) -> dict[Check, EnrollmentRefused | None]:
    """Each condition that the run has, and why she doesn't meet it; None where she
    does."""
    demands: dict[Check, Demand] = {Check.AGE: _demand_age}
    if conditions.residents_only:
        demands[Check.RESIDENCE] = _demand_where
    if applicant.bar is not None:
        demands[Check.RESTRICTION] = _demand_unrestricted
    if conditions.prerequisites:
        demands[Check.PREREQUISITES] = _demand_learned
    if conditions.courses_a_term is not None:
        demands[Check.TERM] = _demand_term
    found: dict[Check, EnrollmentRefused | None] = {}
    for check, demand in demands.items():
        try:
            demand(applicant, conditions, today)
        except EnrollmentRefused as refusal:
            found[check] = refusal
        else:
            found[check] = None
    return found


def _demand_age(applicant: Applicant, conditions: Conditions, today: date) -> None:
    """Raises BirthDateMissing, NotAdult or TooOld."""
    birth = applicant.birth_date
    if birth is None:
        raise BirthDateMissing
    adult = conditions.adult_age
    if age_on(birth, today) < adult:
        raise NotAdult(age=adult, since=birthday(birth, adult))
    first_day = conditions.first_day or today
    limit = conditions.max_age
    if limit is not None and age_on(birth, first_day) > limit:
        raise TooOld(age=limit, first_day=first_day)


def _demand_where(applicant: Applicant, conditions: Conditions, today: date) -> None:
    """Raises DistrictMissing or NotResident."""
    _demand_resident(applicant, conditions.area)


def _demand_unrestricted(
    applicant: Applicant, conditions: Conditions, today: date
) -> None:
    """Raises Restricted."""
    bar = applicant.bar
    if bar is not None and today <= bar.until:
        raise Restricted(
            course=bar.course,
            since=bar.since,
            until=bar.until,
            again_on=bar.until + timedelta(days=1),
            contact=conditions.contact,
        )


def _demand_learned(applicant: Applicant, conditions: Conditions, today: date) -> None:
    """Raises PrerequisiteMissing."""
    missing = [c for c in conditions.prerequisites if c.id not in applicant.completed]
    if missing:
        raise PrerequisiteMissing(courses=names_of(missing))


def _demand_term(applicant: Applicant, conditions: Conditions, today: date) -> None:
    """Raises TermFull."""
    limit = conditions.courses_a_term
    if limit is not None and len(applicant.this_term) >= limit:
        raise TermFull(
            limit=limit,
            courses=names_of(applicant.this_term),
            next_term=term_of(conditions.first_day or today).next_first_day,
        )


def _demand_resident(applicant: Applicant, area: Area) -> None:
    if applicant.district_code is None:
        raise DistrictMissing(district=area)
    if applicant.district_code != area.code:
        raise NotResident(district=area)


def demand_open(
    periods: Sequence[Period], applicant: Applicant, area: Area, *, now: datetime
) -> None:
    """Raises why this person can't apply at this moment: ResidentsFirst, NotYetOpen,
    Closed, DistrictMissing, NotResident or NeverOpen. Residents may use every
    period, others those for everybody."""
    resident = applicant.district_code == area.code
    hers = [p for p in periods if resident or not p.residents_only]
    if any(p.contains(now) for p in hers):
        return
    opens_at = min((p.opens_at for p in hers if p.opens_at > now), default=None)
    if any(p.contains(now) for p in periods):  # but it is for residents only
        if opens_at is not None:
            raise ResidentsFirst(district=area, opens_at=opens_at)
        _demand_resident(applicant, area)
    if opens_at is not None:
        raise NotYetOpen(opens_at=opens_at)
    if hers:
        raise Closed(closed_at=max(p.closes_at for p in hers))
    raise NeverOpen
