"""One press of “apply”, one request a transaction, against a bare insert.

The baseline that later ways of placing are measured against.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.enrollment.services.applying import apply
from app.extensions import db
from app.unit_of_work import transaction
from benchmarks.measure import compare
from tests.support.databases import running
from tests.support.factories.courses import make_run
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN

TURNS = 300


def prepare(app: Flask) -> tuple[int, list[int]]:
    """An open run with room for all, and as many people as there are turns."""
    with app.app_context(), Session(db.engine) as session:
        run = make_run(session, capacity=900, waiting_limit=None)
        people = [make_account(session).person_id for _ in range(TURNS + 1)]
        return run.id, people


def applying(app: Flask, run_id: int, people: list[int]) -> Callable[[], None]:
    turn, now = iter(people), MONDAY_TEN + timedelta(minutes=1)

    def work() -> None:
        with app.app_context(), transaction() as session:
            apply(session, run_id=run_id, person_id=next(turn), now=now)

    return work


def inserting(app: Flask) -> Callable[[], None]:
    number = count(1)

    def work() -> None:
        with app.app_context(), transaction() as session:
            session.add(Person(name=f"주민 {next(number)}", created_at=MONDAY_TEN))

    return work


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with running(f"sqlite:///{path / 'x.sqlite'}", path) as app:
            run_id, people = prepare(app)
            compare(
                "apply",
                subject=(
                    "one application a transaction",
                    applying(app, run_id, people),
                ),
                baseline=("one bare insert a transaction", inserting(app)),
                runs=TURNS,
            )


if __name__ == "__main__":
    main()
