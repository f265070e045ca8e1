"""Somebody with something in every package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import access_log
from app.access_log import Act
from app.accounts import queries
from app.accounts.mailed_links import make_link
from app.accounts.models import Account, Consent, LinkPurpose, RoleGrant
from app.accounts.permissions import Role
from app.attendance.models import Mark, MarkChange
from app.attendance.presence import Presence
from app.certificates.models import Certificate
from app.courses.importing.models import ImportUpload
from app.courses.models import Instructor
from app.enrollment.models import Enrollment
from app.entrepreneurship.asking import to_json
from app.entrepreneurship.models import Attempt, LessonRead
from app.incubation.models import Founder, FounderInvitation, StageChange
from app.incubation.stages import Actor, Stage
from app.notifications.models import MessagePreference
from app.outbox import Bilingual, owe
from app.places.models import School
from tests.support.factories.accounts import HASHER, PASSWORD
from tests.support.factories.certificates import (
    make_certificate,
    make_finished_run,
    make_place,
)
from tests.support.factories.entrepreneurship import (
    asked,
    lessons_of,
    make_attempt,
    make_module,
)
from tests.support.factories.incubation import make_enterprise, make_team
from tests.support.factories.offers import make_history
from tests.support.factories.people import make_account
from tests.support.factories.restrictions import make_lifted
from tests.support.time import MONDAY_TEN, seoul

NAME = "남궁별하나"
EMAIL = "namgung.only@example.org"
MOBILE = "01087654321"
BORN = (1971, 11, 23)
LATER = seoul(2026, 9, 7, 10)
"""When every course, venture and role of hers has ended."""


@dataclass(frozen=True)
class Whole:
    """Her, and what the tests look at afterwards."""

    account: Account
    certificate: Certificate
    colleague: Account

    @property
    def person_id(self) -> int:
        return self.account.person_id


def make_whole(session: Session, school: School, by: Account, born: Any) -> Whole:
    """A person of whom every package knows something, and nothing is under way."""
    account = make_account(session, NAME, email=EMAIL, mobile=MOBILE, birth_date=born)
    account.password_hash = HASHER.hash(PASSWORD)
    session.commit()
    certificate = _learnt(session, school, account, by)
    _studied(session, account)
    colleague = _founded(session, account)
    _worked(session, school, account)
    _agreed(session, account)
    _told(session, account, colleague)
    _looked_at(session, account, by)
    session.commit()
    return Whole(account, certificate, colleague)


def _learnt(
    session: Session, school: School, account: Account, by: Account
) -> Certificate:
    """A certificate, a corrected mark and a seat that the school took back."""
    run = make_finished_run(session, school)
    run.contact = f"{NAME} 010-8765-4321"
    certificate = make_certificate(session, run, account.person, by)
    mark = certificate.enrollment
    other = make_place(
        session, make_finished_run(session, school), account.person, present=1
    )
    other.end_reason = f"{NAME} 님이 전화함"
    make_history(session, other, by, why=f"{NAME} 님이 먼저 전화함")
    note = f"{NAME} 님이 병원에 계셨음"
    make_lifted(session, other, by, until=LATER.date(), note=note)
    _corrected(session, mark, by)
    return certificate


def _corrected(session: Session, enrollment: Enrollment, by: Account) -> None:
    mark = session.scalars(
        select(Mark).where(Mark.enrollment_id == enrollment.id).limit(1)
    ).one()
    for version, reason in ((1, ""), (2, f"{NAME} 님 입원")):
        session.add(
            MarkChange(
                mark_id=mark.id,
                version=version,
                before=None if version == 1 else {"presence": Presence.ABSENT.value},
                after={"presence": Presence.PRESENT.value},
                at=MONDAY_TEN,
                account_id=by.id,
                reason=reason,
            )
        )


def _studied(session: Session, account: Account) -> None:
    module = make_module(session)
    attempt: Attempt = make_attempt(session, module, account.person_id)
    attempt.answers = [to_json(asked(given=NAME, right=False))]
    lesson = lessons_of(session, module)[0]
    session.add(
        LessonRead(person_id=account.person_id, lesson_id=lesson.id, at=MONDAY_TEN)
    )


def _founded(session: Session, account: Account) -> Account:
    """An enterprise that operates, of which she is a founder, and papers naming her."""
    team = make_team(session, Stage.OPERATING)
    make_enterprise(session, team, contact=f"{NAME} 010 8765 4321")
    venture = team.venture
    venture.idea = f"{NAME} 님과 함께 고쳐요."
    invitation = FounderInvitation(
        venture_id=venture.id,
        email=EMAIL,
        secret_hash="5" * 64,
        invited_by_id=team.lead.person_id,
        made_at=MONDAY_TEN,
        expires_at=MONDAY_TEN + timedelta(days=14),
        accepted_at=MONDAY_TEN,
    )
    session.add(invitation)
    session.flush()
    session.add(
        Founder(
            venture_id=venture.id,
            person_id=account.person_id,
            invitation_id=invitation.id,
            accepted_at=MONDAY_TEN,
        )
    )
    session.add(_step(venture.id, account))
    return team.lead


def _step(venture_id: int, by: Account) -> StageChange:
    """A paper of the venture that names her."""
    return StageChange(
        venture_id=venture_id,
        from_stage=Stage.MEETING,
        action="file",
        to_stage=Stage.FILED,
        by_account_id=by.id,
        actor=Actor.FOUNDER,
        at=MONDAY_TEN,
        note=f"이사장 {NAME}, 1971. 11. 23.",
        facts={"chair": NAME, "phone": "010-8765-4321"},
    )


def _worked(session: Session, school: School, account: Account) -> None:
    """She taught and coordinated once, and has left."""
    session.add(
        Instructor(
            school_id=school.id,
            person_id=account.person_id,
            career_ko=f"{NAME}, 도배 20년",
            career_en="Wallpaper",
            ended_at=MONDAY_TEN,
        )
    )
    session.add(
        RoleGrant(
            account_id=account.id,
            role=Role.INSTRUCTOR,
            school_id=school.id,
            granted_at=MONDAY_TEN,
            revoked_at=MONDAY_TEN,
        )
    )
    session.add(
        ImportUpload(
            account_id=account.id,
            filename=f"{NAME}.xlsx",
            content=b"bytes",
            uploaded_at=MONDAY_TEN,
            report=[{"ko": f"강사 {NAME}"}],
        )
    )


def _agreed(session: Session, account: Account) -> None:
    for text in queries.consent_texts(session, on=MONDAY_TEN.date()):
        session.add(
            Consent(person_id=account.person_id, text_id=text.id, agreed_at=MONDAY_TEN)
        )
    make_link(
        session,
        purpose=LinkPurpose.RESET,
        email=EMAIL,
        lasts=timedelta(hours=1),
        now=MONDAY_TEN,
        payload={"name": NAME},
    )


def _told(session: Session, account: Account, colleague: Account) -> None:
    """A message to her, one to her address alone, and one to another that names her."""
    course = Bilingual("도배 기초과정", "Wallpaper")
    owe(
        session,
        to=EMAIL,
        template="certificate-issued",
        params={"name": NAME, "course": course},
        language="ko",
        person_id=account.person_id,
        now=MONDAY_TEN,
    )
    owe(session, to=EMAIL, template="reset", params={}, language="ko", now=MONDAY_TEN)
    owe(
        session,
        to=colleague.email,
        template="venture_invitation",
        params={"inviter": NAME, "title": "고운손", "contact": EMAIL},
        language="ko",
        person_id=colleague.person_id,
        now=MONDAY_TEN,
    )
    session.add(
        MessagePreference(
            person_id=account.person_id,
            by_text=True,
            reminders=True,
            changed_at=MONDAY_TEN,
        )
    )


def _looked_at(session: Session, account: Account, by: Account) -> None:
    access_log.append(
        session,
        account_id=by.id,
        act=Act.VIEW,
        page="enrollment.applicants",
        address="192.0.2.7",
        people=[account.person_id],
        reason="",
        now=MONDAY_TEN,
    )
