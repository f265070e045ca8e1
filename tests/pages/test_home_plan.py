"""/city/plan: read by the city and the administrators, changed by the latter alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.places.models import PlanFigure, PlanTarget
from tests.support.pages import Page, PageClient, text_of

Pages = Callable[[Account | None], PageClient]
RUNS = {"figure": "runs", "year": "2026", "number": "40", "source": "시정계획 2026. 1."}


@pytest.fixture
def admin(pages: Pages, administrator: Account) -> PageClient:
    return pages(administrator).in_english()


@pytest.fixture
def city(pages: Pages, city_officer: Account) -> PageClient:
    return pages(city_officer).in_english()


def rows(page: Page) -> list[str]:
    return [text_of(row) for row in page.select("tbody tr")]


def stored(session: Session) -> list[tuple[PlanFigure, int, int]]:
    session.expire_all()
    found = session.scalars(select(PlanTarget).order_by(PlanTarget.id))
    return [(t.figure, t.year, t.number) for t in found]


def test_the_city_reads_where_a_target_comes_from(city: PageClient) -> None:
    page = city.get("home.plan")

    assert rows(page) == [
        "Schools 10 「서울 사회적경제 활성화 2.0」, 서울특별시, 2019. 3. 15."
    ]
    assert page.select("main form") == []
    assert page.select(".crumb a[href='/city']")


def test_an_administrator_sets_one_and_changes_it(
    admin: PageClient, session: Session
) -> None:
    page = admin.post("home.set_target", RUNS, follow=True)
    again = admin.post("home.set_target", {**RUNS, "number": "45"}, follow=True)

    assert page.notes() == ["The target is saved."]
    assert "Course runs 40 시정계획 2026. 1." in rows(page)[0]
    assert "45" in rows(again)[0]
    assert stored(session)[1:] == [(PlanFigure.RUNS, 2026, 45)]
    assert page.select(".crumb a[href='/people']")


def test_an_administrator_takes_one_back(admin: PageClient, session: Session) -> None:
    target_id = session.scalars(select(PlanTarget.id)).one()

    page = admin.post("home.remove_target", target_id=target_id, follow=True)

    assert "No target yet" in page.words()
    assert stored(session) == []
    admin.post("home.remove_target", target_id=target_id, status=404)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("figure", "hospitals"),
        ("figure", ""),
        ("year", "2018"),
        ("year", "2037"),
        ("year", "올해"),
        ("year", ""),
        ("number", "0"),
        ("number", "-3"),
        ("number", "1000001"),
        ("number", "많이"),
        ("number", "1e3"),
        ("number", ""),
        ("source", "   "),
        ("source", "가" * 201),
    ],
)
def test_bad_input_is_told_beside_its_field(
    admin: PageClient, session: Session, field: str, value: str
) -> None:
    before = stored(session)

    page = admin.post("home.set_target", {**RUNS, field: value}, status=200)

    assert page.select(f"[name={field}][aria-invalid=true]")
    assert page.alerts()
    kept = next(name for name in ("number", "year") if name != field)
    assert page.value(kept) == RUNS[kept]
    assert stored(session) == before


def test_all_may_be_missing(admin: PageClient, session: Session) -> None:
    nothing: dict[str, Any] = {}

    admin.post("home.set_target", nothing, status=200)

    assert len(stored(session)) == 1


def test_the_city_changes_nothing(city: PageClient, session: Session) -> None:
    (target,) = session.scalars(select(PlanTarget))

    city.post("home.set_target", RUNS, status=403)
    city.post("home.remove_target", target_id=target.id, status=403)

    assert len(stored(session)) == 1


def test_nobody_else_reads_it(
    pages: Pages,
    learner: Account,
    instructor: Account,
    coordinator: Account,
    visitor: PageClient,
) -> None:
    for account in (learner, instructor, coordinator):
        pages(account).get("home.plan", status=403)
        pages(account).post("home.set_target", RUNS, status=403)
    visitor.get("home.plan", status=302)
    visitor.post("home.set_target", RUNS, status=302)


def test_administrators_find_it_from_their_pages(admin: PageClient) -> None:
    for endpoint in ("accounts.people", "accounts.schools"):
        assert admin.get(endpoint).select("main a[href='/city/plan']")


def test_more_targets_take_no_more_statements(
    city: PageClient, session: Session
) -> None:
    for year in range(2023, 2030):
        session.add(
            PlanTarget(figure=PlanFigure.RUNS, year=year, number=year, source="시")
        )
    session.commit()

    city.get("home.plan")

    assert len(city.statements) == 3  # account 2, targets
