"""Every list page in an archive of 10,000 runs and 1,000,000 enrolments, against one
of 100 runs: SQL statements equal in number, and time within 1.3 times.

    script/bench lists [--database sqlite|postgresql] [--only WORD]
                       [--runs N --enrolments N] [--turns N]

Exits with 1 where a page is outside. A page that seems to be is measured again, longer,
before it is said.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.extensions import db, limiter
from benchmarks.archive import after, learning, people, teaching
from benchmarks.archive.bulk import filling
from benchmarks.archive.pages import LIST_PAGES, Archive
from benchmarks.archive.size import NOW, PERSONAS, Size
from tests.support.databases import (
    counted,
    create_postgresql_database,
    running,
)
from tests.support.factories.sessions import signed_in_key
from tests.support.servers import postgresql

FEW_RUNS, FEW_ENROLMENTS = 100, 10_000
ALLOWED = 1.3
ALIKE = 0.85
"""So much of the larger page's bytes the other has at least: both list as much."""
PATIENCE = 4


@dataclass
class Site:
    """One archive, with its pages open to everybody who opens one."""

    app: Flask
    archive: Archive
    engine: Engine
    clients: dict[str, FlaskClient]

    def addresses(self) -> dict[tuple[str, str], str]:
        return {
            (name, page.persona): address
            for page in LIST_PAGES
            for name, address in page.addresses(self.archive)
        }


@dataclass
class Taken:
    """What a page took in both archives, turn by turn, in milliseconds."""

    large: list[float]
    small: list[float]

    @property
    def ratio(self) -> float:
        return statistics.median(self.small) / statistics.median(self.large)


def main() -> None:
    asked = _arguments()
    fits = [
        measured(kind, asked)
        for kind in ("sqlite", "postgresql")
        if asked.database in (None, kind)
    ]
    sys.exit(0 if all(fits) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--enrolments", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=25)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    return parser.parse_args()


def measured(kind: str, asked: argparse.Namespace) -> bool:
    """Whether every page is within bounds on this database; a line of each."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgresql()) if kind == "postgresql" else ""
        few = Size(FEW_RUNS, FEW_ENROLMENTS)
        many = Size(asked.runs, asked.enrolments)
        small, large = (
            stack.enter_context(site(address(server, folder, size), folder, size))
            for size in (few, many)
        )
        here = small.addresses()
        fits = [
            compared(kind, name, (large, there), (small, here[name]), asked.turns)
            for name, there in large.addresses().items()
            if asked.only in name[0]
        ]
        return all(fits)


def address(server: str, folder: Path, size: Size) -> str:
    if server:
        return create_postgresql_database(server, f"runs{size.runs}")
    return f"sqlite:///{folder / f'runs{size.runs}.sqlite'}"


@contextmanager
def site(database: str, folder: Path, size: Size) -> Iterator[Site]:
    """The app on a new database of this size."""
    limiter.enabled = False
    with running(database, folder) as app:
        archive = Archive(size, teaching.plan(size))
        with app.app_context():
            engine = db.engine
        fill(engine, archive)
        yield opened(app, engine, archive)


def fill(engine: Engine, archive: Archive) -> None:
    begun, size, runs = time.monotonic(), archive.size, archive.runs
    with Session(engine) as session, filling(engine) as bulk:
        people.fill(bulk, session, size)
        teaching.fill(bulk, session, runs)
        teaching.fill_instructors(bulk, size, runs, instructor=_number("instructor"))
        certificates = learning.fill(bulk, size, runs)
        after.fill(bulk, size, certificates)
    took = time.monotonic() - begun
    sys.stderr.write(f"{size.runs} runs were filled in {took:.0f} s\n")


def _number(persona: str) -> int:
    return PERSONAS.index(persona) + 1


def opened(app: Flask, engine: Engine, archive: Archive) -> Site:
    clients = {"visitor": app.test_client()}
    with engine.begin() as connection:
        for persona in PERSONAS:
            key = signed_in_key(connection, _number(persona), now=NOW)
            clients[persona] = app.test_client()
            with clients[persona].session_transaction() as session:
                session["_user_id"], session["_fresh"] = key, True
    return Site(app, archive, engine, clients)


def compared(
    kind: str,
    name: tuple[str, str],
    subject: tuple[Site, str],
    baseline: tuple[Site, str],
    turns: int,
) -> bool:
    """Measure one page in both archives, say it, and whether it is within bounds."""
    page, persona = name
    first, second = (seen(*one, persona) for one in (subject, baseline))
    statements, sizes = (first[0], second[0]), (first[1], second[1])
    work = opening(*subject, persona), opening(*baseline, persona)
    taken = in_turns(*work, turns)
    if taken.ratio < 1 / ALLOWED:
        taken = in_turns(*work, turns * PATIENCE)
    alike = min(sizes) >= ALIKE * max(sizes)
    fits = taken.ratio >= 1 / ALLOWED and statements[0] == statements[1] and alike
    line = {
        "benchmark": f"lists {kind} {page}",
        "subject": f"{subject[0].archive.size.runs} runs, {persona}",
        "baseline": f"{baseline[0].archive.size.runs} runs",
        "ratio": round(taken.ratio, 3),
        "median_ms": round(statistics.median(taken.large), 3),
        "min_ms": round(min(taken.large), 3),
        "max_ms": round(max(taken.large), 3),
        "runs": len(taken.large),
        "statements": statements,
        "bytes": sizes,
        "fits": fits,
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return fits


def seen(site: Site, path: str, persona: str) -> tuple[int, int]:
    """How many statements the page takes once it is warm, and how long it is.

    Exits where it is refused: a page of errors would be quick at any size.
    """
    site.clients[persona].get(path)
    with counted(site.engine) as statements:
        answer = site.clients[persona].get(path)
    if answer.status_code != 200:  # noqa: PLR2004
        sys.exit(f"{persona}: {path} answered {answer.status_code}")
    return len(statements), len(answer.data)


def opening(site: Site, path: str, persona: str) -> Callable[[], object]:
    client = site.clients[persona]
    return lambda: client.get(path)


def in_turns(large: Callable[[], object], small: Callable[[], object], n: int) -> Taken:
    """Both by turns, the machine's speed drifts; who goes first changes too."""
    taken = Taken([], [])
    gc.collect()
    gc.disable()
    for turn in range(n):
        pair = [(large, taken.large), (small, taken.small)]
        for work, times in pair if turn % 2 else reversed(pair):
            begun = time.perf_counter()
            work()
            times.append((time.perf_counter() - begun) * 1000)
    gc.enable()
    return taken


if __name__ == "__main__":
    main()
