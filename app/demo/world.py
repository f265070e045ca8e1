"""The demo's places and people: four schools, their staff, thirty neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import services as accounts
from app.accounts.hashing import hasher
from app.accounts.models import Account, Consent, ConsentText, Person
from app.accounts.permissions import SCHOOL_ROLES, Role
from app.demo.people import ACCOUNTS, NEIGHBOURS, PASSWORD, DemoAccount
from app.places.models import District, School, SchoolOperator, Seal
from app.places.services import open_school

GEUMCHEON, EUNPYEONG, MAPO, SEONGDONG = "11545", "11380", "11440", "11200"
SCHOOLS = {
    GEUMCHEON: ("금천구 사회적경제지원센터 3층", "02-000-0001"),
    EUNPYEONG: ("은평 동네기술센터 2층", "02-000-0002"),
    MAPO: ("마포 나눔부엌 2층", "02-000-0003"),
    SEONGDONG: ("성동 새활용공방 1층", "02-000-0004"),
}
LEARNED_IN = (GEUMCHEON, EUNPYEONG, MAPO)
FIRST_MOBILE = 1_000_000_100  # 010-0000-0100 and on, which nobody can have


@dataclass(frozen=True)
class World:
    schools: dict[str, School]
    accounts: dict[str, Account]
    """By the part of the address before the @."""
    neighbours: list[Account]

    @property
    def coordinator(self) -> Account:
        return self.accounts["coordinator"]


def build(session: Session, *, now: datetime) -> World:
    """Add schools and people. Two years old, so that they have a past."""
    long_ago = now - timedelta(days=730)
    schools = {
        code: _school(session, code, *SCHOOLS[code], long_ago) for code in SCHOOLS
    }
    secret = hasher().hash(PASSWORD)
    people = {
        demo.email.split("@")[0]: _account(session, demo, secret, long_ago)
        for demo in ACCOUNTS
    }
    for demo in ACCOUNTS:
        _give_role(session, people[demo.email.split("@")[0]], demo, schools, long_ago)
    neighbours = [_neighbour(session, i, long_ago) for i in range(len(NEIGHBOURS))]
    session.flush()
    return World(schools, people, neighbours)


def _school(
    session: Session, code: str, address: str, phone: str, then: datetime
) -> School:
    district = session.get_one(District, code)
    school = open_school(session, district, by=None, now=then)
    short_en = district.name_en.removesuffix("-gu")
    school.address, school.phone = address, phone
    school.office_hours = "평일 09:00~18:00"
    school.seal = Seal.SPECIMEN
    session.add(
        SchoolOperator(
            school=school,
            name_ko=f"{district.name_ko}사회적경제지원센터",
            name_en=f"{short_en} Social Economy Centre",
            head_title_ko=f"{district.name_ko}사회적경제지원센터장",
            head_title_en=f"Director, {short_en} Social Economy Centre",
            since=then.astimezone(UTC).date(),
        )
    )
    session.flush()
    return school


def _account(
    session: Session, demo: DemoAccount, secret: str | None, then: datetime
) -> Account:
    person = Person(
        name=demo.name,
        birth_date=demo.born,
        mobile=demo.mobile,
        district_code=EUNPYEONG,
        email=demo.email,
        created_at=then,
    )
    account = Account(
        person=person, email=demo.email, password_hash=secret, created_at=then
    )
    session.add(account)
    session.flush()
    for text in session.scalars(select(ConsentText).where(ConsentText.required)):
        session.add(Consent(person_id=person.id, text_id=text.id, agreed_at=then))
    return account


def _neighbour(session: Session, number: int, then: datetime) -> Account:
    """An invented resident who has an account, but no password: nobody signs in."""
    demo = DemoAccount(
        email=f"neighbour{number + 1}@demo.example",
        name=NEIGHBOURS[number],
        role="learner",
        born=date(1955 + number * 7 % 32, 1 + number % 12, 1 + number * 5 % 28),
        mobile=f"0{FIRST_MOBILE + number}",
    )
    account = _account(session, demo, None, then)
    account.person.district_code = LEARNED_IN[number % len(LEARNED_IN)]
    return account


def _give_role(
    session: Session,
    account: Account,
    demo: DemoAccount,
    schools: dict[str, School],
    then: datetime,
) -> None:
    role = Role(demo.role)
    if role is Role.LEARNER:
        return
    of: list[int | None] = [None]
    if role in SCHOOL_ROLES:
        of = [schools[GEUMCHEON].id, schools[EUNPYEONG].id]
    for school_id in of:
        accounts.grant_role(
            session,
            account_id=account.id,
            role=role,
            school_id=school_id,
            by=None,
            now=then,
        )
