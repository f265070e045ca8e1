"""Who may apply and when; each refusal says what would change it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.enrollment import eligibility as rules
from app.enrollment.applicant import Applicant, Area, Conditions, Period
from tests.support.time import SEOUL

GEUMCHEON = Area("11545", "금천구", "Geumcheon-gu")
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, tzinfo=SEOUL)
OPEN = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
RESIDENT = Applicant(date(1968, 3, 5), "11545")
STRANGER = Applicant(date(1968, 3, 5), "11380")


def conditions(**more: Any) -> Conditions:
    return Conditions(area=GEUMCHEON, first_day=date(2026, 3, 10), adult_age=19, **more)


def admit(
    applicant: Applicant,
    asked: Conditions | None = None,
    periods: tuple[Period, ...] = (OPEN,),
) -> None:
    rules.demand_admission(
        applicant, asked or conditions(), periods, today=TODAY, now=NOW
    )


def test_an_adult_in_an_open_period_is_admitted() -> None:
    admit(STRANGER)


def test_without_a_birth_date_nobody_is() -> None:
    with pytest.raises(rules.BirthDateMissing):
        admit(Applicant(None, "11545"))


def test_the_nineteenth_birthday_decides() -> None:
    admit(Applicant(date(2007, 3, 2), None))
    with pytest.raises(rules.NotAdult) as refusal:
        admit(Applicant(date(2007, 3, 3), None))

    assert refusal.value.facts == {"age": 19, "since": date(2026, 3, 3)}


@pytest.mark.parametrize(
    ("birth", "admitted"),
    [
        (date(1970, 3, 11), True),  # 55 on the first day, the 10th
        (date(1970, 3, 10), False),  # 56 on that very day
    ],
)
def test_the_highest_age_is_counted_on_the_first_day_and_inclusive(
    birth: date, admitted: bool
) -> None:
    if admitted:
        admit(Applicant(birth, None), conditions(max_age=55))
        return
    with pytest.raises(rules.TooOld) as refusal:
        admit(Applicant(birth, None), conditions(max_age=55))

    assert refusal.value.facts == {"age": 55, "first_day": date(2026, 3, 10)}


def test_a_course_for_residents_refuses_others_and_asks_who_said_nothing() -> None:
    only = conditions(residents_only=True)

    admit(RESIDENT, only)
    with pytest.raises(rules.NotResident) as refusal:
        admit(STRANGER, only)
    with pytest.raises(rules.DistrictMissing):
        admit(Applicant(date(1968, 3, 5), None), only)

    assert refusal.value.facts == {"district": GEUMCHEON}


LATER = Period(NOW + timedelta(days=3), NOW + timedelta(days=5))
PAST = Period(NOW - timedelta(days=5), NOW - timedelta(days=3))
FOR_RESIDENTS = Period(OPEN.opens_at, OPEN.closes_at, residents_only=True)


def test_residents_first_tells_others_when_their_turn_is() -> None:
    admit(RESIDENT, periods=(FOR_RESIDENTS, LATER))
    with pytest.raises(rules.ResidentsFirst) as refusal:
        admit(STRANGER, periods=(FOR_RESIDENTS, LATER))

    assert refusal.value.facts["opens_at"] == LATER.opens_at


def test_a_residents_period_alone_never_opens_for_others() -> None:
    with pytest.raises(rules.NotResident):
        admit(STRANGER, periods=(FOR_RESIDENTS,))


def test_before_the_opening_it_says_when() -> None:
    with pytest.raises(rules.NotYetOpen) as refusal:
        admit(STRANGER, periods=(LATER,))

    assert refusal.value.facts == {"opens_at": LATER.opens_at}


def test_after_the_closing_it_says_since_when() -> None:
    with pytest.raises(rules.Closed) as refusal:
        admit(STRANGER, periods=(PAST,))

    assert refusal.value.facts == {"closed_at": PAST.closes_at}


def test_no_period_at_all_is_said_too() -> None:
    with pytest.raises(rules.NeverOpen):
        admit(STRANGER, periods=())


def test_closed_at_the_very_instant_of_closing() -> None:
    with pytest.raises(rules.Closed):
        admit(STRANGER, periods=(Period(PAST.opens_at, NOW),))
    admit(STRANGER, periods=(Period(NOW, LATER.closes_at),))


def test_a_closed_course_does_not_ask_for_a_birth_date() -> None:
    with pytest.raises(rules.Closed):
        admit(Applicant(None, None), periods=(PAST,))


def test_a_course_that_opens_later_names_first_what_has_to_be_mended() -> None:
    with pytest.raises(rules.BirthDateMissing):
        admit(Applicant(None, None), periods=(LATER,))


def test_born_on_a_leap_day_one_is_older_on_the_first_of_march() -> None:
    born = date(2004, 2, 29)

    assert rules.age_on(born, date(2023, 2, 28)) == 18
    assert rules.age_on(born, date(2023, 3, 1)) == 19
    assert rules.birthday(born, 19) == date(2023, 3, 1)
    assert rules.birthday(born, 20) == date(2024, 2, 29)


@given(
    st.dates(date(1900, 1, 1), date(2020, 12, 31)),
    st.integers(0, 90),
)
def test_on_the_birthday_the_age_is_reached_and_not_the_day_before(
    birth: date, age: int
) -> None:
    day = rules.birthday(birth, age)

    assert rules.age_on(birth, day) == age
    assert rules.age_on(birth, day - timedelta(days=1)) == age - 1
