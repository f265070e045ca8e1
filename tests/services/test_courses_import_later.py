"""A workbook meets runs that live already: published, planned, changed in between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit import AuditEntry
from app.courses.importing import services as importing
from app.courses.importing.entry import Entry, Plan, RowState
from app.courses.importing.models import ImportUpload
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import read_workbook
from app.courses.kinds import Applicants
from app.courses.models import (
    ApplicationWindow,
    CourseRun,
)
from tests.support.factories.courses import make_meetings
from tests.support.factories.workbooks import WHOLE, make_workbook
from tests.support.time import MONDAY_TEN, seoul


def take_over(session: Session, *rows: dict[str, Any], **choices: Any) -> Plan:
    plan = importing.apply(
        session,
        sheet=read_workbook(make_workbook(*rows)),
        choices=Choices(**choices),
        now=MONDAY_TEN,
        by=None,
    )
    session.commit()
    return plan


def only(plan: Plan) -> Entry:
    (entry,) = plan.entries
    return entry


def imported(session: Session, plan: Plan) -> CourseRun:
    return session.get_one(CourseRun, only(plan).run_id)


def published(session: Session, **more: Any) -> CourseRun:
    """The run of WHOLE, imported and then published."""
    run = imported(session, take_over(session, WHOLE))
    run.published_at = MONDAY_TEN
    for name, value in more.items():
        setattr(run, name, value)
    session.commit()
    return run


def test_a_published_run_keeps_its_dates_until_it_is_confirmed(
    session: Session,
) -> None:
    run = published(session)
    moved = {**WHOLE, "교육종료일": "2026. 5. 7.", "신청마감": "2026. 3. 25."}

    asked = take_over(session, moved)
    kept = (run.ends_on, run.windows[0].closes_at)
    confirmed = take_over(session, moved, confirm_published=True)

    assert only(asked).state is RowState.REFUSED
    assert kept == (date(2026, 4, 30), seoul(2026, 3, 21))
    assert only(confirmed).state is RowState.UPDATED
    session.refresh(run)
    assert (run.ends_on, run.windows[0].closes_at) == (
        date(2026, 5, 7),
        seoul(2026, 3, 26),
    )
    assert run.published_at == MONDAY_TEN


def test_seats_that_are_taken_stay(session: Session) -> None:
    run = published(session, confirmed_count=9, offered_count=2)

    fewer = take_over(session, {**WHOLE, "정원": 10}, confirm_published=True)
    enough = take_over(session, {**WHOLE, "정원": 11}, confirm_published=True)

    assert only(fewer).state is RowState.REFUSED
    assert only(enough).state is RowState.UPDATED
    assert run.capacity == 11


def test_a_window_for_residents_keeps_for_whom_it_is(session: Session) -> None:
    run = imported(session, take_over(session, WHOLE))
    run.windows[0].applicants = Applicants.RESIDENTS
    session.commit()

    take_over(session, {**WHOLE, "신청마감": "2026. 3. 25."})

    (window,) = run.windows
    assert window.closes_at == seoul(2026, 3, 26)
    assert window.applicants is Applicants.RESIDENTS


def test_several_windows_are_left_to_the_runs_page(session: Session) -> None:
    run = imported(session, take_over(session, WHOLE))
    run.windows.append(
        ApplicationWindow(opens_at=seoul(2026, 3, 21), closes_at=seoul(2026, 3, 25))
    )
    session.commit()

    other = take_over(session, {**WHOLE, "신청마감": "2026. 3. 24."})
    same = take_over(session, {**WHOLE, "교육장소": "금천구청"})

    assert only(other).state is RowState.REFUSED
    assert only(same).state is RowState.UPDATED
    assert run.venue == "금천구청"
    assert len(run.windows) == 2


def test_planned_meetings_settle_the_dates(session: Session) -> None:
    run = imported(session, take_over(session, WHOLE))
    make_meetings(session, run)

    dates = take_over(session, {**WHOLE, "교육종료일": "2026. 5. 7."})
    same = take_over(session, WHOLE)

    assert only(dates).state is RowState.REFUSED
    assert only(same).state is RowState.UNCHANGED


def test_a_plan_that_no_longer_holds_is_not_applied(session: Session) -> None:
    take_over(session, WHOLE)
    sheet = read_workbook(make_workbook({**WHOLE, "정원": 20}))
    shown = importing.preview(session, sheet=sheet, choices=Choices()).fingerprint
    session.scalars(select(CourseRun)).one().capacity = 20
    session.commit()

    with pytest.raises(importing.PlanIsOutdated):
        importing.apply(
            session,
            sheet=sheet,
            choices=Choices(),
            now=MONDAY_TEN,
            by=None,
            shown=shown,
        )


def test_schools_courses_and_runs_stand_in_the_log(
    session: Session, coordinator: Account
) -> None:
    importing.apply(
        session,
        sheet=read_workbook(make_workbook({**WHOLE, "자치구": "은평구"})),
        choices=Choices(),
        now=MONDAY_TEN,
        by=coordinator.id,
    )
    session.commit()

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [e.action for e in entries][-3:] == [
        "school.opened",
        "course.created",
        "run.imported",
    ]
    assert {e.account_id for e in entries[-3:]} == {coordinator.id}


def test_a_new_upload_makes_room_by_dropping_hers_and_stale_ones(
    session: Session, coordinator: Account, other_coordinator: Account
) -> None:
    def keep(account: Account, name: str, now: Any = MONDAY_TEN) -> None:
        importing.keep_upload(
            session, account_id=account.id, filename=name, content=b"PK", now=now
        )

    keep(other_coordinator, "stale.xlsx", seoul(2026, 2, 27))
    keep(coordinator, "first.xlsx")
    keep(coordinator, "second.xlsx")

    assert session.scalars(select(ImportUpload.filename)).all() == ["second.xlsx"]
