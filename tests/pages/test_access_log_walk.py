"""No page shows staff a person without a line in the access log. New pages too: it
goes through every page of the demo that a member of staff is led to."""

from __future__ import annotations

import inspect
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from app import access_log
from app.access_log import AccessEntry, AccessSubject, Act
from app.accounts.forms.access_words import PAGES
from app.accounts.masking import mask_mobile, mask_name
from app.accounts.models import Account, Person
from app.courses.models import CourseRun, Instructor, RunInstructor
from app.formats import phone
from tests.support.databases import isolated
from tests.support.pages import Page, PageClient, links, text_of
from tests.support.showcase import HOMES
from tests.support.staging import Ways, stage
from tests.support.time import MONDAY_TEN, FakeClock

STAFF = ("instructor", "coordinator", "mentor", "city", "admin")
OF_EACH_KIND = 3
"""So many addresses of one page are opened by one person."""
HER_OWN = {"incubation.invitation", "incubation.ventures"}
"""Where staff, like everybody, see who invites them: they act for themselves there."""


Signs = Mapping[str, frozenset[int]]
"""By what people are recognised on a page, and who it can be: names are shared."""


@dataclass(frozen=True)
class Demo:
    connection: Connection
    ways: Ways
    signs: Signs


@pytest.fixture(scope="module")
def demo(app: Flask) -> Iterator[Demo]:
    """The demo, staged for this file and undone after it."""
    cast(FakeClock, app.extensions["clock"]).set(MONDAY_TEN)
    with isolated(app) as connection:
        ways = stage(app, now=MONDAY_TEN)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            signs = signs_of_all(session)
        yield Demo(connection, ways, signs)


def signs_of_all(session: Session) -> Signs:
    """Instructors stand by name in the notices, and staff under what they did: by
    their names they are not looked for (decision 0011)."""
    named = set(
        session.scalars(
            select(Instructor.person_id)
            .join(RunInstructor, RunInstructor.instructor_id == Instructor.id)
            .join(CourseRun, CourseRun.id == RunInstructor.run_id)
            .where(CourseRun.published_at.is_not(None))
        )
    )
    staff = select(Account.person_id).join(Account.grants)
    named |= set(session.scalars(staff))
    signs: defaultdict[str, set[int]] = defaultdict(set)
    for person in session.scalars(select(Person)):
        marks = [person.email, person.mobile, phone(person.mobile)]
        marks.append(mask_mobile(person.mobile))
        marks += [person.name, mask_name(person.name)]
        for mark in filter(None, marks):
            signs[mark].add(person.id)
    return {
        m: frozenset(ids) for m, ids in signs.items() if not ids & named or "0" in m
    }


@dataclass
class Line:
    endpoint: str
    act: Act
    people: set[int]


class Reader:
    """One of the demo's staff, and what the log says of each page she opens."""

    def __init__(self, app: Flask, demo: Demo, persona: str) -> None:
        self.app, self.demo = app, demo
        self.routes = app.url_map.bind("localhost")
        with self._session() as session:
            email = f"{persona}@demo.example"
            account = session.scalars(
                select(Account).where(Account.email == email)
            ).one()
        self.person_id = account.person_id
        self.client = PageClient(app, demo.connection, account)

    def _session(self) -> Session:
        return Session(self.demo.connection, join_transaction_mode="create_savepoint")

    def open(self, path: str) -> tuple[Page, list[Line]]:
        with self._session() as session:
            before = session.scalar(select(func.max(AccessEntry.id))) or 0
        page = self.client.visit(path)
        with self._session() as session:
            new = select(AccessEntry).where(AccessEntry.id > before)
            lines = [
                Line(e.page, e.act, self._subjects(session, e.id))
                for e in session.scalars(new)
            ]
        return page, lines

    def _subjects(self, session: Session, entry_id: int) -> set[int]:
        query = select(AccessSubject.person_id).where(
            AccessSubject.entry_id == entry_id
        )
        return set(session.scalars(query))

    def endpoint(self, path: str) -> str:
        try:
            return str(self.routes.match(path.partition("?")[0])[0])
        except HTTPException:
            return ""

    def shown(self, page: Page) -> set[str]:
        """The signs that stand on the page, those that may be hers left out."""
        words = text_of(page) if page.body else ""
        words += " ".join(str(tag["aria-label"]) for tag in page.select("[aria-label]"))
        return {
            sign
            for sign, people in self.demo.signs.items()
            if sign in words and self.person_id not in people
        }

    def walk(self, firsts: list[str]) -> Iterator[tuple[str, str]]:
        """Every page she is led to, a few of each kind: path and endpoint."""
        waiting, seen = deque(firsts), set(firsts)
        taken: Counter[str] = Counter()
        while waiting:
            path = waiting.popleft()
            yield path, self.endpoint(path)
            for link in links(self.last):
                kind = self.endpoint(link)
                if link not in seen and taken[kind] < OF_EACH_KIND:
                    taken[kind] += 1
                    seen.add(link)
                    waiting.append(link)

    last: Page


