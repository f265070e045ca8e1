"""A certificate and the completed enrolment say the same, from either side."""

from __future__ import annotations

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Role
from app.certificates import services
from app.certificates.models import Certificate
from app.certificates.refusals import NotCompleted
from app.enrollment.models import Enrollment
from app.extensions import db
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    issue,
    make_certificate,
    make_finished_run,
    make_graduate,
    make_place,
)
from tests.support.factories.people import make_person, make_school, make_staff

BEFORE_IT = "0021"


def test_issuing_says_that_she_has_completed(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_finished_run(session, school)
    place, other = (make_graduate(session, run, make_person(session)) for _ in "12")

    issue(session, run, coordinator, place)

    assert place.completed_at == ISSUE_DAY
    assert other.completed_at is None


def test_revoking_takes_it_back_and_issuing_again_says_it_again(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_finished_run(session, school)
    certificate = make_certificate(session, run, make_person(session), coordinator)
    place = certificate.enrollment

    services.revoke(
        session,
        certificate_id=certificate.id,
        reason="이름이 틀림",
        by=coordinator.id,
        now=ISSUE_DAY,
    )
    session.commit()
    revoked = place.completed_at
    issue(session, run, coordinator, place)

    assert revoked is None
    assert place.completed_at == ISSUE_DAY


def test_a_refusal_leaves_it_as_it_was(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_finished_run(session, school)
    good = make_graduate(session, run, make_person(session))
    bad = make_place(session, run, make_person(session), present=1, absent=4)

    with pytest.raises(NotCompleted):
        issue(session, run, coordinator, good, bad)

    session.rollback()
    assert good.completed_at is None


def test_the_migration_reads_it_from_the_certificates(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        session = db.session()
        school = make_school(session)
        by = make_staff(session, Role.COORDINATOR, school)
        run = make_finished_run(session, school)
        valid = make_certificate(session, run, make_person(session), by).enrollment_id
        gone = make_certificate(session, run, make_person(session), by)
        services.revoke(
            session,
            certificate_id=gone.id,
            reason="이름이 틀림",
            by=by.id,
            now=ISSUE_DAY,
        )
        make_graduate(session, run, make_person(session))
        session.commit()
        db.session.remove()
        flask_migrate.downgrade(revision=BEFORE_IT)

        flask_migrate.upgrade()

        completed = db.session.scalars(
            select(Enrollment.id).where(Enrollment.completed_at.is_not(None))
        ).all()
        assert list(completed) == [valid]
        certificate = db.session.scalars(
            select(Certificate).where(Certificate.enrollment_id == valid)
        ).one()
        assert certificate.enrollment.completed_at == certificate.issued_at
        db.session.remove()
