"""제 YYYY-NNN호: a certificate's number, counted by issuer and year without gaps."""

from __future__ import annotations

from datetime import datetime

from app.seoul import SEOUL


def certificate_year(now: datetime) -> int:
    """The year a certificate issued at this instant counts in: Seoul's."""
    return now.astimezone(SEOUL).year


def certificate_number(year: int, serial: int) -> str:
    """제 2026-001호; from the thousandth on it grows a digit."""
    return f"제 {year}-{serial:03d}호"
