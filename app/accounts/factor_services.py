"""Second factors: set up, proved, taken away. A code works once; wrong ones slow down.

What turns one on or off is audited and told to its owner by mail.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import audit, outbox
from app.accounts import factor_queries, queries
from app.accounts import second_factor as rules
from app.accounts.authority import demand_another
from app.accounts.entry_models import RecoveryCode, SecondFactor
from app.accounts.models import Account
from app.accounts.vault import SealedOtherwise, Vault
from app.exceptions import DomainError


def set_up(
    session: Session,
    account_id: int,
    *,
    key: str,
    code: str,
    vault: Vault,
    now: datetime,
) -> list[str]:
    """Ask for a code at every sign-in from now on; gives the recovery codes, once.

    `code` shows that her app has the key. Raises CodeWrong or SecondFactorThere.
    """
    account = queries.lock_account(session, account_id)
    if factor_queries.factor_of(session, account_id) is not None:
        raise rules.SecondFactorThere
    step = rules.step_of(code, key=key, now=now, last_step=None)
    session.add(
        SecondFactor(
            account_id=account_id,
            sealed_key=vault.seal(key),
            set_up_at=now,
            last_step=step,
        )
    )
    audit.record(session, "second_factor.set_up", account, by=account_id, now=now)
    _tell(session, account, "second-factor-on", now=now)
    return _new_codes(session, account_id)


def prove(
    session: Session,
    account_id: int,
    *,
    knows_password: bool = True,
    code: str = "",
    recovery: str = "",
    vault: Vault,
    now: datetime,
) -> DomainError | None:
    """Use up a code of the app, or a recovery code where one is given.

    None where it was right; else why not: given, not raised, so that it stays counted.
    """
    factor = factor_queries.lock_factor(session, account_id)
    if factor is None:
        return rules.SecondFactorMissing()
    try:
        rules.demand_no_wait(factor.wait_until, now=now)
        if not knows_password:
            raise rules.PasswordWrong
        if recovery:
            _use_recovery_code(session, account_id, recovery, now=now)
        else:
            _use_code(factor, code, vault=vault, now=now)
    except (rules.CodeWrong, rules.PasswordWrong) as refusal:
        _count_wrong(session, factor, now=now)
        return refusal
    except DomainError as refusal:
        return refusal
    factor.wrong_codes, factor.wait_until = 0, None
    return None


def renew_codes(session: Session, account_id: int, *, now: datetime) -> list[str]:
    """Ten new recovery codes; those of before work no more.

    The caller has had a code proved. Raises SecondFactorMissing.
    """
    if factor_queries.lock_factor(session, account_id) is None:
        raise rules.SecondFactorMissing
    account = session.get_one(Account, account_id)
    audit.record(session, "second_factor.codes_made", account, by=account_id, now=now)
    return _new_codes(session, account_id)


def take_away(
    session: Session,
    account_id: int,
    *,
    knows_password: bool,
    code: str = "",
    recovery: str = "",
    vault: Vault,
    now: datetime,
) -> DomainError | None:
    """Ask for no code any more.

    Needs the password, which the caller compares (that takes long), and a code. Given,
    not raised, is why not: a wrong password counts like a wrong code.
    """
    refusal = prove(
        session,
        account_id,
        knows_password=knows_password,
        code=code,
        recovery=recovery,
        vault=vault,
        now=now,
    )
    if refusal is None:
        account = session.get_one(Account, account_id)
        _remove(session, account_id)
        audit.record(session, "second_factor.removed", account, by=account_id, now=now)
        _tell(session, account, "second-factor-off", now=now)
    return refusal


def take_from(
    session: Session, account_id: int, *, by: int | None, now: datetime
) -> None:
    """Take away what somebody else has lost, so that her password is enough again.

    `by` is the administrator's account, None on the command line. Raises NotOneself
    or SecondFactorMissing.
    """
    demand_another(account_id, by=by)
    if factor_queries.lock_factor(session, account_id) is None:
        raise rules.SecondFactorMissing
    account = session.get_one(Account, account_id)
    _remove(session, account_id)
    audit.record(session, "second_factor.taken", account, by=by, now=now)
    _tell(session, account, "second-factor-taken", now=now)


def _use_code(factor: SecondFactor, code: str, *, vault: Vault, now: datetime) -> None:
    try:
        key = vault.open(factor.sealed_key)
    except SealedOtherwise:
        raise rules.KeyUnreadable from None
    factor.last_step = rules.step_of(code, key=key, now=now, last_step=factor.last_step)


def _use_recovery_code(
    session: Session, account_id: int, typed: str, *, now: datetime
) -> None:
    code = factor_queries.open_recovery_code(
        session, account_id=account_id, code_hash=rules.hash_of_recovery(typed)
    )
    if code is None:
        raise rules.CodeWrong
    code.used_at = now


def _count_wrong(session: Session, factor: SecondFactor, *, now: datetime) -> None:
    """Count it, and let the next one wait; the owner is told when that begins."""
    factor.wrong_codes += 1
    wait = rules.wait_after(factor.wrong_codes)
    if wait is None:
        return
    factor.wait_until = now + wait
    if factor.wrong_codes == rules.FREE_WRONG_CODES + 1:
        account = session.get_one(Account, factor.account_id)
        _tell(session, account, "second-factor-wrong", now=now)


def _new_codes(session: Session, account_id: int) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = rules.new_recovery_codes()
    session.add_all(
        RecoveryCode(account_id=account_id, code_hash=rules.hash_of_recovery(code))
        for code in codes
    )
    return codes


def _remove(session: Session, account_id: int) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.execute(delete(SecondFactor).where(SecondFactor.account_id == account_id))


def _tell(session: Session, account: Account, template: str, *, now: datetime) -> None:
    outbox.owe(
        session,
        to=account.email,
        template=template,
        params={},
        language=account.language,
        person_id=account.person_id,
        now=now,
    )
