"""What accounts hand a person who asks for everything about her."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.entry_models import OutsideIdentity, SecondFactor
from app.accounts.models import Account, Consent, Person
from app.accounts.session_models import AccountSession
from app.formats import local
from app.personal import Chapter, Fact, facts_of


def export(session: Session, person_id: int) -> list[Chapter]:
    """Her details, account, roles and consents."""
    person = session.get_one(Person, person_id)
    account = session.scalar(select(Account).where(Account.person_id == person_id))
    return [
        Chapter(_l("My details"), "person", [_details(person)], _DETAILS),
        Chapter(
            _l("Account"), "account", [_account(account)] if account else [], _ACCOUNT
        ),
        Chapter(_l("Roles"), "roles", _roles(account), _ROLES),
        Chapter(_l("Ways of signing in"), "ways_in", _ways_in(session, account), _WAYS),
        Chapter(_l("Sign-ins"), "sessions", _sessions(session, account), _SESSIONS),
        Chapter(_l("Consents"), "consents", _consents(session, person_id), _CONSENTS),
    ]


_DETAILS = {
    "name": _l("Name"),
    "birth_date": _l("Date of birth"),
    "mobile": _l("Mobile number"),
    "district": _l("District where you live"),
    "email": _l("E-mail address"),
    "created_at": _l("Entered on"),
}
_ACCOUNT = {
    "email": _l("E-mail address"),
    "language": _l("Language of our e-mails"),
    "created_at": _l("Opened on"),
    "disabled_at": _l("Closed on"),
}
_ROLES = {
    "role": _l("Role"),
    "school": _l("School"),
    "granted_at": _l("Given on"),
    "revoked_at": _l("Taken on"),
}
_WAYS = {"way": _l("Way"), "since": _l("Since")}
_SESSIONS = {
    "begun_at": _l("Signed in on"),
    "seen_at": _l("Last seen on"),
    "ended_at": _l("Ended on"),
    "address": _l("Network address"),
    "agent": _l("Browser"),
}
_CONSENTS = {
    "title": _l("Text"),
    "version": _l("Version"),
    "agreed_at": _l("Agreed on"),
    "withdrawn_at": _l("Withdrawn on"),
}


def _details(person: Person) -> dict[str, Fact]:
    return facts_of(
        person,
        "name",
        "birth_date",
        "mobile",
        "email",
        "created_at",
        district=local(person.district, "name") if person.district else None,
    )


def _account(account: Account) -> dict[str, Fact]:
    return facts_of(account, "email", "language", "created_at", "disabled_at")


def _roles(account: Account | None) -> list[dict[str, Fact]]:
    return [
        facts_of(
            grant,
            "role",
            "granted_at",
            "revoked_at",
            school=local(grant.school, "name") if grant.school else None,
        )
        for grant in (account.grants if account else ())
    ]


def _ways_in(session: Session, account: Account | None) -> list[dict[str, Fact]]:
    """The second step and other identities; never what is secret about them."""
    if account is None:
        return []
    factor = session.get(SecondFactor, account.id)
    second: list[dict[str, Fact]] = (
        [{"way": "second step", "since": factor.set_up_at}] if factor else []
    )
    outside = session.scalars(
        select(OutsideIdentity)
        .where(OutsideIdentity.account_id == account.id)
        .order_by(OutsideIdentity.id)
    )
    return [
        *second,
        *[
            facts_of(one, since=one.linked_at, way=one.provider.value)
            for one in outside
        ],
    ]


def _sessions(session: Session, account: Account | None) -> list[dict[str, Fact]]:
    rows = session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == (account.id if account else None))
        .order_by(AccountSession.id)
    )
    columns = ("begun_at", "seen_at", "ended_at", "address", "agent")
    return [facts_of(row, *columns) for row in rows]


def _consents(session: Session, person_id: int) -> list[dict[str, Fact]]:
    rows = session.scalars(
        select(Consent)
        .where(Consent.person_id == person_id)
        .options(joinedload(Consent.consent_text))
        .order_by(Consent.id)
    )
    return [
        facts_of(
            row,
            "agreed_at",
            "withdrawn_at",
            title=local(row.consent_text, "title"),
            version=row.consent_text.version,
        )
        for row in rows
    ]
