"""The coordinator's pages of runs: list, new cohort, calling off, deleting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_meetings,
    make_run,
)
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    course = make_course(session, school, name_ko="도배 기초과정")
    return make_run(session, course, published_at=None, cohort=1, open_now=False)


def test_drafts_come_first_and_states_can_be_chosen(
    session: Session, school: School, office: PageClient
) -> None:
    course = make_course(session, school)
    names = ("finished", "current", "cancelled", "draft")
    runs = {name: make_run(session, course) for name in names}
    runs["finished"].starts_on = date(2025, 3, 1)
    runs["finished"].ends_on = date(2025, 4, 1)
    runs["draft"].published_at = None
    runs["cancelled"].cancelled_at = runs["cancelled"].created_at
    session.commit()

    page = office.get("courses_office.runs")

    links = [str(a["href"]) for a in page.select("tbody th a")]
    assert links[0].endswith(f"/{runs['draft'].id}")
    assert links[1].endswith(f"/{runs['current'].id}")
    for name, run in runs.items():
        only = office.get("courses_office.runs", state=name)
        assert [str(a["href"]) for a in only.select("tbody th a")] == [
            f"/office/runs/{run.id}"
        ]
    assert len(office.get("courses_office.runs", state="odd").select("tbody tr")) == 4


def test_the_list_is_paged_with_a_fixed_number_of_statements(
    session: Session, school: School, office: PageClient
) -> None:
    course = make_course(session, school)
    for _ in range(23):
        make_run(session, course)

    first = office.get("courses_office.runs")
    statements = len(office.statements)
    more = first.select_one("a[rel=next]")
    assert more is not None
    second = office.open(str(more["href"]))

    seen = [a["href"] for page in (first, second) for a in page.select("tbody th a")]
    assert len(seen) == len(set(seen)) == 23
    assert statements == 4


def test_strangers_find_nothing(
    session: Session,
    draft: CourseRun,
    pages: Pages,
    other_coordinator: Account,
    learner: Account,
) -> None:
    [meeting] = make_meetings(session, draft, 1)
    stranger = pages(other_coordinator)
    addresses = [
        ("courses_office.run", {"run_id": draft.id}),
        ("courses_office.change_run", {"run_id": draft.id}),
        ("courses_office.cancel_run", {"run_id": draft.id}),
        ("courses_office.plan_meetings", {"run_id": draft.id}),
        ("courses_office.add_meeting", {"run_id": draft.id}),
        ("courses_office.meeting", {"meeting_id": meeting.id}),
        ("courses_office.cancel_meeting", {"meeting_id": meeting.id}),
        ("courses_office.remove_meeting", {"meeting_id": meeting.id}),
    ]

    for endpoint, values in addresses:
        stranger.get(endpoint, status=404, **values)
    for action in ("publish", "new_cohort", "delete_draft"):
        stranger.post(f"courses_office.{action}", status=404, run_id=draft.id)
    stranger.post("courses_office.hold_meeting", status=404, meeting_id=meeting.id)
    stranger.get("courses_office.run", status=404, run_id=10**12)
    pages(learner).get("courses_office.run", status=403, run_id=draft.id)
    pages(None).get("courses_office.run", status=302, run_id=draft.id)


def test_this_years_cohort_is_made_with_one_press(
    session: Session, school: School, office: PageClient
) -> None:
    old = make_run(
        session,
        make_course(session, school, name_ko="옷수선"),
        year=2021,
        starts_on=date(2021, 3, 1),
        ends_on=date(2021, 4, 1),
    )

    page = office.post("courses_office.new_cohort", run_id=old.id, follow=True)

    assert page.heading() == "옷수선 1기"
    made = session.scalars(
        select(CourseRun).where(CourseRun.made_from_id == old.id)
    ).one()
    assert (made.year, made.published_at) == (2026, None)


def test_a_run_is_called_off_with_a_reason(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session, make_course(session, school), confirmed_count=2)

    bad = office.post(
        "courses_office.cancel_run", {"reason": " "}, run_id=run.id, status=200
    )
    page = office.post(
        "courses_office.cancel_run",
        {"reason": "신청자가 모자라요"},
        run_id=run.id,
        follow=True,
    )

    assert bad.alerts()
    assert "신청자가 모자라요" in page.words()
    assert not page.select("a[href$='/edit']")
    late = office.post(
        "courses_office.cancel_run", {"reason": "또"}, run_id=run.id, status=200
    )
    assert late.alerts()


def test_a_draft_is_deleted_but_a_published_run_is_not(
    session: Session, school: School, draft: CourseRun, office: PageClient
) -> None:
    published = make_run(session, make_course(session, school))

    office.post("courses_office.delete_draft", run_id=draft.id)
    office.post("courses_office.delete_draft", run_id=published.id)

    session.commit()
    assert session.scalars(select(CourseRun.id)).all() == [published.id]


def test_a_new_run_is_made_of_a_course_of_ones_own(
    session: Session, school: School, other_school: School, office: PageClient
) -> None:
    course = make_course(session, school)
    elsewhere = make_course(session, other_school)

    empty = office.get("courses_office.new_run", course=course.id)
    assert empty.value("course_id") == str(course.id)
    office.post("courses_office.new_run", {"course_id": course.id, "year": "2026"})
    taken = office.post(
        "courses_office.new_run",
        {"course_id": course.id, "year": "2026", "cohort": "1"},
        status=200,
    )
    for bad in (elsewhere.id, "abc", 10**12):
        office.post(
            "courses_office.new_run", {"course_id": bad, "year": "2026"}, status=200
        )

    assert taken.select("[aria-invalid]")[0]["id"] == "cohort"
    assert session.scalars(select(CourseRun.course_id)).all() == [course.id]


def test_the_pages_read_in_english_too(
    session: Session, draft: CourseRun, office: PageClient, clock: FakeClock
) -> None:
    office.in_english()

    for endpoint in ("run", "change_run", "cancel_run", "plan_meetings"):
        page = office.get(f"courses_office.{endpoint}", run_id=draft.id)
        assert page.html is not None
        assert page.html["lang"] == "en"
