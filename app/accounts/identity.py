"""What people type about themselves, read into the one form in which it is stored."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from app.exceptions import DomainError

LONGEST_NAME = 60
OLDEST = 120

_BLANKS = re.compile(r"\s+")
_MOBILE = re.compile(r"^010\d{8}$")
_BETWEEN_DIGITS = re.compile(r"[\s.\-]")
_EIGHT_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_THREE_NUMBERS = re.compile(
    r"^(\d{4})\s*[.\-/년]\s*(\d{1,2})\s*[.\-/월]\s*(\d{1,2})\s*[.일]?$"
)
_NAME_SIGNS = frozenset(" -'’.·,")


class NameUnreadable(DomainError):
    """No letter in it, too long, or signs that names don't have."""


class MobileUnreadable(DomainError):
    """Not a Korean mobile number: 010 and eight digits."""


class BirthDateUnreadable(DomainError):
    """No date, or none on which somebody alive was born."""


class TooYoung(DomainError):
    """Under the age of majority (`adult_age`)."""


def clean_name(typed: str) -> str:
    """The name in NFC with single blanks. Raises NameUnreadable."""
    name = _BLANKS.sub(" ", unicodedata.normalize("NFC", typed)).strip()
    kinds = {unicodedata.category(c)[0] for c in name if c not in _NAME_SIGNS}
    if not name or len(name) > LONGEST_NAME or "L" not in kinds or kinds - {"L", "M"}:
        raise NameUnreadable(longest=LONGEST_NAME)
    return name


def clean_mobile(typed: str) -> str:
    """Digits only; hyphens, dots and blanks may be typed. Raises MobileUnreadable."""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed))
    if not _MOBILE.match(digits):
        raise MobileUnreadable
    return digits


def clean_email(typed: str) -> str:
    """An address as it is stored and looked up: small letters, no blanks around."""
    return unicodedata.normalize("NFC", typed).strip().lower()


def read_birth_date(typed: str, *, today: date) -> date:
    """The date of 19680305, 1968-03-05 or 1968. 3. 5.; raises BirthDateUnreadable."""
    text = unicodedata.normalize("NFKC", typed).strip()
    match = _EIGHT_DIGITS.match(text) or _THREE_NUMBERS.match(text)
    if match is None:
        raise BirthDateUnreadable
    year, month, day = (int(number) for number in match.groups())
    try:
        born = date(year, month, day)
    except ValueError:
        raise BirthDateUnreadable from None
    if not today.year - OLDEST <= born.year or born > today:
        raise BirthDateUnreadable
    return born


def age_on(day: date, *, born: date) -> int:
    """Full years (만 나이); who is born on 29 February turns older on 1 March."""
    before_birthday = (day.month, day.day) < (born.month, born.day)
    return day.year - born.year - before_birthday


def demand_adult(born: date, *, today: date, adult_age: int) -> None:
    """Raises TooYoung below that age in full years (민법 제4조: 19)."""
    if age_on(today, born=born) < adult_age:
        raise TooYoung(age=adult_age)
