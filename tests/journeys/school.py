"""A school opened and its classes held, by buttons alone."""

from __future__ import annotations

from tests.journeys import office
from tests.journeys.cast import Cast
from tests.support.browser import Walker
from tests.support.time import seoul

CLASS_DAYS = ((3, 24), (3, 26), (3, 31), (4, 2), (4, 7))
INSTRUCTOR = "teacher@example.org"


def open_school(cast: Cast) -> tuple[Walker, Walker, str]:
    """Staff, workbook, this year's cohort; gives the run's page in the office."""
    coordinator = cast.staff(
        "coordinator", "office@example.org", "이현주", district="양천구"
    )
    instructor = cast.staff("instructor", INSTRUCTOR, "박선영", district="양천구")
    office.import_workbook(coordinator)
    office.enter_operator(coordinator)
    office.add_instructor(coordinator, INSTRUCTOR)
    run_page = office.make_cohort(coordinator)
    office.complete_notice(coordinator)
    office.plan_and_publish(coordinator)
    return coordinator, instructor, run_page


def hold_classes(cast: Cast, instructor: Walker, *, absent: str) -> None:
    for number, (month, day) in enumerate(CLASS_DAYS, start=1):
        cast.live.clock.set(seoul(2026, month, day, 17, 5))
        office.mark_all(instructor, absent=absent if number == 2 else None)
