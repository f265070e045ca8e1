"""Pages of a school's people, of claiming, and of records that are one person."""

from __future__ import annotations

from app.privacy.people.views import claiming, duplicates, intake, merges, office
from app.privacy.people.views.blueprint import bp

__all__ = ["bp", "claiming", "duplicates", "intake", "merges", "office"]
