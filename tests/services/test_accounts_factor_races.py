"""One code sent twice at the same moment, and guessers who try many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import factor_queries, factor_services
from app.accounts.entry_models import SecondFactor
from app.extensions import db
from tests.support.factories.factors import (
    KEY,
    VAULT,
    code_at,
    make_factor,
    wrong_code_at,
)
from tests.support.factories.people import make_account
from tests.support.races import at_once
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(minutes=5)


def account_with_factor(app: Flask) -> tuple[int, list[str]]:
    with app.app_context():
        session = db.session()
        account = make_account(session)
        codes = make_factor(session, account)
        return account.id, codes


def proving(
    account_id: int, said: list[str], *, code: str = "", recovery: str = ""
) -> Callable[[Session], None]:
    """Proves a code and notes the answer."""

    def act(session: Session) -> None:
        refusal = factor_services.prove(
            session, account_id, code=code, recovery=recovery, vault=VAULT, now=LATER
        )
        said.append(type(refusal).__name__)

    return act


def test_one_code_sent_four_times_at_once_works_once(scratch_app: Flask) -> None:
    account_id, _codes = account_with_factor(scratch_app)
    said: list[str] = []

    at_once(scratch_app, [proving(account_id, said, code=code_at(LATER))] * 4)

    assert Counter(said) == {"NoneType": 1, "CodeUsed": 3}


def test_one_recovery_code_sent_four_times_at_once_works_once(
    scratch_app: Flask,
) -> None:
    account_id, codes = account_with_factor(scratch_app)
    said: list[str] = []

    at_once(scratch_app, [proving(account_id, said, recovery=codes[0])] * 4)

    assert Counter(said) == {"NoneType": 1, "CodeWrong": 3}


def test_eight_guesses_at_once_are_five_and_a_wait(scratch_app: Flask) -> None:
    account_id, _codes = account_with_factor(scratch_app)
    said: list[str] = []

    at_once(scratch_app, [proving(account_id, said, code=wrong_code_at(LATER))] * 8)

    assert Counter(said) == {"CodeWrong": 5, "CodesWait": 3}
    with scratch_app.app_context():
        assert db.session.get_one(SecondFactor, account_id).wrong_codes == 5


def test_set_up_in_two_windows_at_once_it_is_set_up_once(scratch_app: Flask) -> None:
    with scratch_app.app_context():
        account_id = make_account(db.session()).id

    def set_up(session: Session) -> None:
        factor_services.set_up(
            session,
            account_id,
            key=KEY,
            code=code_at(MONDAY_TEN),
            vault=VAULT,
            now=MONDAY_TEN,
        )

    said = at_once(scratch_app, [set_up] * 2)

    assert sorted(said) == ["SecondFactorThere", "done"]
    with scratch_app.app_context():
        left = factor_queries.recovery_codes_left(db.session(), account_id)
        assert left == 10
