"""What somebody learned, has this half-year and left, as it decides on applying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.enrollment import eligibility as rules
from app.enrollment.applicant import (
    Applicant,
    Area,
    Bar,
    Conditions,
    CourseName,
    Names,
    Period,
)
from app.enrollment.eligibility import Check
from tests.support.time import SEOUL

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, tzinfo=SEOUL)
OPEN = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
MENDING = CourseName(1, "옷수선", "Mending")
WALLS = CourseName(2, "도배", "")
ASKED = Conditions(
    area=Area("11545", "금천구", "Geumcheon-gu"),
    first_day=date(2026, 3, 10),
    adult_age=19,
    prerequisites=(MENDING, WALLS),
    courses_a_term=2,
    contact=Names("금천 학교 02-000-0001", "School 02-000-0001"),
)
FIT = Applicant(date(1968, 3, 5), "11545", completed=frozenset({1, 2}))
LEFT = Bar(Names("목공", "Joinery"), date(2025, 9, 12), date(2026, 3, 11))


def admit(applicant: Applicant, asked: Conditions = ASKED) -> None:
    rules.demand_admission(applicant, asked, [OPEN], today=TODAY, now=NOW)


def test_who_has_completed_all_of_them_is_admitted() -> None:
    admit(FIT)


def test_the_courses_that_are_missing_are_named_in_both_languages() -> None:
    with pytest.raises(rules.PrerequisiteMissing) as one:
        admit(replace(FIT, completed=frozenset({1})))
    with pytest.raises(rules.PrerequisiteMissing) as both:
        admit(replace(FIT, completed=frozenset()))

    assert one.value.facts == {"courses": Names("도배", "도배")}
    assert both.value.facts == {"courses": Names("옷수선, 도배", "Mending, 도배")}


def test_one_more_course_than_a_term_allows_is_refused() -> None:
    admit(replace(FIT, this_term=(MENDING,)))
    with pytest.raises(rules.TermFull) as refusal:
        admit(replace(FIT, this_term=(MENDING, WALLS)))

    assert refusal.value.facts == {
        "limit": 2,
        "courses": Names("옷수선, 도배", "Mending, 도배"),
        "next_term": date(2026, 7, 1),
    }


def test_the_term_is_that_of_the_first_day_not_of_today() -> None:
    autumn = replace(ASKED, first_day=date(2026, 7, 1))

    with pytest.raises(rules.TermFull) as refusal:
        admit(replace(FIT, this_term=(MENDING, WALLS)), autumn)

    assert refusal.value.facts["next_term"] == date(2027, 1, 1)


def test_a_restriction_holds_to_its_last_day() -> None:
    barred = replace(FIT, bar=LEFT)
    rules.demand_eligible(barred, ASKED, today=date(2026, 3, 12))
    with pytest.raises(rules.Restricted) as refusal:
        rules.demand_eligible(barred, ASKED, today=date(2026, 3, 11))

    assert refusal.value.facts == {
        "course": Names("목공", "Joinery"),
        "since": date(2025, 9, 12),
        "until": date(2026, 3, 11),
        "again_on": date(2026, 3, 12),
        "contact": ASKED.contact,
    }


def test_everything_that_stands_against_her_is_said_the_weightiest_first() -> None:
    nobody = Applicant(None, "11545", this_term=(MENDING, WALLS), bar=LEFT)

    found = rules.hindrances(nobody, ASKED, today=TODAY)

    assert [type(refusal) for refusal in found] == [
        rules.BirthDateMissing,
        rules.Restricted,
        rules.PrerequisiteMissing,
        rules.TermFull,
    ]


def test_what_a_run_does_not_ask_is_not_checked() -> None:
    plain = replace(ASKED, prerequisites=(), courses_a_term=None)

    assert rules.checked(FIT, plain, today=TODAY) == {Check.AGE: None}
    assert set(rules.checked(FIT, ASKED, today=TODAY)) == {
        Check.AGE,
        Check.PREREQUISITES,
        Check.TERM,
    }


def test_before_the_opening_she_reads_what_she_must_mend_first() -> None:
    later = Period(NOW + timedelta(days=3), NOW + timedelta(days=5))

    with pytest.raises(rules.PrerequisiteMissing):
        rules.demand_admission(
            replace(FIT, completed=frozenset()), ASKED, [later], today=TODAY, now=NOW
        )
