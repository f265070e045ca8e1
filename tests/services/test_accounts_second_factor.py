"""Second factors: set up, proved, slowed down, taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import factor_queries, factor_services
from app.accounts import second_factor as rules
from app.accounts.entry_models import RecoveryCode, SecondFactor
from app.accounts.models import Account
from app.accounts.vault import Vault
from app.audit import AuditEntry
from app.exceptions import DomainError
from app.outbox import Message
from tests.support.factories.factors import (
    KEY,
    VAULT,
    code_at,
    make_factor,
    wrong_code_at,
)
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(minutes=5)


def prove(session: Session, account: Account, **more: object) -> DomainError | None:
    values = {"vault": VAULT, "now": LATER, **more}
    return factor_services.prove(session, account.id, **values)  # type: ignore[arg-type]


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def mails(session: Session) -> list[str]:
    return list(session.scalars(select(Message.template).order_by(Message.id)))


def test_set_up_it_is_encrypted_audited_and_told(
    session: Session, learner: Account
) -> None:
    codes = make_factor(session, learner)

    factor = session.get_one(SecondFactor, learner.id)
    assert KEY not in factor.sealed_key
    assert VAULT.open(factor.sealed_key) == KEY
    assert len(codes) == factor_queries.recovery_codes_left(session, learner.id) == 10
    kept = set(session.scalars(select(RecoveryCode.code_hash)))
    assert not kept & set(codes)
    assert actions(session)[-1] == "second_factor.set_up"
    assert mails(session) == ["second-factor-on"]


def test_a_wrong_first_code_sets_nothing_up(session: Session, learner: Account) -> None:
    with pytest.raises(rules.CodeWrong):
        factor_services.set_up(
            session, learner.id, key=KEY, code="x", vault=VAULT, now=MONDAY_TEN
        )

    assert factor_queries.factor_of(session, learner.id) is None


def test_it_is_set_up_once(session: Session, learner: Account) -> None:
    make_factor(session, learner)

    with pytest.raises(rules.SecondFactorThere):
        make_factor(session, learner)


def test_a_code_works_once(session: Session, learner: Account) -> None:
    make_factor(session, learner)

    assert prove(session, learner, code=code_at(LATER)) is None
    again = prove(session, learner, code=code_at(LATER))

    assert isinstance(again, rules.CodeUsed)
    assert session.get_one(SecondFactor, learner.id).wrong_codes == 0


def test_the_code_that_set_it_up_does_not_sign_in(
    session: Session, learner: Account
) -> None:
    make_factor(session, learner)

    refusal = prove(session, learner, code=code_at(MONDAY_TEN), now=MONDAY_TEN)

    assert isinstance(refusal, rules.CodeUsed)


def test_a_recovery_code_works_once_in_place_of_a_code(
    session: Session, learner: Account
) -> None:
    codes = make_factor(session, learner)

    assert prove(session, learner, recovery=codes[3].lower()) is None
    again = prove(session, learner, recovery=codes[3])

    assert isinstance(again, rules.CodeWrong)
    assert factor_queries.recovery_codes_left(session, learner.id) == 9
    assert prove(session, learner, recovery=codes[4]) is None


def test_nobody_uses_anothers_recovery_code(
    session: Session, learner: Account, other_learner: Account
) -> None:
    codes = make_factor(session, learner)
    make_factor(session, other_learner)

    refusal = prove(session, other_learner, recovery=codes[0])

    assert isinstance(refusal, rules.CodeWrong)


def test_five_wrong_codes_wait_even_for_the_right_one(
    session: Session, learner: Account
) -> None:
    make_factor(session, learner)
    for _ in range(5):
        refusal = prove(session, learner, code=wrong_code_at(LATER))
        assert isinstance(refusal, rules.CodeWrong)

    waiting = prove(session, learner, code=code_at(LATER))
    after = LATER + timedelta(minutes=1)
    right = prove(session, learner, code=code_at(after), now=after)

    assert isinstance(waiting, rules.CodesWait)
    assert waiting.facts == {"minutes": 1}
    assert right is None
    assert session.get_one(SecondFactor, learner.id).wrong_codes == 0


def test_the_owner_is_told_once_that_somebody_guesses(
    session: Session, learner: Account
) -> None:
    make_factor(session, learner)
    for minutes in range(0, 60, 10):
        moment = LATER + timedelta(minutes=minutes * 10)
        prove(session, learner, code=wrong_code_at(moment), now=moment)
    session.flush()

    assert mails(session) == ["second-factor-on", "second-factor-wrong"]


def test_under_another_secret_key_only_recovery_codes_work(
    session: Session, learner: Account
) -> None:
    codes = make_factor(session, learner)
    moved = Vault("another secret key, as after a move")

    refusal = prove(session, learner, code=code_at(LATER), vault=moved)

    assert isinstance(refusal, rules.KeyUnreadable)
    assert prove(session, learner, recovery=codes[0], vault=moved) is None


def test_new_recovery_codes_end_the_old_ones(
    session: Session, learner: Account
) -> None:
    old = make_factor(session, learner)

    new = factor_services.renew_codes(session, learner.id, now=LATER)

    assert not set(old) & set(new)
    assert isinstance(prove(session, learner, recovery=old[0]), rules.CodeWrong)
    assert prove(session, learner, recovery=new[0]) is None
    assert actions(session)[-1] == "second_factor.codes_made"
