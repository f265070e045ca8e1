"""A visitor's page is kept for a second: for visitors alone, each in her language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import kept_pages
from app.accounts.models import Account
from app.courses.models import CourseRun
from app.kept_pages import Shelf
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.pages import PageClient

Open = Callable[[Account | None], PageClient]


class Wall:
    """A clock for the shelf, standing until it is moved."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    monkeypatch.setattr(kept_pages, "time", wall)
    return wall


@pytest.fixture
def shelf(app: Flask, wall: Wall) -> Iterator[Shelf]:
    """The app keeps pages, as it does outside tests."""
    before = app.extensions["kept_pages"]
    app.extensions["kept_pages"] = shelf = Shelf(kept_pages.SECONDS)
    yield shelf
    app.extensions["kept_pages"] = before


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_run(session, make_course(session, school), capacity=10)


def seats(client: PageClient, run: CourseRun) -> int:
    words = client.get("courses.run", run_id=run.id).words()
    return int(words.split(" 자리 남음")[0].rsplit(" ", 1)[-1])


@pytest.mark.usefixtures("shelf")
def test_for_a_second_all_visitors_get_one_page_that_costs_nothing(
    pages: Open, session: Session, run: CourseRun, wall: Wall
) -> None:
    first = seats(pages(None), run)
    make_enrollment(session, run)
    visitor = pages(None)
    wall.seconds += 0.9

    again = seats(visitor, run)
    statements = visitor.statements
    wall.seconds += 0.2
    later = seats(visitor, run)

    assert (first, again, later) == (10, 10, 9)
    assert statements == []
    assert visitor.last.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in visitor.last.headers["Vary"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("endpoint", ["courses.run", "courses.catalogue"])
def test_who_is_signed_in_gets_and_leaves_no_kept_page(
    pages: Open, run: CourseRun, learner: Account, endpoint: str
) -> None:
    values = {"run_id": run.id} if endpoint == "courses.run" else {}
    hers, visitor = pages(learner), pages(None)

    mine = hers.get(endpoint, **values)
    anybodys = visitor.get(endpoint, **values)
    mine_again = hers.get(endpoint, **values)

    assert "김미경" in str(mine)
    assert "김미경" not in str(anybodys)
    assert "김미경" in str(mine_again)
    assert hers.last.headers["Cache-Control"] == "no-store"
    assert hers.statements


@pytest.mark.usefixtures("shelf")
def test_each_language_and_each_question_has_its_own(
    pages: Open, run: CourseRun
) -> None:
    korean, english = pages(None), pages(None).in_english()

    first = korean.get("courses.run", run_id=run.id)
    second = english.get("courses.run", run_id=run.id)
    narrowed = korean.get("courses.catalogue", q="없는 강좌")
    whole = korean.get("courses.catalogue")

    assert first.select("html")[0]["lang"] == "ko"
    assert second.select("html")[0]["lang"] == "en"
    assert run.course.name_ko not in narrowed.words()
    assert run.course.name_ko in whole.words()


@pytest.mark.usefixtures("shelf")
def test_a_page_for_another_host_is_not_handed_on(pages: Open, run: CourseRun) -> None:
    visitor = pages(None)
    path = visitor.url("courses.run", run_id=run.id)

    visitor.client.get(path, base_url="http://evil.invalid/")
    page = visitor.open(path)

    assert "evil.invalid" not in str(page)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("held", ["csrf_token", "_flashes", "on_to", "_user_id"])
def test_whoever_has_anything_in_her_session_gets_a_page_of_her_own(
    pages: Open, run: CourseRun, shelf: Shelf, held: str
) -> None:
    somebody = pages(None)
    with somebody.client.session_transaction() as session:
        session[held] = [("ok", "nur für sie")] if held == "_flashes" else "x"

    somebody.get("courses.run", run_id=run.id)

    assert shelf._pages == {}
    assert "nur für sie" not in str(pages(None).get("courses.run", run_id=run.id))


def test_a_page_that_wrote_into_the_session_is_not_kept(
    app: Flask, shelf: Shelf
) -> None:
    from flask import session  # noqa: PLC0415 - the request's, not the database's

    @kept_pages.same_for_visitors
    def with_token() -> str:
        session["csrf_token"] = "hers alone"
        return "a form"

    with app.test_request_context("/with-token"):
        answer = with_token()

    assert answer == "a form"
    assert shelf._pages == {}


@pytest.mark.usefixtures("shelf")
def test_a_refusal_is_not_kept(pages: Open, session: Session, run: CourseRun) -> None:
    published, run.published_at = run.published_at, None
    session.commit()
    visitor = pages(None)
    visitor.get("courses.run", run_id=run.id, status=404)

    run.published_at = published
    session.commit()

    visitor.get("courses.run", run_id=run.id)


def test_the_shelf_is_small(wall: Wall) -> None:
    shelf = Shelf(1.0, most=3)

    for number in range(50):
        shelf.put(("http://x/", f"/courses?{number}", "ko"), "page")

    assert len(shelf._pages) <= 3
    assert shelf.get(("http://x/", "/courses?49", "ko")) == "page"


def test_tests_keep_nothing_and_the_rest_a_second(app: Flask) -> None:
    assert app.extensions["kept_pages"].seconds == 0
    assert kept_pages.SECONDS <= 1
