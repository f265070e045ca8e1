"""Personal data as staff see it: enough to recognise, not enough to copy."""

from __future__ import annotations

from datetime import date

SHOWN_OF_ADDRESS = 4


def mask_name(name: str | None) -> str:
    """홍*동, 홍*, 남**희; of names with blanks each word."""
    return " ".join(_mask_word(word) for word in (name or "").split())


def mask_mobile(number: str | None) -> str:
    """010-****-5678; anything shorter hides all but its end."""
    digits = number or ""
    if len(digits) == 11:  # noqa: PLR2004 - 010 and eight digits
        return f"{digits[:3]}-****-{digits[7:]}"
    return "*" * max(len(digits) - 2, 0) + digits[-2:] if digits else ""


def mask_email(address: str | None) -> str:
    """hong***@example.org; of short addresses one letter stays."""
    local, at, domain = (address or "").partition("@")
    if not at:
        return ""
    shown = SHOWN_OF_ADDRESS if len(local) > SHOWN_OF_ADDRESS else 1
    return f"{local[:shown]}***@{domain}"


def mask_birth(born: date | None) -> str:
    """1968. **. **."""
    return f"{born.year}. **. **." if born else ""


def _mask_word(word: str) -> str:
    shortest_with_end = 3
    if len(word) < shortest_with_end:
        return word[:1] + "*" * (len(word) - 1)
    return word[0] + "*" * (len(word) - 2) + word[-1]
