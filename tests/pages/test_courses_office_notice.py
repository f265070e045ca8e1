"""The notice of a run: completed step by step, published, changed with care."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.kinds import SelectionMethod
from app.courses.models import CourseRun, Module
from app.places.models import School
from tests.support.factories.courses import (
    make_course,
    make_instructor,
    make_run,
)
from tests.support.factories.people import make_person
from tests.support.pages import PageClient
from tests.support.time import seoul

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def draft(session: Session, school: School) -> CourseRun:
    course = make_course(session, school, name_ko="도배 기초과정")
    return make_run(session, course, published_at=None, cohort=1, open_now=False)


def notice(run: CourseRun, **more: Any) -> dict[str, Any]:
    """What the form of this run sends when only `more` was changed."""
    values: dict[str, Any] = {
        "starts_on": "2026-03-10",
        "ends_on": "2026-03-31",
        "weekdays": ["1", "3"],
        "begins_at": "14:00",
        "finishes_at": "17:00",
        "meeting_count": "7",
        "total_minutes": "21",
        "venue": run.venue,
        "capacity": "15",
        "waiting_limit": "5",
        "selection_method": "first_come",
        "residence": "anywhere",
        "fee_won": "0",
        "materials_won": "30000",
        "completion_percent": "80",
        "contact": run.contact,
        "windows-0-opens_at": "2026-03-01T10:00",
        "windows-0-closes_at": "2026-03-09T18:00",
        "windows-0-applicants": "everybody",
        "windows-1-applicants": "everybody",
    }
    return {**values, **more}


def again(session: Session, run_id: int) -> CourseRun:
    session.commit()
    session.expire_all()
    return session.get_one(CourseRun, run_id)


def test_a_draft_says_what_it_lacks_and_where_to_mend_it(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    draft.venue, draft.fee_won = "", None
    session.commit()

    page = office.get("courses_office.run", run_id=draft.id)

    lacks = {a.text: str(a["href"]) for a in page.select(".lacks a")}
    edit = f"/office/runs/{draft.id}/edit"
    assert list(lacks.values()) == [
        f"{edit}#venue",
        f"{edit}#windows-0-opens_at",
        f"{edit}#windows-0-closes_at",
        f"{edit}#fee_won",
    ]
    form = office.get("courses_office.change_run", run_id=draft.id)
    for address in lacks.values():
        assert form.select_one(f"[id='{address.split('#')[1]}']") is not None
    office.post("courses_office.publish", run_id=draft.id)
    assert again(session, draft.id).published_at is None


def a_module(session: Session) -> Module:
    module = Module(
        code="coop", position=1, title_ko="협동조합", title_en="Co-ops", minutes=180
    )
    session.add(module)
    session.commit()
    return module


def test_a_draft_is_completed_and_published(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    module = a_module(session)
    instructor = make_instructor(session, draft, make_person(session, "박선영"))
    more = {
        "instructor_ids": [str(instructor.id)],
        "modules-0-module_id": str(module.id),
        "modules-0-asked": "required",
        "windows-1-opens_at": "2026-02-25T09:00",
        "windows-1-closes_at": "2026-03-01T00:00",
        "windows-1-applicants": "residents",
    }

    page = office.post(
        "courses_office.change_run",
        notice(
            draft,
            venue="새 교육장",
            **more,
        ),
        run_id=draft.id,
        follow=True,
    )

    assert not page.select(".lacks")
    assert "새 교육장" in page.words()
    page = office.post("courses_office.publish", run_id=draft.id, follow=True)
    run = again(session, draft.id)
    assert run.published_at is not None
    assert [w.applicants.value for w in run.windows] == ["residents", "everybody"]
    assert [(m.module_id, m.required) for m in run.modules] == [(module.id, True)]
    assert [i.id for i in run.instructors] == [instructor.id]
    office.post("courses_office.publish", run_id=draft.id)


WRONG = {
    "starts_on": "2026-13-45",
    "ends_on": "0001-01-01",
    "capacity": "0",
    "total_minutes": "viele",
    "fee_won": "drei",
    "finishes_at": "13:00",
    "windows-0-closes_at": "2026-02-01T10:00",
    "windows-1-opens_at": "9999-12-31T23:59",
}


def test_what_was_typed_wrongly_is_kept_and_told_beside_the_field(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    page = office.post(
        "courses_office.change_run",
        notice(
            draft,
            **WRONG,
        ),
        run_id=draft.id,
        status=200,
    )

    assert page.value("capacity") == "0"
    assert page.value("total_minutes") == "viele"
    assert page.value("starts_on") == "2026-13-45"
    wrong = {str(tag["id"]) for tag in page.select("[aria-invalid]")}
    assert wrong == set(WRONG)
    assert again(session, draft.id).capacity == 15


def test_a_form_with_nothing_in_it_is_a_draft_still(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    blank = dict.fromkeys(notice(draft), "")
    del blank["weekdays"]  # boxes that nobody ticked send nothing
    blank["windows-0-applicants"] = blank["windows-1-applicants"] = "everybody"

    office.post("courses_office.change_run", blank, run_id=draft.id)

    run = again(session, draft.id)
    assert (run.venue, run.capacity, run.weekdays) == ("", None, "")


def test_another_way_of_choosing_is_not_built_yet(
    session: Session, draft: CourseRun, office: PageClient
) -> None:
    draft.selection_method = SelectionMethod.LOTTERY
    session.commit()

    page = office.get("courses_office.run", run_id=draft.id)
    office.post("courses_office.publish", run_id=draft.id)

    assert page.select("#publish ~ .note.warn")
    assert again(session, draft.id).published_at is None


def test_dates_of_a_published_run_change_only_when_confirmed(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session, make_course(session, school), confirmed_count=12)
    changed = notice(run, ends_on="2026-04-02")

    page = office.post("courses_office.change_run", changed, run_id=run.id, status=200)

    assert page.select("[aria-invalid]")[0]["id"] == "confirmed"
    assert page.value("ends_on") == "2026-04-02"
    assert not page.select("#fee_won, #selection_method")
    office.post(
        "courses_office.change_run", {**changed, "confirmed": "y"}, run_id=run.id
    )
    assert again(session, run.id).ends_on == date(2026, 4, 2)
    page = office.post(
        "courses_office.change_run",
        notice(run, capacity="11", confirmed="y"),
        run_id=run.id,
        status=200,
    )
    assert page.select("[aria-invalid]")[0]["id"] == "capacity"


def test_a_tampered_form_cannot_change_the_terms(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session, make_course(session, school))

    office.post(
        "courses_office.change_run", notice(run, fee_won="99000"), run_id=run.id
    )

    assert again(session, run.id).fee_won == 0


def test_a_deadline_that_nobody_touched_keeps_its_seconds(
    session: Session, school: School, office: PageClient
) -> None:
    run = make_run(session, make_course(session, school))
    deadline = seoul(2026, 3, 9, 23, 59) + timedelta(seconds=59)
    run.windows[0].closes_at = deadline
    session.commit()

    office.post(
        "courses_office.change_run",
        notice(run, venue="새 교육장", **{"windows-0-closes_at": "2026-03-09T23:59"}),
        run_id=run.id,
    )

    changed = again(session, run.id)
    assert (changed.venue, changed.windows[0].closes_at) == ("새 교육장", deadline)
