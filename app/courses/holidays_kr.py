"""Korean public holidays (관공서의 공휴일에 관한 규정), substitute days included.

The library knows lunar dates and substitute days; it is not the gazette, so a
temporary holiday may be missing: staff can drop and keep days themselves.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

from app.courses.timetable import Holiday


def public_holidays(first: date, last: date) -> dict[date, Holiday]:
    """The public holidays from `first` to `last`, named in both languages."""
    return {
        day: holiday
        for year in range(first.year, last.year + 1)
        for day, holiday in _of_year(year).items()
        if first <= day <= last
    }


@lru_cache(maxsize=16)
def _of_year(year: int) -> dict[date, Holiday]:
    """Reckoned once: a learner's page asks for the same year again and again."""
    korean = holidays.country_holidays("KR", years=year, language="ko")
    english = holidays.country_holidays("KR", years=year, language="en_US")
    return {
        day: Holiday(name_ko=name, name_en=english[day]) for day, name in korean.items()
    }
