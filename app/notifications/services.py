"""Owing people messages, each by the way by which she is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import my_details
from app.accounts import queries as accounts
from app.accounts.models import Account, ConsentText, Person
from app.exceptions import DomainError
from app.message_kinds import MessageChannel, kind_of
from app.notifications import queries
from app.notifications.models import MessagePreference, WorkerBeat
from app.notifications.ways import Way, wants, way_to
from app.outbox import Bilingual, Param, Secret, owe, wake_after_commit

__all__ = [
    "Bilingual",
    "NoNumber",
    "Secret",
    "beat",
    "choose",
    "owe",
    "owe_people",
    "owe_person",
    "wake_after_commit",
]


class NoNumber(DomainError):
    """Texts need a mobile number."""


NOWHERE = Way(MessageChannel.EMAIL, "")
"""Kept as not reachable, so that staff telephone."""


class More(TypedDict, total=False):
    """What else may be said of a message; see `owe`."""

    run_id: int | None
    can_wait: bool | None
    not_after: datetime | None


def owe_person(
    session: Session,
    person: Person,
    *,
    template: str,
    params: Mapping[str, Param],
    school_id: int,
    now: datetime,
    once: str | None = None,
    **more: Unpack[More],
) -> None:
    """Owe this message of a school to a person: as a text or by e-mail, as she chose,
    in her language, and not at all where she switched it off. Who has neither address
    nor number is kept as not reachable. `can_wait` and the rest are those of `owe`."""
    owe_people(
        session,
        [(person, params)],
        template=template,
        school_id=school_id,
        now=now,
        once=once,
        **more,
    )


def owe_people(
    session: Session,
    letters: Sequence[tuple[Person, Mapping[str, Param]]],
    *,
    template: str,
    school_id: int,
    now: datetime,
    once: str | None = None,
    **more: Unpack[More],
) -> None:
    """`owe_person` for many at once, each with parameters of her own: as many
    statements for a thousand people as for one, but for what is owed `once`. That
    word is made each person's own by her id."""
    kind = kind_of(template)
    known = queries.reaches(session, [who.id for who, _ in letters], wish=kind.wish)
    for person, params in letters:
        reach = known[person.id]
        if not wants(reach, kind):
            continue
        way = way_to(reach, kind) or NOWHERE
        owe(
            session,
            to=way.address,
            channel=way.channel,
            template=template,
            params=params,
            language=reach.language,
            now=now,
            person_id=person.id,
            school_id=school_id,
            once=f"{once}:{person.id}" if once else None,
            **more,
        )


def choose(
    session: Session,
    *,
    account_id: int,
    by_text: bool,
    reminders: bool,
    news: bool,
    asked: ConsentText | None,
    now: datetime,
) -> None:
    """Keep how she wants to be written to. News is a consent: agreed to as `asked`,
    the text that is asked now, or withdrawn. Raises NoNumber."""
    account = accounts.lock_account(session, account_id)
    if by_text and not account.person.mobile:
        raise NoNumber
    kept = queries.preference_of(session, account.person_id)
    if kept is None:
        kept = MessagePreference(person_id=account.person_id)
        session.add(kept)
    kept.by_text, kept.reminders, kept.changed_at = by_text, reminders, now
    if asked is not None:
        _keep_consent(session, account, asked, agrees=news, now=now)


def _keep_consent(
    session: Session,
    account: Account,
    asked: ConsentText,
    *,
    agrees: bool,
    now: datetime,
) -> None:
    """Who agreed to an older text has agreed: she isn't made to agree to a newer."""
    held = accounts.consents_of(session, account.person_id)
    agreed = any(consent.consent_text.kind == asked.kind for consent in held)
    if agrees and not agreed:
        my_details.agree(session, account=account, text=asked, now=now)
    elif agreed and not agrees:
        my_details.withdraw_consent(session, account_id=account.id, text=asked, now=now)


def beat(session: Session, *, now: datetime) -> None:
    """A worker has gone through everything that is owed."""
    session.execute(update(WorkerBeat).values(at=now))
