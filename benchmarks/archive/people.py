"""Residents and staff, and how they sign in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import (
    Account,
    Consent,
    ConsentHow,
    ConsentText,
    Person,
    RoleGrant,
)
from app.accounts.permissions import Role
from app.accounts.session_models import AccountSession
from benchmarks.archive.bulk import Bulk
from benchmarks.archive.size import LOOKS_ALIKE, MINE, NOW, PERSONAS, Size

SURNAMES = "김김김김김이이이박박최정강조윤장임한오서신"
_GIVEN = """
미경 영희 정숙 은주 현주 지영 수진 민서 서연 지우 하은 도윤 준호 영호
성민 상철 광수 병철 순자 옥순 말순 정희 경희 미숙 은정 혜진 보람 다은
예린 유진 태호 진우 동현 재훈 승민 종수 기철 용식 만수 복남 춘자 금례
선영 은경 혜숙 명숙 경자 영숙 인숙 미란 소영 나리 가람 슬기 한솔 다솜
이슬 새롬 우람 아름
"""
GIVEN = tuple(_GIVEN.split())
LONG = ("남궁민수", "선우은숙", "응우옌 티 마이", "Maria Santos")
"""One in thirty-three."""
RARE = "제갈윤슬"
"""There is one of this name."""
ROLES = {
    "administrator": (Role.ADMINISTRATOR, None),
    "coordinator": (Role.COORDINATOR, MINE),
    "city": (Role.CITY, None),
    "instructor": (Role.INSTRUCTOR, MINE),
    "mentor": (Role.MENTOR, MINE),
}


def fill(bulk: Bulk, session: Session, size: Size) -> None:
    text_id = session.scalars(select(ConsentText.id).limit(1)).one()
    bulk.fill(Person, _persons(size))
    bulk.fill(Account, _accounts(size))
    bulk.fill(RoleGrant, _grants())
    bulk.fill(
        Consent,
        (
            {"person_id": person, "text_id": text_id, "agreed_at": NOW,
             "how": ConsentHow.ONLINE}
            for person in range(1, size.persons + 1)
        ),
    )  # fmt: skip
    bulk.fill(AccountSession, _sessions(size))


def has_account(person: int) -> bool:
    return person <= len(PERSONAS) or person % 3 != 0


def address_of(person: int) -> str:
    return f"resident{person}@example.org"


def mobile_of(person: int) -> str:
    return f"010{person * 37 % 100_000_000:08d}"


def _persons(size: Size) -> Iterator[dict[str, Any]]:
    chance, one = size.chance, {}
    for person in range(1, size.persons + 1):
        if person % LOOKS_ALIKE:
            one = {
                "name": chance.choice(SURNAMES) + chance.choice(GIVEN)
                if person % 33
                else chance.choice(LONG),
                "birth_date": date(1945, 1, 1)
                + timedelta(days=chance.randrange(22000)),
            }
        yield {
            "id": person,
            **(one if person != size.rare else {**one, "name": RARE}),
            "mobile": mobile_of(person),
            "district_code": "11545",
            "email": address_of(person),
            "created_at": NOW - timedelta(minutes=size.persons - person),
        }


def _accounts(size: Size) -> Iterator[dict[str, Any]]:
    for person in range(1, size.persons + 1):
        if has_account(person):
            yield {
                "id": person,
                "person_id": person,
                "email": address_of(person),
                "created_at": NOW,
            }


def _grants() -> Iterator[dict[str, Any]]:
    for account, persona in enumerate(PERSONAS, 1):
        if persona in ROLES:
            role, school = ROLES[persona]
            yield {
                "account_id": account,
                "role": role,
                "school_id": school,
                "granted_at": NOW - timedelta(days=4000),
            }


def _sessions(size: Size) -> Iterator[dict[str, Any]]:
    for person in range(len(PERSONAS) + 1, size.persons + 1):
        if has_account(person):
            yield {
                "account_id": person,
                "key_hash": f"{person:064d}",
                "begun_at": NOW,
                "seen_at": NOW,
                "ended_at": NOW,
                "address": "127.0.0.1",
                "agent": "Mozilla/5.0",
            }
