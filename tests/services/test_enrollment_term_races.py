"""Two presses at one moment: a term's limit and a lifted restriction hold, on either
database."""

from __future__ import annotations

from collections import Counter

from flask import Flask
from sqlalchemy import select

from app.accounts.permissions import Role
from app.audit import AuditEntry
from app.enrollment import services
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.extensions import db
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN, seoul


def applying(run_id: int, person_id: int) -> Act:
    return lambda session: services.apply(
        session, run_id=run_id, person_id=person_id, now=MONDAY_TEN
    )


def test_two_courses_pressed_at_once_are_not_more_than_a_term_allows(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        person_id = make_account(session).person_id
        make_school(session).courses_a_term = 1
        runs = [make_run(session).id for _ in range(4)]

    outcomes = at_once(scratch_app, [applying(run_id, person_id) for run_id in runs])

    assert Counter(outcomes) == {"done": 1, "TermFull": 3}
    with scratch_app.app_context():
        assert len(db.session.scalars(select(Enrollment)).all()) == 1


def test_a_restriction_lifted_by_two_at_once_is_lifted_once(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        by = make_staff(session, Role.COORDINATOR, make_school(session)).id
        place = make_enrollment(
            session, make_run(session), make_account(session).person
        )
        services.drop_out(
            session,
            enrollment_id=place.id,
            by=by,
            reason="연락 두절",
            excused=False,
            now=seoul(2026, 3, 12),
        )
        session.commit()
        restriction_id = session.scalars(select(Restriction.id)).one()

    def lift(session: object) -> object:
        return services.lift(
            session,  # type: ignore[arg-type]
            restriction_id=restriction_id,
            by=by,
            note="입원",
            now=seoul(2026, 3, 13),
        )

    outcomes = at_once(scratch_app, [lift, lift, lift])

    assert Counter(outcomes) == {"done": 1, "AlreadyLifted": 2}
    with scratch_app.app_context():
        actions = list(db.session.scalars(select(AuditEntry.action)))
    assert actions.count("restriction.lifted") == 1
