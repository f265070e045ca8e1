"""The catalogue's first page at 100 runs and at 10,000: what growth costs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.courses.models import ApplicationWindow, CourseRun
from app.extensions import db
from benchmarks.measure import compare
from tests.support.databases import running
from tests.support.factories.courses import make_course, make_run
from tests.support.time import MONDAY_TEN

FEW, MANY, COURSES, TURNS = 100, 10_000, 20, 40


def fill(app: Flask, number: int) -> None:
    """Copies of one published run, over twenty courses."""
    with app.app_context(), Session(db.engine) as session:
        courses = [make_course(session) for _ in range(COURSES)]
        model = make_run(session, courses[0])
        columns = [c.key for c in CourseRun.__table__.columns if c.key != "id"]
        one = {key: getattr(model, key) for key in columns}
        rows = [
            {**one, "course_id": courses[i % COURSES].id, "cohort": 1000 + i}
            for i in range(number - 1)
        ]
        session.execute(insert(CourseRun), rows)
        window = model.windows[0]
        ids = session.scalars(select(CourseRun.id).where(CourseRun.id != model.id))
        session.execute(
            insert(ApplicationWindow),
            [
                {
                    "run_id": run_id,
                    "opens_at": MONDAY_TEN,
                    "closes_at": window.closes_at,
                    "applicants": window.applicants,
                }
                for run_id in ids
            ],
        )
        session.commit()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        few.mkdir()
        many.mkdir()
        with (
            running(f"sqlite:///{few / 'x.sqlite'}", few) as small,
            running(f"sqlite:///{many / 'x.sqlite'}", many) as large,
        ):
            fill(small, FEW)
            fill(large, MANY)
            for query in ("", "?q=수선", "?state=open&district=11545"):
                compare(
                    f"catalogue {query}".strip(),
                    subject=(f"{MANY} runs", opening(large, query)),
                    baseline=(f"{FEW} runs", opening(small, query)),
                    runs=TURNS,
                )


def opening(app: Flask, query: str) -> Callable[[], object]:
    client = app.test_client()
    return lambda: client.get(f"/courses{query}")


if __name__ == "__main__":
    main()
