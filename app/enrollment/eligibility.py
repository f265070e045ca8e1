"""Who may apply, and when: each refusal says what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.enrollment.allocation import EnrollmentRefused


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


@dataclass(frozen=True)
class Area:
    """A district as the rules need it."""

    code: str
    name_ko: str
    name_en: str


@dataclass(frozen=True)
class Period:
    """An application window; `closes_at` is exclusive."""

    opens_at: datetime
    closes_at: datetime
    residents_only: bool = False

    def contains(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True)
class Conditions:
    """What a run asks of who applies."""

    area: Area
    """The school's district: who lives there is a resident."""
    first_day: date | None
    adult_age: int
    """A policy figure (민법 제4조), in force on the day of applying."""
    max_age: int | None = None
    """만 나이 on the first day, inclusive (이하)."""
    residents_only: bool = False


@dataclass(frozen=True)
class Applicant:
    birth_date: date | None
    district_code: str | None


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
    """Raises the first reason for which this person can't apply at all:
    BirthDateMissing, NotAdult, TooOld, DistrictMissing or NotResident."""
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
    if conditions.residents_only:
        _demand_resident(applicant, conditions.area)


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
