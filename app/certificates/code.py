"""The verification code: 75 random bits and a check character, to be typed by hand.

Sixteen characters of Crockford's base 32, each read as an element of GF(2^5). The
check character makes the sum of all, each times its own power of a primitive
element, come out as a fixed value. One wrong character changes the sum, and so does
each swap of two different characters, because no two places share a power.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from app.exceptions import DomainError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 15
LENGTH = RANDOM_CHARACTERS + 1
GROUP = 4
RANDOM_BITS = 5 * RANDOM_CHARACTERS

_BITS = 5
_REDUCED_BY = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_SUM = 1
"""Not zero, or a row of zeros would look like a code."""
_MISREAD = str.maketrans("OIL", "011")
_SEPARATORS = frozenset(" \t\r\n-‐‑‒–—―−_.")


class CodeMistyped(DomainError):
    """This can't be a verification code: a character is wrong, missing or too many."""


def new_code(random_bits: Callable[[int], int]) -> str:
    """A fresh code; `random_bits` is `secrets.randbits` except in tests."""
    value = random_bits(RANDOM_BITS)
    symbols = [
        value >> _BITS * place & 0b11111 for place in reversed(range(RANDOM_CHARACTERS))
    ]
    symbols.append(_check_symbol(symbols))
    return _written(symbols)


def read_code(typed: str) -> str:
    """The code as it is printed, from what somebody typed.

    Lower case, blanks, missing or other hyphens and O, I, L for 0, 1, 1 are forgiven.
    Raises CodeMistyped for anything that no certificate can carry.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    letters = [letter for letter in text if letter not in _SEPARATORS]
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        raise CodeMistyped
    symbols = [ALPHABET.index(letter) for letter in letters]
    if _check_symbol(symbols[:-1]) != symbols[-1]:
        raise CodeMistyped
    return _written(symbols)


def _written(symbols: list[int]) -> str:
    letters = "".join(ALPHABET[symbol] for symbol in symbols)
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def _check_symbol(symbols: list[int]) -> int:
    """The last character, whose own weight is one, that completes the sum.

    By Horner's rule: the first character is weighed by the highest power.
    """
    total = 0
    for symbol in symbols:
        total = _doubled(total) ^ symbol
    return _doubled(total) ^ _SUM


def _doubled(element: int) -> int:
    """The element times x, the primitive element."""
    element <<= 1
    return element ^ _REDUCED_BY if element >> _BITS else element
