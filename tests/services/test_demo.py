"""The demo: whole, loaded once, never in production, and with something of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.accounts import signing_in
from app.accounts.hashing import hasher
from app.accounts.models import Account, Person
from app.accounts.permissions import Role
from app.certificates.models import Certificate
from app.config import Settings
from app.courses.models import CourseRun
from app.courses.standing import standing_of
from app.courses.state import RunState
from app.demo.load import load
from app.demo.people import ACCOUNTS, PASSWORD, DemoAccount
from app.enrollment.offer_models import Offer, WaitingMove
from app.enrollment.services import recount
from app.entrepreneurship.models import Attempt
from app.extensions import db
from app.incubation.models import Enterprise, StageChange, Venture
from app.incubation.stages import Stage
from app.seoul import seoul_date
from app.unit_of_work import transaction
from tests.support.databases import running
from tests.support.time import MONDAY_TEN

LOAD = ["demo", "load"]


@pytest.fixture(scope="module")
def demo(
    new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An app whose database was empty before, on Monday 2 March 2026: a holiday."""
    with running(new_database("demo"), tmp_path_factory.mktemp("demo")) as app:
        result = app.test_cli_runner().invoke(args=LOAD)
        assert result.output == "the demo is loaded\n", result.exception
        yield app


@pytest.fixture
def loaded(demo: Flask) -> Iterator[Session]:
    with demo.app_context():
        yield db.session()
        db.session.rollback()


def run_in(session: Session, state: RunState) -> CourseRun:
    """The first run that stands so."""
    runs = session.scalars(select(CourseRun).order_by(CourseRun.id))
    return next(r for r in runs if standing_of(r, now=MONDAY_TEN).state is state)


def test_it_is_loaded_once(demo: Flask, loaded: Session) -> None:
    before = loaded.scalar(select(func.count()).select_from(Account))

    again = demo.test_cli_runner().invoke(args=LOAD)
    at_a_start = demo.test_cli_runner().invoke(args=[*LOAD, "--if-empty"])

    assert again.exit_code == 1
    assert "the database is not empty" in again.output
    assert (at_a_start.exit_code, at_a_start.output) == (0, "")
    assert loaded.scalar(select(func.count()).select_from(Account)) == before


def test_production_never_loads_it(scratch_app: Flask) -> None:
    settings: Settings = scratch_app.config["SETTINGS"]
    production = create_app(replace(settings, environment="production"))

    refused = production.test_cli_runner().invoke(args=LOAD)

    assert refused.exit_code == 1
    assert "never loaded in production" in refused.output
    with scratch_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_a_start_loads_it_into_the_embedded_database_only(scratch_app: Flask) -> None:
    result = scratch_app.test_cli_runner().invoke(args=[*LOAD, "--if-empty"])

    with scratch_app.app_context():
        people = db.session.scalar(select(func.count()).select_from(Account)) or 0
        embedded = db.engine.dialect.name == "sqlite"
    assert result.exit_code == 0
    assert (people > 0) is embedded


def test_a_fault_in_the_middle_leaves_nothing(
    scratch_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.demo.ventures.MENDING_IDEA", None)

    result = scratch_app.test_cli_runner().invoke(args=LOAD)

    assert result.exception is not None
    with scratch_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Account)) == 0


@pytest.mark.parametrize(
    "state",
    [
        RunState.OPEN,
        RunState.UPCOMING,
        RunState.RUNNING,
        RunState.FINISHED,
        RunState.DRAFT,
    ],
)
def test_there_is_a_run_at_each_point_of_its_life(
    loaded: Session, state: RunState
) -> None:
    assert run_in(loaded, state)


def test_the_run_under_way_has_a_class_today_and_marks_of_those_before(
    loaded: Session,
) -> None:
    run = run_in(loaded, RunState.RUNNING)

    days = [seoul_date(meeting.starts_at) for meeting in run.meetings]
    assert date(2026, 3, 2) in days
    assert days[0] < date(2026, 3, 2) < days[-1]
    assert len(days) == len(set(days)) == run.meeting_count


def test_one_run_is_full_and_people_wait(loaded: Session) -> None:
    waiting = [r for r in loaded.scalars(select(CourseRun)) if r.waiting_count]

    held = [run.confirmed_count + run.offered_count for run in waiting]
    assert held == [waiting[0].capacity]
    assert standing_of(waiting[0], now=MONDAY_TEN).waiting_only


