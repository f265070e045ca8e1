"""Second factors, and the codes that an app would show."""

from __future__ import annotations

from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from app.accounts import factor_services
from app.accounts.models import Account
from app.accounts.vault import Vault
from tests.support.time import MONDAY_TEN

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
VAULT = Vault("a test's key is no secret, but it is long enough")
"""That of the tests' app."""


def code_at(moment: datetime, key: str = KEY) -> str:
    """What the app with this key shows then."""
    return pyotp.TOTP(key).at(moment)


def wrong_code_at(moment: datetime) -> str:
    """Six digits that are no code around then."""
    taken = {pyotp.TOTP(KEY).at(moment, counter_offset=by) for by in (-1, 0, 1)}
    return next(
        code for code in ("000000", "111111", "222222", "3") if code not in taken
    )


def make_factor(
    session: Session, account: Account, *, now: datetime = MONDAY_TEN
) -> list[str]:
    """Two-step sign-in of the account; its recovery codes."""
    codes = factor_services.set_up(
        session, account.id, key=KEY, code=code_at(now), vault=VAULT, now=now
    )
    session.commit()
    return codes
