"""Ventures at any stage, with what was stated on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.certificates.facts import Facts as CertificateFacts
from app.certificates.models import Certificate
from app.courses.models import Trade
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.incubation import services
from app.incubation.models import Enterprise, Founder, StageChange, Venture
from app.incubation.stages import LegalForm, Stage
from app.places.models import School
from tests.support.factories.courses import make_course, make_run
from tests.support.factories.founding import STATED, WAY
from tests.support.factories.people import make_account, make_school
from tests.support.time import MONDAY_TEN, seoul

_number = count(1)
NAMES = ("김미경", "오세진", "신미란", "권오준", "황인숙", "정해영", "박선희")


def certificate_for(
    session: Session, person: Person, by: Account, school: School | None = None
) -> Certificate:
    """A certificate as a row, without walking through a course."""
    school = school or make_school(session)
    run = make_run(session, make_course(session, school), open_now=False)
    number = next(_number)
    enrollment = Enrollment(
        run_id=run.id,
        person_id=person.id,
        status=EnrollmentStatus.CONFIRMED,
        requested_at=MONDAY_TEN,
        confirmed_at=MONDAY_TEN,
    )
    session.add(enrollment)
    session.flush()
    certificate = Certificate(
        school_id=school.id,
        year=2025,
        serial=number,
        number=f"제 2025-{number:03d}호",
        code=f"7K3M-9Q2D-X4TB-{number:04d}",
        person_id=person.id,
        run_id=run.id,
        enrollment_id=enrollment.id,
        frozen=_frozen(person, school, number).to_json(),
        issued_at=seoul(2025, 12, 2, 10),
        issued_by=by.id,
    )
    session.add(certificate)
    session.commit()
    return certificate


def _frozen(person: Person, school: School, number: int) -> CertificateFacts:
    return CertificateFacts(
        name=person.name,
        born_on=person.birth_date or date(1968, 3, 5),
        course_ko=f"도배 기초과정({number}기)",
        course_en="Wallpapering, basic",
        starts_on=date(2025, 9, 2),
        ends_on=date(2025, 11, 25),
        minutes=2880,
        school_ko=school.name_ko,
        school_en=school.name_en,
        operator_ko="시범사회적경제지원센터",
        operator_en="",
        issuer_ko="시범사회적경제지원센터장",
        seal="omitted",
        issued_on=date(2025, 12, 2),
    )


@dataclass(frozen=True)
class Team:
    """A venture and who founds it."""

    venture: Venture
    accounts: Sequence[Account]

    @property
    def lead(self) -> Account:
        return self.accounts[0]


def make_team(
    session: Session,
    stage: Stage = Stage.IDEA,
    *,
    founders: int = 5,
    school: School | None = None,
    **more: Any,
) -> Team:
    """A venture that came to this stage by the steps of WAY."""
    school = school or make_school(session)
    accounts = [make_account(session, NAMES[i % len(NAMES)]) for i in range(founders)]
    certificate = certificate_for(session, accounts[0].person, accounts[0], school)
    values: dict[str, Any] = {
        "title": f"고운손 {next(_number)}",
        "idea": "혼자 사는 어르신 집의 벽지와 장판을 고쳐요.",
        "trade_id": session.scalars(
            select(Trade.id).where(Trade.code == "wallpapering")
        ).one(),
        "district_code": school.district_code,
        "school_id": school.id,
        "legal_form": LegalForm.COOPERATIVE,
        "stage": stage,
        "stage_since": MONDAY_TEN,
        "begun_by_id": accounts[0].person_id,
        "begun_at": MONDAY_TEN - timedelta(days=30),
        "certificate_id": certificate.id,
    }
    venture = Venture(**{**values, **more}, founders=_seated(accounts))
    session.add(venture)
    session.flush()
    _walked(session, venture, accounts[0])
    session.commit()
    return Team(venture, accounts)


def _seated(accounts: Sequence[Account]) -> list[Founder]:
    """The first leads; each joined a day after the one before."""
    return [
        Founder(
            person_id=account.person_id,
            is_lead=position == 0,
            accepted_at=MONDAY_TEN - timedelta(days=20 - position),
        )
        for position, account in enumerate(accounts)
    ]


def _walked(session: Session, venture: Venture, by: Account) -> None:
    until = venture.held_from or venture.stage
    for start, action, target, actor in WAY:
        if start is until:
            return
        session.add(
            StageChange(
                venture_id=venture.id,
                from_stage=start,
                action=action,
                to_stage=target,
                by_account_id=by.id,
                actor=actor,
                at=MONDAY_TEN,
                facts=_as_json(STATED.get(action, {})),
            )
        )


def _as_json(stated: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in stated.items()
    }


def make_enterprise(session: Session, team: Team, **more: Any) -> Enterprise:
    """The register's entry of a venture in operation."""
    values: dict[str, Any] = {
        "name_ko": f"시범 협동조합 {next(_number)}",
        "name_en": "",
        "legal_form": LegalForm.COOPERATIVE,
        "district_code": team.venture.district_code,
        "trade_id": team.venture.trade_id,
        "operating_since": date(2026, 2, 2),
        "description_ko": "동네 집을 고쳐요.",
        "registration_number": "110111-7654321",
        "registered_on": date(2026, 1, 12),
        "business_number": "987-65-43210",
        "business_registered_on": date(2026, 1, 20),
        "address": "시범로 9, 101호",
    }
    enterprise = Enterprise(venture_id=team.venture.id, **{**values, **more})
    session.add(enterprise)
    session.commit()
    return enterprise


def begin_venture(session: Session, **more: Any) -> Venture:
    """By the service, from a certificate made for it unless one is named."""
    account = more.pop("account", None) or make_account(session)
    if "certificate_id" not in more:
        certificate = certificate_for(session, account.person, account)
        more["certificate_id"] = certificate.id
    values: dict[str, Any] = {
        "person_id": account.person_id,
        "title": "고운손",
        "idea": "벽지와 장판을 고쳐요.",
        "trade_id": 1,
        "district_code": "11545",
        "now": MONDAY_TEN,
    }
    return services.begin(session, **{**values, **more})
