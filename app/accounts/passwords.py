"""Which passwords are good enough. Length counts; rules about signs don't help."""

from __future__ import annotations

from app.exceptions import DomainError

SHORTEST = 10
LONGEST = 200
"""Hashing takes all of it, so an endless one would keep the processor busy."""
FEWEST_DIFFERENT = 5
PART_OF_NAME = 3
"""A shorter name or address may occur in a good password by chance."""

COMMON = (
    *("1234567890", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t"),
    *("qwertyuiop", "qwerty1234", "qwerty12345", "asdfghjkl", "1qaz2wsx3e"),
    *("password", "passw0rd", "iloveyou", "administrator", "welcome123"),
    *("abcdefghij", "letmein", "changeme", "default", "비밀번호", "주민기술학교"),
)


class PasswordTooShort(DomainError):
    """Fewer characters than `shortest`."""


class PasswordTooLong(DomainError):
    """More characters than `longest`."""


class PasswordGuessable(DomainError):
    """Found early by anybody who tries: common, or the same few signs."""


class PasswordPersonal(DomainError):
    """Made of what others know: her name, her address, her number."""


def demand_good_password(password: str, *, personal: tuple[str, ...] = ()) -> None:
    """Raises the PasswordToo… or Password… that says what is wrong with it.

    `personal` is what others know of her, e.g. name, e-mail address, mobile number.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(shortest=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(longest=LONGEST)
    if len(set(password)) < FEWEST_DIFFERENT or _mostly_common(password):
        raise PasswordGuessable
    known = [word for text in personal for word in _words(text)]
    if any(word in password.casefold() for word in known):
        raise PasswordPersonal


def _mostly_common(password: str) -> bool:
    """A common password with little added is still common."""
    lowered = password.casefold()
    return any(
        word in lowered and len(lowered) - len(word) < PART_OF_NAME for word in COMMON
    )


def _words(text: str) -> list[str]:
    words = [text.casefold(), *text.casefold().replace("@", " ").split()]
    return [word for word in words if len(word) >= PART_OF_NAME]
