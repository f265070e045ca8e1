"""Named reads of persons, accounts, consents and mailed links."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.identity import clean_email
from app.accounts.links import hash_of
from app.accounts.models import (
    Account,
    Consent,
    ConsentText,
    LinkPurpose,
    MailedLink,
    Person,
    RoleGrant,
)
from app.accounts.permissions import Role
from app.accounts.session_models import AccountSession
from app.exceptions import DomainError


def account_by_email(session: Session, email: str) -> Account | None:
    """The account that signs in with this address, however it is typed."""
    return session.scalar(select(Account).where(Account.email == clean_email(email)))


def account_of_session(session: Session, key: str) -> int | None:
    """Whose session has this key, ended or not."""
    return session.scalar(
        select(AccountSession.account_id).where(AccountSession.key_hash == hash_of(key))
    )


def person_by_email(session: Session, email: str) -> Person | None:
    """The person with this address; who signs in with it before who only has it."""
    address = clean_email(email)
    return session.scalar(
        select(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(
            (Account.email == address) | (Person.email == address),
            Person.merged_into_id.is_(None),
        )
        .order_by((Account.email == address).desc().nulls_last(), Person.id)
        .limit(1)
    )


def claimable_person(
    session: Session, *, email: str, name: str, birth_date: date
) -> Person | None:
    """Whom staff entered before she signed up: same address, name and birth date.

    None where it is nobody, or where it could be two people.
    """
    found = session.scalars(
        select(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(
            Account.id.is_(None),
            Person.merged_into_id.is_(None),
            Person.email == email,
            Person.name == name,
            Person.birth_date == birth_date,
        )
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


class PersonMerged(DomainError):
    """The record has gone into another one, which holds what is hers."""


def lock_person(
    session: Session, person_id: int, *, even_merged: bool = False
) -> Person:
    """Hold a person until the transaction ends, before her run: her two presses
    then come one after the other, whatever they are for.

    Without FOR NO KEY UPDATE, whoever holds the run and owes her a message (a
    foreign key to her) would wait for her while she waits for the run. Raises
    PersonMerged where a merge came first: nothing new is written to a gone record.
    """
    person = session.get_one(
        Person, person_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if person.merged_into_id is not None and not even_merged:
        raise PersonMerged
    return person


def lock_persons(session: Session, person_ids: Collection[int]) -> list[Person]:
    """`lock_person` for several, in the order of their ids, whatever order is asked:
    who wants the same two never waits for who waits for her."""
    return [lock_person(session, one) for one in sorted(set(person_ids))]


def lock_account(session: Session, account_id: int) -> Account:
    """The account, held so that two changes of its roles come one after the other.

    Rows that merely refer to it may still be written: two administrators who remove
    each other would else wait for one another for ever.
    """
    return session.get_one(
        Account,
        account_id,
        with_for_update={"key_share": True},
        populate_existing=True,
    )


def coordinators_of(session: Session, school_id: int) -> Sequence[Person]:
    """The people who coordinate this school now."""
    return session.scalars(
        select(Person)
        .join(Account, Account.person_id == Person.id)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.school_id == school_id,
            RoleGrant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Person.id)
    ).all()


def live_grant(
    session: Session, *, account_id: int, role: Role, school_id: int | None
) -> RoleGrant | None:
    """The role as the account holds it now."""
    return session.scalar(
        select(RoleGrant).where(
            RoleGrant.account_id == account_id,
            RoleGrant.role == role,
            RoleGrant.school_id == school_id
            if school_id is not None
            else RoleGrant.school_id.is_(None),
            RoleGrant.revoked_at.is_(None),
        )
    )


def grant_of_person(
    session: Session, *, person_id: int, grant_id: int
) -> RoleGrant | None:
    """A role that this person holds now."""
    return session.scalar(
        select(RoleGrant)
        .join(Account, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.id == grant_id,
            RoleGrant.revoked_at.is_(None),
            Account.person_id == person_id,
        )
    )


def lock_administrators(session: Session) -> frozenset[int]:
    """The accounts that administer now, held until the transaction ends.

    The lock keeps two administrators from removing each other at the same moment.
    Who administers is asked once it is held: a statement that had to wait does not
    see that an account was closed meanwhile.
    """
    administering = select(RoleGrant).where(
        RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.revoked_at.is_(None)
    )
    session.scalars(
        administering.order_by(RoleGrant.id).with_for_update(key_share=True)
    ).all()
    open_ones = administering.join(Account, RoleGrant.account_id == Account.id).where(
        Account.disabled_at.is_(None)
    )
    return frozenset(grant.account_id for grant in session.scalars(open_ones))


def link_by_hash(
    session: Session, secret_hash: str, *, purpose: LinkPurpose
) -> MailedLink | None:
    return session.scalar(
        select(MailedLink).where(
            MailedLink.secret_hash == secret_hash, MailedLink.purpose == purpose
        )
    )


def lock_links(
    session: Session, *, email: str, purpose: LinkPurpose
) -> Sequence[MailedLink]:
    """Every link of this kind mailed to the address, held in the order of their ids.

    The lock keeps two presses, or two links of one address, from both counting.
    """
    return session.scalars(
        select(MailedLink)
        .where(MailedLink.email == email, MailedLink.purpose == purpose)
        .order_by(MailedLink.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def consent_texts(session: Session, *, on: date) -> Sequence[ConsentText]:
    """What is asked on that day: the newest text of each kind, required ones first."""
    newest = (
        select(ConsentText.kind, func.max(ConsentText.version).label("version"))
        .where(ConsentText.effective_on <= on)
        .group_by(ConsentText.kind)
        .subquery()
    )
    return session.scalars(
        select(ConsentText)
        .join(
            newest,
            (ConsentText.kind == newest.c.kind)
            & (ConsentText.version == newest.c.version),
        )
        .order_by(ConsentText.required.desc(), ConsentText.kind)
    ).all()


def consents_of(session: Session, person_id: int) -> Sequence[Consent]:
    """What she agrees to now, in the order in which she agreed."""
    return session.scalars(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
        .options(joinedload(Consent.consent_text))
        .order_by(Consent.agreed_at, Consent.id)
    ).all()


def live_consent(session: Session, *, person_id: int, text_id: int) -> Consent | None:
    return session.scalar(
        select(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.text_id == text_id,
            Consent.withdrawn_at.is_(None),
        )
        .options(joinedload(Consent.consent_text))
    )
