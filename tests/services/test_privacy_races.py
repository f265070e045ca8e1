"""Two presses and two workers at one moment: each thing is done once."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.accounts.permissions import Role
from app.enrollment import services as enrolling
from app.enrollment.queries import live_enrollment
from app.extensions import db
from app.personal import ERASED_NAME
from app.privacy import deciding, services, working
from app.privacy.rules import RequestKind, Way
from tests.support.factories.courses import make_run
from tests.support.factories.people import make_account, make_staff
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN


def scene(app: Flask, kind: RequestKind | None = None) -> tuple[int, int, int]:
    """Her person and account, and a request of this kind that is not answered."""
    with app.app_context():
        session = db.session()
        account = make_account(session)
        asked = None
        if kind is not None:
            asked = services.ask(
                session,
                person_id=account.person_id,
                kind=kind,
                way=Way.PHONE,
                now=MONDAY_TEN,
            )
        session.commit()
        return account.person_id, account.id, asked.id if asked else 0


def test_a_request_pressed_many_times_is_asked_once(scratch_app: Flask) -> None:
    _person_id, account_id, _none = scene(scratch_app)

    def press(session: Session) -> None:
        account = session.get_one(Account, account_id)
        services.ask_export(session, account=account, now=MONDAY_TEN)

    done = at_once(scratch_app, [press] * 5)

    assert sorted(done) == ["AlreadyAsked"] * 4 + ["done"]


def test_two_who_decide_at_once_decide_once(scratch_app: Flask) -> None:
    _person_id, _account_id, request_id = scene(scratch_app, RequestKind.CORRECT)
    with scratch_app.app_context():
        by = make_staff(db.session(), Role.ADMINISTRATOR).id

    def decide(grant: bool) -> Act:
        return lambda session: deciding.decide(
            session,
            request_id=request_id,
            grant=grant,
            answer="이유",
            by=by,
            now=MONDAY_TEN,
        )

    done = at_once(scratch_app, [decide(True), decide(False)])

    assert sorted(done) == ["NotOpen", "done"]


def test_two_workers_erase_once(scratch_app: Flask) -> None:
    scene(scratch_app, RequestKind.ERASE)
    found: list[bool] = []

    def work(session: Session) -> None:
        found.append(working.erase_next(session, now=MONDAY_TEN + timedelta(days=3)))

    at_once(scratch_app, [work] * 3)

    assert sorted(found) == [False, False, True]


def test_who_applies_while_she_is_erased_is_either_first_or_second(
    scratch_app: Flask,
) -> None:
    person_id, _account_id, _request = scene(scratch_app, RequestKind.ERASE)
    with scratch_app.test_request_context():
        run_id = make_run(db.session()).id
        db.session.rollback()

    def work(session: Session) -> None:
        with scratch_app.test_request_context():
            working.erase_next(session, now=MONDAY_TEN + timedelta(days=3))

    def apply(session: Session) -> None:
        enrolling.apply(session, run_id=run_id, person_id=person_id, now=MONDAY_TEN)

    at_once(scratch_app, [work, apply])

    with scratch_app.app_context():
        session = db.session()
        name = session.get_one(Person, person_id).name
        place = live_enrollment(session, run_id=run_id, person_id=person_id)
        session.rollback()
    assert (name == ERASED_NAME) != (place is not None)
