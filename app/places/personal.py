"""What places hold about people: nothing. A school's telephone is the school's."""

from __future__ import annotations

from app.personal import Holding

HOLDINGS: tuple[Holding, ...] = ()