@pytest.fixture(params=STAFF)
def persona(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_whom_a_page_shows_to_staff_the_log_names(
    app: Flask, demo: Demo, persona: str
) -> None:
    reader = Reader(app, demo, persona)
    visitor = PageClient(app, demo.connection)
    faults, wordless, seen = set[str](), set[str](), set[int]()

    firsts = [HOMES[persona], *demo.ways.get(persona, ())]
    for path, endpoint in reader.walk(firsts):
        reader.last, lines = reader.open(path)
        noted = {person for line in lines for person in line.people}
        seen |= noted
        shown = reader.shown(reader.last)
        unsaid = {sign for sign in shown if not demo.signs[sign] & noted}
        wordless |= {line.endpoint for line in lines} - PAGES.keys()
        if unsaid and endpoint not in HER_OWN:
            unsaid -= reader.shown(visitor.visit(path))
        if unsaid and endpoint not in HER_OWN:
            faults.add(f"{endpoint} shows {unsaid} unnoted, at {path}")

    assert len(seen) > (30 if persona == "admin" else 1) or persona == "city"
    assert not faults, "call access_log.note() in the view: " + "; ".join(faults)
    assert not wordless, f"app.accounts.forms.access_words lacks {wordless}"


def test_what_is_revealed_is_logged_as_revealed(
    app: Flask, demo: Demo, persona: str
) -> None:
    reader = Reader(app, demo, persona)
    masked: list[str] = []

    for path, _endpoint in reader.walk([HOMES[persona]]):
        reader.last, lines = reader.open(path)
        page = path.partition("?")[0]
        if page in masked or not reader.last.select("form[action='/account/reveal']"):
            continue
        masked.append(page)
        assert {line.act for line in lines} <= {Act.VIEW, Act.SEARCH}, path
        reader.client.post("accounts.reveal", {"next": path, "do": "show"})
        _page, revealed = reader.open(path)
        assert {line.act for line in revealed} == {Act.REVEAL}, path

    assert bool(masked) == (persona in ("coordinator", "mentor", "admin"))


def functions_called(view: Any, seen: set[Any]) -> Iterator[FunctionType]:
    """The view, and the functions of ours that it calls by name, and theirs."""
    view = inspect.unwrap(view)
    if not isinstance(view, FunctionType) or view in seen:
        return
    seen.add(view)
    yield view
    for name in names_in(view.__code__):
        called = view.__globals__.get(name)
        if getattr(called, "__module__", "").startswith("app."):
            yield from functions_called(called, seen)


def names_in(code: Any) -> set[str]:
    inner = [names_in(c) for c in code.co_consts if inspect.iscode(c)]
    return set(code.co_names).union(*inner)


def notes(view: Callable[..., Any]) -> bool:
    """Whether the view, or a function that it calls, writes to the access log."""
    return any(
        "note" in names_in(each.__code__)
        and each.__globals__.get("access_log") is access_log
        for each in functions_called(view, set())
        if each.__module__ != "app.access_log"
    )


def test_every_page_that_notes_has_words_for_the_people(app: Flask) -> None:
    noting = {name for name, view in app.view_functions.items() if notes(view)}

    assert {"accounts.people", "enrollment.cancel", "incubation.step"} <= noting
    assert noting <= PAGES.keys(), noting - PAGES.keys()
    assert PAGES.keys() <= app.view_functions.keys()
