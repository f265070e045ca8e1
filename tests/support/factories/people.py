"""Residents and staff."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Account, Person, RoleGrant
from app.accounts.permissions import Role
from app.places import queries as places
from app.places.models import School
from tests.support.time import MONDAY_TEN

_number = count(1)


def make_person(session: Session, name: str = "홍길동", **more: Any) -> Person:
    values: dict[str, Any] = {
        "birth_date": date(1968, 3, 5),
        "mobile": f"010{next(_number):08d}",
        "district_code": "11545",
        "created_at": MONDAY_TEN,
    }
    person = Person(name=name, **{**values, **more})
    session.add(person)
    session.commit()
    return person


def make_account(session: Session, name: str = "홍길동", **more: Any) -> Account:
    """A resident who can sign in; she is a learner, as everybody is."""
    email = more.pop("email", f"person{next(_number)}@example.org")
    person = make_person(session, name, email=email, **more)
    account = Account(person=person, email=email, created_at=MONDAY_TEN)
    session.add(account)
    session.commit()
    return account


def make_staff(
    session: Session, role: Role, school: School | None = None, name: str = "이현주"
) -> Account:
    account = make_account(session, name)
    grant = RoleGrant(
        account=account,
        role=role,
        school_id=school.id if school else None,
        granted_at=MONDAY_TEN,
    )
    session.add(grant)
    session.commit()
    return account


def make_school(session: Session, district: str = "11545", **more: Any) -> School:
    """The district's school; Geumcheon's unless told otherwise. Made once a test."""
    there = places.school_of_district(session, district)
    if there is not None:
        return there
    values: dict[str, Any] = {
        "name_ko": f"{district} 주민기술학교",
        "name_en": f"Resident Technical School {district}",
        "phone": "02-000-0001",
        "address": "시범로 1",
    }
    school = School(district_code=district, **{**values, **more})
    session.add(school)
    session.commit()
    return school
