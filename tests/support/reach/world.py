"""One of each thing, with its owner, and everybody who might want to open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import jobs
from app.accounts.models import Account, Consent, ConsentText, RoleGrant
from app.accounts.permissions import Role
from app.certificates.models import Certificate
from app.courses.importing.models import ImportUpload
from app.courses.models import Course, CourseRun, Instructor, Meeting, Module
from app.demo.world import SEONGDONG
from app.enrollment.models import Enrollment
from app.entrepreneurship.models import Attempt, Quiz
from app.extensions import db
from app.incubation.models import Enterprise, Founder, FounderInvitation, Venture
from app.outbox import Message
from app.places.models import PlanTarget
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.screens import SHOW_TIME
from tests.support.staging import MODULE, SECRET, Ways, stage

CAST = (
    "visitor",
    "learner",
    "another learner",
    "instructor",
    "another school's instructor",
    "mentor",
    "coordinator",
    "another school's coordinator",
    "city",
    "administrator",
)


@dataclass(frozen=True)
class World:
    app: Flask
    accounts: Mapping[str, int]
    """Ids by role; visitors have none."""
    values: Mapping[str, Any]
    """What stands in an address, by the name of the part."""


def build(app: Flask) -> World:
    """Fill an empty database with the demo, what the showcase stages, and strangers."""
    ways = stage(app, now=SHOW_TIME)
    with app.app_context():
        jobs.run_due()  # draws the certificates
        session = db.session()
        accounts = _cast(session)
        values = _values(session, accounts) | {"secret": _secrets(ways)}
        ids = {role: account.id for role, account in accounts.items()}
        session.commit()
    return World(app, ids, values)


def _cast(session: Session) -> dict[str, Account]:
    known = {
        role: session.scalars(
            select(Account).where(Account.email == f"{name}@demo.example")
        ).one()
        for role, name in (
            ("learner", "learner"),
            ("instructor", "instructor"),
            ("mentor", "mentor"),
            ("coordinator", "coordinator"),
            ("city", "city"),
            ("administrator", "admin"),
        )
    }
    elsewhere = make_school(session, SEONGDONG)
    strangers = {
        "another learner": make_account(session, "길손이"),
        "another school's instructor": make_staff(session, Role.INSTRUCTOR, elsewhere),
        "another school's coordinator": make_staff(
            session, Role.COORDINATOR, elsewhere
        ),
    }
    for stranger in strangers.values():
        _agree(session, stranger)
    return {**known, **strangers}


def _agree(session: Session, account: Account) -> None:
    for text in session.scalars(select(ConsentText).where(ConsentText.required)):
        session.add(
            Consent(
                person_id=account.person_id,
                text_id=text.id,
                agreed_at=account.created_at,
            )
        )


def _values(session: Session, accounts: Mapping[str, Account]) -> dict[str, Any]:
    learner, coordinator = accounts["learner"], accounts["coordinator"]
    certificate = _one(
        session, select(Certificate).where(Certificate.person_id == learner.person_id)
    )
    run = session.get_one(CourseRun, certificate.run_id)
    school_id = session.get_one(Course, run.course_id).school_id
    return {
        "action": {"accounts.change_account": "close", "incubation.step": "hold"},
        "course_id": run.course_id,
        "language": "en",
        "person_id": coordinator.person_id,
        "position": 1,
        "run_id": run.id,
        "school_id": school_id,
        **_hers(session, learner, certificate),
        **_codes(session, learner, certificate),
        **_of_the_school(session, school_id, run, coordinator),
        "invitation_id": _first(
            session,
            FounderInvitation.id,
            FounderInvitation.email == accounts["mentor"].email,
        ),
    }


def _hers(
    session: Session, learner: Account, certificate: Certificate
) -> dict[str, Any]:
    """What the learner has."""
    venture = _one(
        session,
        select(Venture)
        .join(Founder, Founder.venture_id == Venture.id)
        .where(Founder.person_id == learner.person_id)
        .order_by(Venture.id.desc()),
    )
    other = _first(
        session,
        Enrollment.id,
        Enrollment.person_id == learner.person_id,
        Enrollment.id != certificate.enrollment_id,
    )
    return {
        "certificate": certificate.id,
        "certificate_id": certificate.id,
        "enrollment_id": {"enrollment.withdraw": other, "": certificate.enrollment_id},
        "venture_id": venture.id,
    }


def _codes(
    session: Session, learner: Account, certificate: Certificate
) -> dict[str, Any]:
    """Of the certificate, of a module, and of the module whose quiz she handed in."""
    attempt = _one(
        session,
        select(Attempt).where(
            Attempt.person_id == learner.person_id, Attempt.submitted_at.is_not(None)
        ),
    )
    quiz = session.get_one(Quiz, attempt.quiz_id)
    return {
        "attempt_id": attempt.id,
        "code": {
            "certificates.verify_code": certificate.code,
            "entrepreneurship.result": session.get_one(Module, quiz.module_id).code,
            "": MODULE,
        },
    }


def _of_the_school(
    session: Session, school_id: int, run: CourseRun, coordinator: Account
) -> dict[str, Any]:
    """What its staff keep; and the city's."""
    return {
        "enterprise_id": _first(session, Enterprise.id),
        "grant_id": _first(
            session, RoleGrant.id, RoleGrant.account_id == coordinator.id
        ),
        "instructor_id": _first(
            session, Instructor.id, Instructor.school_id == school_id
        ),
        "meeting_id": _first(session, Meeting.id, Meeting.run_id == run.id),
        "message_id": _first(session, Message.id, Message.school_id == school_id),
        "target_id": _first(session, PlanTarget.id),
        "text_id": _first(session, ConsentText.id, ConsentText.required.is_(True)),
        "upload_id": _first(
            session, ImportUpload.id, ImportUpload.account_id == coordinator.id
        ),
    }


def _secrets(ways: Ways) -> dict[str, str]:
    """Of the links that were mailed, by the page behind them."""
    paths = ways["visitor"]
    ends = {
        "accounts.finish": "/signup/finish/",
        "accounts.reset": "/reset/",
    }
    return {"": SECRET} | {
        endpoint: next(
            path.removeprefix(start) for path in paths if path.startswith(start)
        )
        for endpoint, start in ends.items()
    }


def _one(session: Session, query: Select[Any]) -> Any:
    found = session.scalars(query).first()
    assert found is not None, f"the demo has nothing for {query}"
    return found


def _first(session: Session, column: Any, *conditions: Any) -> Any:
    found = session.scalars(select(column).where(*conditions).order_by(column)).first()
    assert found is not None, f"the demo has no {column}"
    return found
