"""Until when people move up from a waiting list."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.courses.list_end import is_ended, list_ends_at
from tests.support.time import seoul

LAST_DAY = date(2026, 3, 31)
CLASSES = [(seoul(2026, 3, day, 14), seoul(2026, 3, day, 17)) for day in (10, 12, 17)]


@pytest.mark.parametrize(
    ("after", "ends_at"),
    [
        (0, seoul(2026, 3, 10, 14)),  # when the first class starts
        (1, seoul(2026, 3, 10, 17)),
        (2, seoul(2026, 3, 12, 17)),
        (3, seoul(2026, 3, 17, 17)),
    ],
)
def test_it_ends_with_the_class_of_that_number(after: int, ends_at: datetime) -> None:
    assert list_ends_at(CLASSES, after=after, last_day=LAST_DAY) == ends_at


@pytest.mark.parametrize(("held", "after"), [(CLASSES, 4), ([], 0), ([], 2)])
def test_with_fewer_classes_it_goes_on_until_the_last_day(
    held: list[tuple[datetime, datetime]], after: int
) -> None:
    end = list_ends_at(held, after=after, last_day=LAST_DAY)

    assert end == seoul(2026, 3, 31, 23, 59) + timedelta(seconds=59)


def test_it_never_outlasts_the_last_day() -> None:
    assert list_ends_at(CLASSES, after=3, last_day=date(2026, 3, 12)) == (
        seoul(2026, 3, 12, 23, 59) + timedelta(seconds=59)
    )


def test_without_any_date_it_has_no_end() -> None:
    assert list_ends_at([], after=2, last_day=None) is None
    assert not is_ended(None, seoul(2030, 1, 1))


def test_at_the_very_moment_it_has_ended() -> None:
    end = seoul(2026, 3, 12, 17)

    assert is_ended(end, end)
    assert not is_ended(end, end - timedelta(microseconds=1))
