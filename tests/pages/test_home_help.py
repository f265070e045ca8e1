"""Help under every page, and the page of parts for those who build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.config import PRODUCTION
from app.places.models import School
from tests.support.databases import settings_for
from tests.support.pages import PageClient

HELP = "footer a[href='/help']"


def test_help_stands_at_the_same_place_on_every_page(
    visitor: PageClient, school: School
) -> None:
    for endpoint in ("home.front", "courses.catalogue", "accounts.login", "home.help"):
        page = visitor.get(endpoint)

        assert page.select("footer ul a")[0]["href"] == "/help", endpoint


def test_help_gives_the_telephone_of_each_school_that_has_one(
    visitor: PageClient, session: Session, school: School, other_school: School
) -> None:
    school.phone, other_school.phone = "02-000-0001", ""
    session.commit()

    page = visitor.get("home.help")

    assert [tag["href"] for tag in page.select("main a[href^=tel]")] == [
        "tel:02-000-0001"
    ]
    assert len(visitor.statements) == 2


def test_help_without_schools_says_whom_to_ask(visitor: PageClient) -> None:
    page = visitor.get("home.help")

    assert "아직 전화번호를 적은 학교가 없어요" in page.words()


def test_help_quotes_figures_of_the_law(visitor: PageClient, school: School) -> None:
    page = visitor.in_english().get("home.help")

    assert "attended 80% of the classes" in page.words()
    assert "needs at least 5" in page.words()


def test_parts_are_shown_with_their_states(visitor: PageClient) -> None:
    page = visitor.get("home.design")

    assert page.select("[popover] h2")
    assert page.select("svg.chart title")
    assert page.select(".err-sum a[href='#wrong-name']")
    assert len(visitor.statements) == 0


def test_parts_are_not_for_production(tmp_path: Path) -> None:
    settings = replace(
        settings_for(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path),
        environment=PRODUCTION,
    )
    app: Flask = create_app(settings)

    answer = app.test_client().get("/design", base_url=settings.public_url)

    assert answer.status_code == 404
