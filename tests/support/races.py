"""Several people at one moment: threads, real commits, on either database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy.orm import Session

from app.exceptions import DomainError
from app.unit_of_work import transaction

Act = Callable[[Session], object]


def at_once(app: Flask, acts: Sequence[Act]) -> list[str]:
    """Each act in a thread and a transaction of its own, begun at one moment.

    Gives "done" or the refusal's name, in the order of the acts. Any other failure
    fails the test: a deadlock, a lock waited for too long, a broken index.
    """
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        with app.app_context():
            start.wait()
            try:
                with transaction() as session:
                    act(session)
            except DomainError as refusal:
                return type(refusal).__name__
            return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
