"""The access log's months with several workers, the minute's passes, the command."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select, update

from app import access_keeping as keeping
from app.access_jobs import drop_old_months, seal_finished_months
from app.access_log import AccessEntry, AccessSeal
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.factories.access import a_line
from tests.support.races import at_once
from tests.support.time import FakeClock, seoul

JANUARY, MARCH = seoul(2026, 1, 12, 9), seoul(2026, 3, 30, 9)


def test_any_number_of_workers_seal_a_month_once(scratch_app: Flask) -> None:
    with scratch_app.app_context(), transaction() as session:
        a_line(session, JANUARY)

    outcomes = at_once(
        scratch_app,
        [lambda s: keeping.seal_next(s, now=seoul(2026, 2, 1, 1))] * 4,
    )

    with scratch_app.app_context():
        assert outcomes == ["done"] * 4
        assert len(db.session.scalars(select(AccessSeal)).all()) == 1


def test_lines_written_while_a_month_is_sealed_break_nothing(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context(), transaction() as session:
        a_line(session, JANUARY)

    at_once(
        scratch_app,
        [
            lambda s: keeping.seal_next(s, now=seoul(2026, 2, 1, 1)),
            *[lambda s: a_line(s, seoul(2026, 1, 31, 23, 59))] * 3,
        ],
    )

    with scratch_app.app_context():
        assert list(keeping.verify(db.session())) == []
        assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 4


def test_the_passes_seal_and_drop_all_that_is_due(scratch_app: Flask) -> None:
    clock: FakeClock = scratch_app.extensions["clock"]
    with scratch_app.app_context():
        with transaction() as session:
            a_line(session, JANUARY)
            a_line(session, MARCH)
        clock.set(seoul(2028, 3, 1, 2))

        passes = [seal_finished_months(), seal_finished_months()]
        drops = [drop_old_months(), drop_old_months()]

    assert passes == [26, 0]
    assert drops == [2, 0]


def test_the_command_names_the_month_that_was_changed(scratch_app: Flask) -> None:
    scratch_app.extensions["clock"].set(seoul(2026, 2, 1, 2))
    with scratch_app.app_context():
        with transaction() as session:
            a_line(session, JANUARY)
        seal_finished_months()
    runner = scratch_app.test_cli_runner()

    right = runner.invoke(args=["access", "verify"])
    with scratch_app.app_context(), transaction() as session:
        session.execute(update(AccessEntry).values(page="accounts.people"))
    wrong = runner.invoke(args=["access", "verify"])

    assert right.exit_code == 0
    assert "every month is as it was sealed" in right.output
    assert wrong.exit_code == 1
    assert "2026-01: its lines are not those that were sealed" in wrong.output
