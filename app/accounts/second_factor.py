"""The second factor: a code that changes every thirty seconds (TOTP, RFC 6238), and
recovery codes for who has lost the device that shows it."""

from __future__ import annotations

import hashlib
import math
import secrets
import unicodedata
from datetime import datetime, timedelta

import pyotp
from pyotp.exceptions import OTPVerificationError

from app.exceptions import DomainError

DIGITS = 6
DRIFT = 1
"""So many steps of thirty seconds a telephone's clock may be off, either way."""
ISSUER = "Jumin School"

RECOVERY_CODES = 10
RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that is read as a number."""
RECOVERY_LENGTH = 16  # five bits each, so 80
GROUP = 4
_MISREAD = str.maketrans("OIL", "011")

FREE_WRONG_CODES = 4
"""The fifth wrong code in a row has to wait."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


class CodeWrong(DomainError):
    """Not the code that the app shows now, nor an open recovery code."""


class CodeUsed(DomainError):
    """The right code, but it was used before; the next one comes in a moment."""


class PasswordWrong(DomainError):
    """It isn't the password of the account."""


class CodesWait(DomainError):
    """Too many wrong codes: none is looked at for so many `minutes`."""


class KeyUnreadable(DomainError):
    """The key was encrypted under another SECRET_KEY; recovery codes still work."""


class SecondFactorMissing(DomainError):
    """There is none (any more)."""


class SecondFactorThere(DomainError):
    """One is set up already; two windows were open."""


def new_key() -> str:
    """160 random bits in base 32, as an authenticator app takes them."""
    return pyotp.random_base32()


def address_of(key: str, *, email: str) -> str:
    """What the QR code says: `otpauth://totp/…`."""
    return pyotp.TOTP(key).provisioning_uri(name=email, issuer_name=ISSUER)


def grouped(text: str) -> str:
    """In groups of four, to be read and typed by people."""
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def step_of(code: str, *, key: str, now: datetime, last_step: int | None) -> int:
    """The thirty-second step whose code this is; the caller keeps it as the last.

    Raises CodeWrong; CodeUsed for a step not after the last one (RFC 6238, 5.2).
    """
    typed = unicodedata.normalize("NFKC", code)
    digits = "".join(sign for sign in typed if not sign.isspace() and sign != "-")
    try:
        step = pyotp.TOTP(key).verify_and_get_timecode(
            digits, for_time=now, valid_window=DRIFT
        )
    except OTPVerificationError:
        raise CodeWrong from None
    if last_step is not None and step <= last_step:
        raise CodeUsed
    return step


def new_recovery_codes() -> list[str]:
    """Ten codes as they are printed: 7K3M-9Q2D-X4TB-6HNC."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    signs = "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH))
    return grouped(signs).replace(" ", "-")


def hash_of_recovery(typed: str) -> str:
    """What is kept of a recovery code, however it is typed.

    Eighty random bits can't be found by trying, so a plain hash is enough.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    signs = "".join(sign for sign in text if sign.isalnum())
    return hashlib.sha256(signs.encode()).hexdigest()


def wait_after(wrong: int) -> timedelta | None:
    """How long after so many wrong codes in a row; each further one doubles it."""
    if wrong <= FREE_WRONG_CODES:
        return None
    doublings = min(wrong - FREE_WRONG_CODES - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def demand_no_wait(wait_until: datetime | None, *, now: datetime) -> None:
    """Raises CodesWait, with the minutes that are left."""
    if wait_until is not None and now < wait_until:
        raise CodesWait(minutes=math.ceil((wait_until - now) / timedelta(minutes=1)))
