"""The code that staff hand to somebody who is entered: eight letters, typed once."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Callable

from app.exceptions import DomainError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
GROUP = 4

_BITS = 5
_MISREAD = str.maketrans("OIL", "011")
_SEPARATORS = frozenset(" \t\r\n-‐‑‒–—―−_.")


class ClaimRefused(DomainError):
    """No record has this code and this date of birth, or the code has ended."""


def new_code(random_bits: Callable[[int], int]) -> str:
    """A fresh code; `random_bits` is `secrets.randbits` except in tests."""
    value = random_bits(_BITS * LENGTH)
    letters = "".join(
        ALPHABET[value >> _BITS * place & 0b11111] for place in reversed(range(LENGTH))
    )
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def read_code(typed: str) -> str:
    """The code as it is printed, from what somebody typed.

    Lower case, blanks, other hyphens and O, I, L for 0, 1, 1 are forgiven. Raises
    ClaimRefused for what no code can be.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    letters = "".join(letter for letter in text if letter not in _SEPARATORS)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        raise ClaimRefused
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def hash_of(code: str, *, key: str) -> str:
    """What is kept of a code. Under a key, or forty bits would soon be tried through
    by whoever holds a copy of the table."""
    secret = f"claim code {key}".encode()
    return hmac.new(secret, code.encode(), hashlib.sha256).hexdigest()