def test_a_seat_is_offered_and_the_order_of_the_line_was_changed(
    loaded: Session,
) -> None:
    offer = loaded.scalars(select(Offer)).one()
    move = loaded.scalars(select(WaitingMove)).one()

    assert offer.outcome is None
    assert offer.made_at < MONDAY_TEN < offer.deadline_at
    assert move.run_id == offer.enrollment.run_id


def test_the_finished_runs_gave_certificates_and_not_to_everybody(
    loaded: Session,
) -> None:
    run = loaded.scalars(
        select(CourseRun)
        .join(Certificate, Certificate.run_id == CourseRun.id)
        .order_by(CourseRun.id.desc())
    ).first()
    assert run is not None

    issued = loaded.scalars(
        select(Certificate).where(Certificate.run_id == run.id)
    ).all()
    assert 0 < len(issued) < run.confirmed_count
    assert [c.serial for c in issued] == list(range(1, len(issued) + 1))
    assert all(run.ends_on < seoul_date(c.issued_at) for c in issued if run.ends_on)


def test_a_certificate_came_after_the_module_that_it_needs(loaded: Session) -> None:
    passed = dict(
        loaded.execute(
            select(Attempt.person_id, Attempt.submitted_at).where(Attempt.passed)
        ).all()
    )

    for certificate in loaded.scalars(select(Certificate)):
        assert (passed[certificate.person_id] or MONDAY_TEN) < certificate.issued_at


def test_ventures_are_prepared_and_filed_and_an_enterprise_is_open(
    loaded: Session,
) -> None:
    stages = Counter(loaded.scalars(select(Venture.stage)))

    assert stages == {Stage.OPERATING: 1, Stage.ARTICLES: 1, Stage.FILED: 1}
    enterprise = loaded.scalars(select(Enterprise)).one()
    assert enterprise.name_ko == "금천 다시옷 협동조합"
    assert enterprise.operating_since < date(2026, 3, 2)


def test_nothing_happened_in_the_future_or_before_what_it_stands_on(
    loaded: Session,
) -> None:
    for venture in loaded.scalars(select(Venture)):
        certificate = loaded.get_one(Certificate, venture.certificate_id)
        steps = loaded.scalars(
            select(StageChange.at)
            .where(StageChange.venture_id == venture.id)
            .order_by(StageChange.id)
        ).all()
        moments = [certificate.issued_at, venture.begun_at, *steps, MONDAY_TEN]
        assert moments == sorted(moments)


def test_the_seat_counters_recount_to_no_difference(loaded: Session) -> None:
    for run_id in loaded.scalars(select(CourseRun.id)).all():
        assert recount(loaded, run_id=run_id) == []


def _sign_in(session: Session, email: str, password: str) -> Account:
    return signing_in.sign_in(
        session,
        email=email,
        password=password,
        hasher=hasher(),
        counter=email,
        now=MONDAY_TEN,
    )


@pytest.mark.parametrize("demo_account", ACCOUNTS, ids=lambda a: str(a.email))
def test_every_demo_account_signs_in_and_has_its_role(
    loaded: Session, demo_account: DemoAccount
) -> None:
    account = _sign_in(loaded, demo_account.email, PASSWORD)

    role = Role(demo_account.role)
    assert account.roles == (set() if role is Role.LEARNER else {role})


def test_every_mobile_number_is_one_and_nobodys(loaded: Session) -> None:
    numbers = loaded.scalars(select(Person.mobile)).all()
    assert len(numbers) == len(set(numbers)) > 30
    assert all(re.fullmatch(r"0100000\d{4}", str(number)) for number in numbers)


def test_invented_neighbours_cannot_sign_in(loaded: Session) -> None:
    with pytest.raises(signing_in.SignInRefused):
        _sign_in(loaded, "neighbour1@demo.example", "")


@pytest.mark.parametrize(
    "now",
    [
        MONDAY_TEN.replace(year=2028, month=2, day=29, hour=0, minute=5),
        MONDAY_TEN.replace(month=9, day=25),  # 추석
    ],
)
def test_it_can_be_loaded_on_odd_days(tmp_path: Path, now: datetime) -> None:
    with running(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path) as app:
        with app.app_context(), transaction() as session:
            load(session, now=now)

        with app.app_context():
            assert db.session.scalars(select(Enterprise)).one()
