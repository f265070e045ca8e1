"""Passwords that are typed: wrong ones are counted, and slow the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.accounts import hashing, known_devices, tries
from app.accounts.models import Account
from app.accounts.second_factor import PasswordWrong
from app.accounts.signing_in import SignInRefused
from app.clock import now
from app.extensions import db
from app.unit_of_work import transaction


@contextmanager
def tried(counter: str) -> Iterator[None]:
    """Count the refusal of the block under this key; else begin counting anew."""
    try:
        yield
    except (SignInRefused, PasswordWrong):
        with transaction() as writing:
            tries.count_failure(writing, counter, now=now())
        raise
    with transaction() as writing:
        tries.forget(writing, counter)


def demand_own_password(account: Account, typed: str) -> None:
    """Who is signed in shows once more that it is she. A desk may have been left.

    Raises PasswordWrong, or SlowedDown after too many of them.
    """
    counter, kept = known_devices.counter_of_account(account.id), account.password_hash
    with tried(counter):
        tries.demand_turn(db.session(), counter, now=now())
        if not hashing.hasher().matches(typed, kept):
            raise PasswordWrong
