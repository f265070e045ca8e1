"""The clocks that law sets running."""

from __future__ import annotations

from datetime import date

import pytest

from app.incubation import deadlines
from app.incubation.deadlines import Clock
from app.incubation.facts import Facts
from app.incubation.stages import Stage
from tests.support.factories.founding import FIGURES


def test_the_office_answers_within_twenty_days() -> None:
    assert deadlines.decision_due(date(2026, 4, 22), FIGURES) == date(2026, 5, 12)


def test_days_spent_on_a_supplement_do_not_count_for_the_office() -> None:
    waited = [
        (date(2026, 4, 24), date(2026, 4, 27)),
        (date(2026, 4, 30), date(2026, 5, 1)),
    ]

    due = deadlines.decision_due(date(2026, 4, 22), FIGURES, waited=waited)

    assert due == date(2026, 5, 16)


def test_registration_is_due_fourteen_days_after_the_last_payment() -> None:
    assert deadlines.registration_due(date(2026, 2, 20), FIGURES) == date(2026, 3, 6)


def test_tax_registration_is_due_twenty_days_after_opening() -> None:
    assert deadlines.tax_due(date(2026, 4, 20), FIGURES) == date(2026, 5, 10)


def test_the_notice_is_given_seven_days_before_the_meeting() -> None:
    assert deadlines.notice_given_by(date(2026, 3, 9), FIGURES) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("done", "late"),
    [(date(2026, 3, 5), 0), (date(2026, 3, 6), 0), (date(2026, 3, 9), 3)],
)
def test_the_last_day_is_in_time(done: date, late: int) -> None:
    assert deadlines.days_late(date(2026, 3, 6), done) == late


@pytest.mark.parametrize(
    ("stage", "fact", "clock", "whole"),
    [
        (Stage.FILED, "filed_on", Clock.DECISION, 20),
        (Stage.PAID_IN, "paid_on", Clock.REGISTRATION, 14),
        (Stage.INCORPORATED, "opens_on", Clock.TAX, 20),
    ],
)
def test_a_clock_runs_from_the_fact_that_starts_it(
    stage: Stage, fact: str, clock: Clock, whole: int
) -> None:
    running = deadlines.running(stage, Facts({fact: date(2026, 4, 1)}), FIGURES)

    assert running is not None
    assert (running.clock, running.whole) == (clock, whole)
    assert running.days_left(date(2026, 4, 1)) == whole
    assert running.days_left(running.due) == 0


@pytest.mark.parametrize("stage", [Stage.FILED, Stage.PAID_IN, Stage.INCORPORATED])
def test_no_clock_runs_before_its_fact_is_known(stage: Stage) -> None:
    assert deadlines.running(stage, Facts(), FIGURES) is None


def test_no_clock_runs_while_the_team_forms() -> None:
    facts = Facts({"filed_on": date(2026, 4, 1)})

    assert deadlines.running(Stage.TEAM, facts, FIGURES) is None
