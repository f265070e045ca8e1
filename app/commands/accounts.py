"""`flask accounts`: the first staff accounts, and a lost second factor, where the
server stands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts import factor_services, queries, services, signing_in
from app.accounts.authority import RoleHeldAlready
from app.accounts.forms.words import ROLE_WORDS
from app.accounts.hashing import hasher
from app.accounts.identity import NameUnreadable, clean_email
from app.accounts.models import Account
from app.accounts.passwords import demand_good_password
from app.accounts.permissions import SCHOOL_ROLES, Role
from app.accounts.second_factor import SecondFactorMissing
from app.clock import now
from app.exceptions import DomainError
from app.places import queries as places
from app.places.models import District, School
from app.places.services import open_school
from app.unit_of_work import transaction

GRANTABLE = [role.value for role in ROLE_WORDS if role is not Role.LEARNER]

cli = AppGroup("accounts", help="Accounts of staff.")


@cli.command("create")
@click.option("--role", required=True, type=click.Choice(GRANTABLE))
@click.option("--email", required=True)
@click.option(
    "--name", help="As on the identity card; without it, taken from the address."
)
@click.option(
    "--district",
    "districts",
    multiple=True,
    help="Code or name of the school's district; may be repeated.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")
def create(
    role: str,
    email: str,
    name: str | None,
    districts: tuple[str, ...],
    password_stdin: bool,
) -> None:
    """Give somebody a role, and an account if the address has none.

    A school role needs its --district; a district without a school gets one. A new
    account without --password-stdin prints a link by which its owner sets a password.
    """
    address = _address(email)
    password = _password(address) if password_stdin else None
    hashed = hasher().hash(password) if password else None
    moment = now()
    secret: str | None = None
    with transaction() as session:
        schools = _schools(session, Role(role), districts, moment)
        account = queries.account_by_email(session, address)
        if account is None:
            account = _new_account(session, address, name, hashed, moment)
        elif hashed is not None:
            raise click.UsageError(
                f"{address} already has an account; its password isn't changed here"
            )
        else:
            click.echo(f"{address} already has an account; it gets the role")
        _grant(session, account, Role(role), schools, moment)
        if account.password_hash is None:
            secret = signing_in.invite(session, account, now=moment)
    if secret:
        click.echo("To set the password, open this link once within 7 days:")
        click.echo(f"{current_app.config['PUBLIC_URL']}/reset/{secret}")


@cli.command("take-second-factor")
@click.option("--email", required=True)
def take_second_factor(email: str) -> None:
    """Turn somebody's two-step sign-in off; she is told by mail.

    For an administrator who has lost her app and her recovery codes: nobody does this
    for herself on a page.
    """
    with transaction() as session:
        account = queries.account_by_email(session, _address(email))
        if account is None:
            raise click.UsageError(f"there is no account {email}")
        try:
            factor_services.take_from(session, account.id, by=None, now=now())
        except SecondFactorMissing as refusal:
            raise click.UsageError(f"{email} has no second factor") from refusal
    click.echo(f"{email} signs in with the password alone")


def _address(email: str) -> str:
    try:
        valid = validate_email(
            email.strip(), check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError as error:
        raise click.BadParameter(str(error), param_hint="--email") from error
    return clean_email(valid.normalized)


def _password(address: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        demand_good_password(password, personal=(address,))
    except DomainError as refusal:
        raise click.UsageError(
            f"the password was refused: {type(refusal).__doc__}"
        ) from refusal
    return password


def _schools(
    session: Session, role: Role, districts: Sequence[str], moment: datetime
) -> list[School]:
    """The schools of these districts; a missing one is opened, and said."""
    if role in SCHOOL_ROLES and not districts:
        raise click.UsageError(f"the role {role.value} needs --district")
    if role not in SCHOOL_ROLES and districts:
        raise click.UsageError(f"the role {role.value} is held for the whole city")
    return [_school(session, _district(session, d), moment) for d in districts]


def _district(session: Session, wanted: str) -> District:
    known = or_(
        District.code == wanted, District.name_ko == wanted, District.name_en == wanted
    )
    district = session.scalar(select(District).where(known))
    if district is None:
        names = ", ".join(d.name_ko for d in places.districts(session))
        raise click.UsageError(f"there is no district {wanted!r}; known are {names}")
    return district


def _school(session: Session, district: District, moment: datetime) -> School:
    school = places.school_of_district(session, district.code)
    if school is None:
        school = open_school(session, district, by=None, now=moment)
        click.echo(f"opened {school.name_ko} ({school.name_en})")
    return school


def _new_account(
    session: Session, address: str, name: str | None, hashed: str | None, at: datetime
) -> Account:
    letters = "".join(c if c.isalpha() else " " for c in address.partition("@")[0])
    try:
        account = services.create_account(
            session,
            email=address,
            name=name or letters,
            language="ko",
            now=at,
            password_hash=hashed,
        )
    except NameUnreadable as refusal:
        raise click.UsageError("give --name, in letters") from refusal
    click.echo(f"made the account {address}")
    return account


def _grant(
    session: Session,
    account: Account,
    role: Role,
    schools: Sequence[School],
    moment: datetime,
) -> None:
    places_held: Sequence[School | None] = schools or [None]
    for school in places_held:
        where = f" of {school.name_ko}" if school else ""
        try:
            services.grant_role(
                session,
                account_id=account.id,
                role=role,
                school_id=school.id if school else None,
                by=None,
                now=moment,
            )
        except RoleHeldAlready:
            click.echo(f"{account.email} is already {role.value}{where}")
        else:
            click.echo(f"{account.email} is now {role.value}{where}")
