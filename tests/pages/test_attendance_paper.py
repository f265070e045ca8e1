"""A register says what its marks mean, and prints with its head and its foot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_meetings,
    make_run,
)
from tests.support.factories.enrollment import make_class
from tests.support.pages import Page, PageClient, text_of

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, instructor: Account) -> CourseRun:
    run = make_run(session, make_course(session, school), cohort=3)
    make_meetings(session, run)
    make_instructor(session, run, instructor.person)
    make_class(session, run)
    return run


@pytest.fixture
def both(pages: Pages, instructor: Account, run: CourseRun) -> list[Page]:
    """The register of one class, and the whole table."""
    client = pages(instructor).in_english()
    return [
        client.get("attendance.register", meeting_id=run.meetings[0].id),
        client.get("attendance.sheet", run_id=run.id),
    ]


def test_the_six_marks_are_explained_with_the_figures_in_force(
    both: list[Page],
) -> None:
    for page in both:
        said = text_of(page.select("details dl")[0])

        assert len(page.select("details dl dt")) == 6
        assert "Came 10 minutes late or more." in said
        assert "Left more than 10 minutes before the end." in said
        assert "less than 50% of the class" in said


def test_on_paper_it_has_school_course_dates_and_lines_to_sign(
    both: list[Page], school: School, run: CourseRun
) -> None:
    for page in both:
        head, foot = (text_of(tag) for tag in page.select("dl.only-print"))

        assert school.name_en in head
        assert "Clothing repair, basic (cohort 3)" in head
        assert "Tue 10 Mar 2026 ~ Tue 31 Mar 2026" in head
        assert "Instructor 박선영" in head
        assert "Instructor 박선영 (signature)" in foot
