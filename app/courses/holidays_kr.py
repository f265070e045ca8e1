"""Korean public holidays (관공서의 공휴일에 관한 규정), substitute days included.

The library knows lunar dates and substitute days; it is not the gazette, so a
temporary holiday may be missing: staff can drop and keep days themselves.
"""

from __future__ import annotations

from datetime import date

import holidays

from app.courses.timetable import Holiday


def public_holidays(first: date, last: date) -> dict[date, Holiday]:
    """The public holidays from `first` to `last`, named in both languages."""
    years = range(first.year, last.year + 1)
    korean = holidays.country_holidays("KR", years=years, language="ko")
    english = holidays.country_holidays("KR", years=years, language="en_US")
    return {
        day: Holiday(name_ko=name, name_en=english[day])
        for day, name in korean.items()
        if first <= day <= last
    }
