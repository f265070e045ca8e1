"""A gap in an open window is shown, and a coordinator extends the window for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.extension_models import WindowExtension
from app.courses.models import ApplicationWindow, CourseRun
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.opening import CLOSES, make_gap
from tests.support.pages import PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock, seoul

Open = Callable[[Account | None], PageClient]
BEGAN = seoul(2026, 3, 2, 10, 2)
REASON = "3월 2일 오전에 접속이 되지 않았어요."
OUTAGE = "3월 2일(월) 10:02부터 10:09까지 서비스가 응답하지 않았어요."


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school))


@pytest.fixture
def office(pages: Open, coordinator: Account) -> PageClient:
    return pages(coordinator)


@pytest.fixture
def gap(session: Session, run: CourseRun, clock: FakeClock) -> None:
    make_gap(session, BEGAN, 7)
    clock.set(seoul(2026, 3, 2, 11))


def send(office: PageClient, run: CourseRun, **more: Any) -> Any:
    """Press, as the page stood; gives where that leads."""
    page = office.get("enrollment.extend", run_id=run.id)
    data = {name: page.value(name) for name in ("seen", "until")}
    return office.post(
        "enrollment.extend",
        {**data, "reason": REASON, **more},
        run_id=run.id,
        window=run.windows[0].id,
        status=more.pop("status", 302),
    )


@pytest.mark.usefixtures("gap")
def test_everybody_reads_when_the_service_did_not_answer(
    visitor: PageClient, office: PageClient, run: CourseRun
) -> None:
    public = visitor.get("courses.run", run_id=run.id)
    staff = office.get("courses_office.run", run_id=run.id)

    assert OUTAGE in public.words()
    assert OUTAGE in staff.words()
    assert staff.select(f"a.btn-primary[href='/office/runs/{run.id}/extend']")


def test_a_gap_while_nobody_could_apply_is_shown_to_nobody(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    make_gap(session, seoul(2026, 2, 1, 3), 60)

    page = visitor.get("courses.run", run_id=run.id)

    assert "응답하지 않았어요" not in page.words()


@pytest.mark.usefixtures("gap")
def test_it_is_the_first_thing_to_do_until_it_is_mended(
    office: PageClient, run: CourseRun
) -> None:
    before = office.get("home.office")
    send(office, run)
    after = office.get("home.office")

    first = before.select(".tasks li")[0]
    assert "신청 기간에 서비스가 응답하지 않았어요" in text_of(first)
    assert first.select(f"a[href='/office/runs/{run.id}/extend']")
    assert "서비스가 응답하지 않았어요" not in after.words()


@pytest.mark.usefixtures("gap")
def test_the_form_proposes_what_was_lost_on_the_next_ten_minutes(
    office: PageClient, run: CourseRun
) -> None:
    page = office.get("enrollment.extend", run_id=run.id)

    assert OUTAGE in page.words()
    assert page.value("until") == "2026-03-09T18:10"
    assert page.value("reason") == ""


@pytest.mark.usefixtures("gap")
def test_a_press_extends_and_everybody_can_read_why(
    office: PageClient, visitor: PageClient, session: Session, run: CourseRun
) -> None:
    send(office, run)

    staff = office.get("courses_office.run", run_id=run.id)
    public = visitor.get("courses.run", run_id=run.id)

    words = "신청 마감을 늦췄어요: 3월 9일(월) 18:00 → 3월 9일(월) 18:10."
    for page in (staff, public):
        assert words in page.words()
        assert f"이유: {REASON}" in page.words()
    assert not staff.select("a.btn-primary[href$='/extend']")
    session.expire_all()
    assert run.windows[0].closes_at == CLOSES + timedelta(minutes=10)


def test_it_works_without_a_gap(office: PageClient, run: CourseRun) -> None:
    page = office.get("enrollment.extend", run_id=run.id)
    send(office, run)

    assert page.value("until") == "2026-03-10T18:00"
    assert office.last.location == f"/office/runs/{run.id}"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": " "}, "이 칸을 채워 주세요."),
        ({"until": "2026-03-09T18:00"}, "지금 신청 마감: 3월 9일(월) 18:00."),
        ({"until": "2026-04-01T00:01"}, "마지막 수업"),
        ({"until": "bald"}, ""),
        ({"until": ""}, ""),
    ],
)
def test_what_is_refused_stands_beside_its_field_with_what_was_typed(
    office: PageClient,
    session: Session,
    run: CourseRun,
    more: dict[str, Any],
    words: str,
) -> None:
    page = send(office, run, status=200, **more)

    assert any(words in alert for alert in page.alerts()), page.alerts()
    assert page.value("until") == more.get("until", "2026-03-10T18:00")
    assert session.scalars(select(WindowExtension)).all() == []


def test_the_second_of_two_coordinators_is_told_and_sees_the_new_end(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    send(office, run)

    page = office.post(
        "enrollment.extend",
        {"seen": CLOSES.isoformat(), "until": "2026-03-11T18:00", "reason": REASON},
        run_id=run.id,
        status=200,
    )

    assert "다른 담당자가 방금" in page.alerts()[0]
    assert page.value("seen") == "2026-03-10T09:00:00+00:00"
    assert "3월 10일(화) 18:00" in page.words()
    assert len(session.scalars(select(WindowExtension)).all()) == 1


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-03-09T18:00"])
def test_an_odd_end_breaks_nothing(
    office: PageClient, run: CourseRun, seen: str
) -> None:
    office.post(
        "enrollment.extend",
        {"seen": seen, "until": "2026-03-11T18:00", "reason": REASON},
        run_id=run.id,
    )

    assert office.last.location == f"/office/runs/{run.id}"


def test_of_several_periods_one_is_chosen(
    office: PageClient, session: Session, run: CourseRun
) -> None:
    second = ApplicationWindow(opens_at=CLOSES, closes_at=seoul(2026, 3, 10, 12))
    run.windows.append(second)
    session.commit()

    page = office.get("enrollment.extend", run_id=run.id)
    other = office.get("enrollment.extend", run_id=run.id, window=second.id)
    odd = office.get("enrollment.extend", run_id=run.id, window=999_999)

    assert page.select(f"a[href='/office/runs/{run.id}/extend?window={second.id}']")
    assert other.value("until") == "2026-03-11T12:00"
    assert odd.value("until") == page.value("until") == "2026-03-10T18:00"


def test_nobody_elses_run_and_no_dead_one(
    office: PageClient,
    pages: Open,
    session: Session,
    run: CourseRun,
    other_coordinator: Account,
    learner: Account,
) -> None:
    draft = make_run(session, run.course, published_at=None)
    dead = make_run(session, run.course, cancelled_at=MONDAY_TEN)
    bare = make_run(session, run.course, open_now=False)

    pages(other_coordinator).get("enrollment.extend", run_id=run.id, status=404)
    pages(learner).get("enrollment.extend", run_id=run.id, status=403)
    for one in (draft, dead, bare):
        office.get("enrollment.extend", run_id=one.id, status=404)
