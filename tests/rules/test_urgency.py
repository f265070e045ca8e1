"""How urgent a thing is, and in which order the coordinator's page tells it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.home.office_tasks import Kind, Task, ToDo, due
from app.home.urgency import Urgency, urgency_of

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "urgency"),
    [
        (-30, Urgency.TODAY),
        (0, Urgency.TODAY),
        (1, Urgency.TODAY),
        (2, Urgency.THIS_WEEK),
        (7, Urgency.THIS_WEEK),
        (8, Urgency.LATER),
    ],
)
def test_urgency_follows_from_the_day(days: int, urgency: Urgency) -> None:
    assert urgency_of(TODAY + timedelta(days=days), today=TODAY) is urgency


def test_what_has_no_day_presses_nobody() -> None:
    assert urgency_of(None, today=TODAY) is Urgency.LATER


def test_a_line_knows_how_many_days_are_left() -> None:
    late = due(Kind.REGISTERS, TODAY - timedelta(days=3), today=TODAY)
    undated = due(Kind.DRAFT, None, today=TODAY)

    assert (late.days, late.urgency) == (-3, Urgency.TODAY)
    assert (undated.days, undated.urgency) == (None, Urgency.LATER)


def test_in_a_group_what_is_due_first_comes_first_and_what_has_no_day_last() -> None:
    certificates = Task(Kind.CERTIFICATES, Urgency.THIS_WEEK)
    closing = due(Kind.CLOSING, TODAY + timedelta(days=5), today=TODAY)
    short = due(Kind.SHORT, TODAY + timedelta(days=5), today=TODAY)
    register = due(Kind.REGISTERS, TODAY, today=TODAY)

    to_do = ToDo.of([certificates, closing, short, register])

    assert [(u, [t.kind for t in tasks]) for u, tasks in to_do.groups] == [
        (Urgency.TODAY, [Kind.REGISTERS]),
        (Urgency.THIS_WEEK, [Kind.SHORT, Kind.CLOSING, Kind.CERTIFICATES]),
    ]
    assert len(to_do) == 4


def test_with_nothing_to_do_there_are_no_groups() -> None:
    assert ToDo.of([]).groups == []
