"""One of each thing, by the name that stands for it in an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import jobs
from app.accounts.models import Account, ConsentText, Person, RoleGrant
from app.accounts.session_models import AccountSession
from app.certificates.models import Certificate
from app.courses.importing.models import ImportUpload
from app.courses.models import Course, CourseRun, Instructor, Meeting, Module
from app.demo.callers import CALLERS
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.restriction_models import Restriction
from app.entrepreneurship.models import Attempt, Quiz
from app.incubation.models import Enterprise, Founder, FounderInvitation, Venture
from app.outbox import Message
from app.places.models import PlanTarget
from app.privacy import services as asking
from app.privacy.people.models import PersonMerge
from app.privacy.rules import RequestKind, Way
from tests.support.factories.sessions import signed_in_key
from tests.support.screens import SHOW_TIME
from tests.support.staging import MODULE


def values_of(session: Session, accounts: Mapping[str, Account]) -> dict[str, Any]:
    learner, coordinator = accounts["learner"], accounts["coordinator"]
    certificate = _one(
        session, select(Certificate).where(Certificate.person_id == learner.person_id)
    )
    run = session.get_one(CourseRun, certificate.run_id)
    school_id = session.get_one(Course, run.course_id).school_id
    return {
        "action": {
            "accounts.change_account": "close",
            "accounts.demand_second_factor": "demand",
            "incubation.step": "hold",
        },
        "course_id": run.course_id,
        "language": "en",
        "month": f"{SHOW_TIME:%Y-%m}",
        "person_id": _people(session) | {"": coordinator.person_id},
        "position": 1,
        "provider": "kakao",
        "run_id": run.id,
        "school_id": school_id,
        **_hers(session, learner, certificate),
        **_codes(session, learner, certificate),
        **_rights(session, learner),
        **_of_the_school(session, school_id, run, coordinator),
        **_alike(session),
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
        "enrollment_id": {
            "enrollment.withdraw": other,
            "enrollment.answer_offer": _first(session, Offer.enrollment_id),
            "": certificate.enrollment_id,
        },
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


def _rights(session: Session, learner: Account) -> dict[str, Any]:
    """What she asked of her data, and where she is signed in."""
    signed_in_key(session, learner.id, now=SHOW_TIME)
    file = asking.ask_export(session, account=learner, now=SHOW_TIME)
    correction = asking.ask(
        session,
        person_id=learner.person_id,
        kind=RequestKind.CORRECT,
        wish="이름의 글자가 틀려요.",
        wanted={"name": "김미정"},
        now=SHOW_TIME,
    )
    by_phone = asking.ask(
        session,
        person_id=_first(session, Person.id, Person.name == CALLERS[0][0]),
        kind=RequestKind.EXPORT,
        way=Way.PHONE,
        now=SHOW_TIME,
    )
    session.commit()
    jobs.run_due()  # makes the files
    return {
        "request_id": {
            "privacy.withdraw": correction.id,
            "privacy.request_file": by_phone.id,
            "": file.id,
        },
        "session_id": _first(
            session, AccountSession.id, AccountSession.account_id == learner.id
        ),
    }


def _people(session: Session) -> dict[str, int]:
    """Somebody whom the school entered, on the pages of its people."""
    entered = _first(session, Person.id, Person.name == CALLERS[0][0])
    pages = ("person", "correct", "code", "take_down")
    return {f"people.{page}": entered for page in pages}


def _alike(session: Session) -> dict[str, int]:
    """A pair that looks like one person; and one that was merged."""
    name = CALLERS[2][0]
    first, second = session.scalars(
        select(Person.id)
        .where(Person.name == name, Person.entered_by_school_id.is_not(None))
        .order_by(Person.id)
    )
    return {
        "first": first,
        "second": second,
        "merge_id": _first(session, PersonMerge.id),
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
        "restriction_id": _first(session, Restriction.id),
        "target_id": _first(session, PlanTarget.id),
        "text_id": {
            "accounts.agree": _newest_text(session),
            "": _first(session, ConsentText.id, ConsentText.required.is_(True)),
        },
        "upload_id": _first(
            session, ImportUpload.id, ImportUpload.account_id == coordinator.id
        ),
    }


def _newest_text(session: Session) -> int:
    """The one that is asked for now; an older one is no longer."""
    return int(
        _one(
            session,
            select(ConsentText.id)
            .where(ConsentText.required.is_(True))
            .order_by(ConsentText.version.desc()),
        )
    )


def _first(session: Session, column: Any, *conditions: Any) -> Any:
    found = session.scalars(select(column).where(*conditions).order_by(column)).first()
    assert found is not None, f"the demo has no {column}"
    return found


def _one(session: Session, query: Select[Any]) -> Any:
    found = session.scalars(query).first()
    assert found is not None, f"the demo has nothing for {query}"
    return found
