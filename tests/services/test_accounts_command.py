"""`flask accounts create`: staff accounts made where the server stands."""

from __future__ import annotations

from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import factor_queries, queries
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.places import queries as places
from tests.support.factories.accounts import HASHER, PASSWORD, make_member
from tests.support.factories.factors import make_factor
from tests.support.factories.people import make_person, make_school

EMAIL = "coordinator@example.org"


def create(app: Flask, *arguments: str, typed: str | None = None) -> Result:
    return app.test_cli_runner().invoke(
        args=["accounts", "create", *arguments], input=typed
    )


def accounts(session: Session) -> int:
    return session.scalar(select(func.count(Account.id))) or 0


def test_an_administrator_gets_an_account_and_a_link_to_her_password(
    app: Flask, session: Session
) -> None:
    result = create(app, "--role", "administrator", "--email", "admin@example.org")

    account = queries.account_by_email(session, "admin@example.org")
    assert result.exit_code == 0, result.output
    assert account is not None
    assert account.roles == {Role.ADMINISTRATOR}
    assert account.password_hash is None
    assert "http://localhost/reset/" in result.output


def test_the_printed_link_opens_the_page_of_a_new_password(
    app: Flask, session: Session
) -> None:
    output = create(app, "--role", "city", "--email", "city@example.org").output
    path = output.strip().rpartition("http://localhost")[2]

    answer = app.test_client().post(path, data={"password": PASSWORD})

    account = queries.account_by_email(session, "city@example.org")
    assert answer.status_code == 302
    assert account is not None
    assert HASHER.matches(PASSWORD, account.password_hash)


def test_a_coordinator_gets_her_school_which_is_opened_where_missing(
    app: Flask, session: Session
) -> None:
    there = make_school(session, "11545")

    result = create(
        app,
        *("--role", "coordinator", "--email", EMAIL, "--name", "이현주"),
        *("--district", "금천구", "--district", "11380"),
    )

    opened = places.school_of_district(session, "11380")
    account = queries.account_by_email(session, EMAIL)
    assert result.exit_code == 0, result.output
    assert account is not None
    assert opened is not None
    assert (opened.name_ko, opened.name_en) == (
        "은평구 주민기술학교",
        "Eunpyeong-gu Resident Technical School",
    )
    assert account.school_ids(Role.COORDINATOR) == {there.id, opened.id}
    assert account.person.name == "이현주"
    assert "opened 은평구 주민기술학교" in result.output


def test_a_known_address_keeps_its_account_and_gets_the_role(
    app: Flask, session: Session
) -> None:
    member = make_member(session, EMAIL)

    result = create(app, "--role", "mentor", "--email", EMAIL, "--district", "11545")

    session.refresh(member)
    assert result.exit_code == 0, result.output
    assert accounts(session) == 1
    assert member.roles == {Role.MENTOR}
    assert f"{EMAIL} already has an account; it gets the role" in result.output
    assert "/reset/" not in result.output


def test_a_role_held_already_is_said_and_nothing_breaks(
    app: Flask, session: Session
) -> None:
    create(app, "--role", "city", "--email", EMAIL)

    again = create(app, "--role", "city", "--email", EMAIL)

    assert again.exit_code == 0
    assert f"{EMAIL} is already city" in again.output
    assert "/reset/" in again.output  # the first link may be lost


def test_a_person_known_to_a_school_gets_the_account(
    app: Flask, session: Session
) -> None:
    person = make_person(session, name="박선영", email=EMAIL)

    create(app, "--role", "instructor", "--email", EMAIL, "--district", "11545")

    account = queries.account_by_email(session, EMAIL)
    assert account is not None
    assert account.person_id == person.id


def test_a_password_may_come_from_standard_input(app: Flask, session: Session) -> None:
    result = create(
        app,
        *("--role", "city", "--email", EMAIL, "--password-stdin"),
        typed=f"{PASSWORD}\n",
    )

    account = queries.account_by_email(session, EMAIL)
    assert account is not None
    assert HASHER.matches(PASSWORD, account.password_hash)
    assert "/reset/" not in result.output
    assert PASSWORD not in result.output


def refused(app: Flask, session: Session, *arguments: str, typed: str = "") -> str:
    result = create(app, *arguments, typed=typed)

    assert result.exit_code == 2, result.output
    assert accounts(session) == 0
    return result.output


def test_unknown_roles_are_refused(app: Flask, session: Session) -> None:
    assert "'king'" in refused(app, session, "--role", "king", "--email", EMAIL)
    assert "'learner'" in refused(app, session, "--role", "learner", "--email", EMAIL)


def test_bad_addresses_are_refused(app: Flask, session: Session) -> None:
    for address in ("nobody", "a@b", "가나@example.org", ""):
        assert "--email" in refused(app, session, "--role", "city", "--email", address)


def test_a_school_role_wants_its_district_and_a_city_role_none(
    app: Flask, session: Session
) -> None:
    school = ("--role", "coordinator", "--email", EMAIL)
    city = ("--role", "city", "--email", EMAIL, "--district", "11545")

    assert "needs --district" in refused(app, session, *school)
    assert "whole city" in refused(app, session, *city)


def test_an_unknown_district_is_refused_with_the_known_ones(
    app: Flask, session: Session
) -> None:
    output = refused(
        app, session, *("--role", "mentor", "--email", EMAIL, "--district", "평양시")
    )

    assert "종로구" in output


def test_a_weak_password_is_refused(app: Flask, session: Session) -> None:
    arguments = ("--role", "city", "--email", EMAIL, "--password-stdin")

    assert "refused" in refused(app, session, *arguments, typed="short\n")


def test_the_password_of_an_account_is_not_changed_from_here(
    app: Flask, session: Session
) -> None:
    member = make_member(session, EMAIL)
    before = member.password_hash

    result = create(
        app,
        *("--role", "city", "--email", EMAIL, "--password-stdin"),
        typed="another good password\n",
    )

    session.refresh(member)
    assert result.exit_code == 2
    assert member.password_hash == before
    assert member.roles == frozenset()


def test_a_lost_second_factor_is_taken_away(app: Flask, session: Session) -> None:
    administrator = make_member(session)
    make_factor(session, administrator)

    arguments = ["accounts", "take-second-factor", "--email", administrator.email]
    done = app.test_cli_runner().invoke(args=arguments)
    again = app.test_cli_runner().invoke(args=arguments)

    session.expire_all()
    assert done.exit_code == 0, done.output
    assert factor_queries.factor_of(session, administrator.id) is None
    assert again.exit_code == 2
    assert "no second factor" in again.output


def test_of_an_unknown_address_nothing_is_taken(app: Flask) -> None:
    result = app.test_cli_runner().invoke(
        args=["accounts", "take-second-factor", "--email", "nobody@example.org"]
    )

    assert result.exit_code == 2
