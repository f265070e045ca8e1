"""Data that every installation needs: districts, trades, law's figures, consents,
periods of keeping, the plan's targets, and the modules of the entrepreneurship course.

Kept as TOML beside this file, modules beside their package; loading it again
changes what changed, adds what is new and removes nothing.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import ConsentText
from app.courses.models import Trade
from app.entrepreneurship import content
from app.orm import Base
from app.places.models import District, PlanTarget
from app.policy import PolicyFigure
from app.retention import RetentionRule

FOLDER = Path(__file__).parent


def load(session: Session) -> None:
    """Bring the tables up to what the files say."""
    for row in _rows("districts", "district"):
        _keep(session, District, row, key=("code",))
    for position, row in enumerate(_rows("trades", "trade"), start=1):
        _keep(session, Trade, {**row, "position": position}, key=("code",))
    for row in _rows("policy", "figure"):
        _keep(session, PolicyFigure, row, key=("name", "effective_on"))
    for row in _rows("consents", "text"):
        text = {k: v.strip() if isinstance(v, str) else v for k, v in row.items()}
        _keep(session, ConsentText, text, key=("kind", "version"))
    for position, row in enumerate(_rows("retention", "rule"), start=1):
        rule = {"months": None, "days": None, **row, "position": position}
        _keep(session, RetentionRule, rule, key=("kind", "effective_on"))
    for row in _rows("plan", "target"):
        _add(session, PlanTarget, row, key=("figure", "year"))
    content.load(session)


def _rows(file: str, table: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{file}.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[table]
    return rows


def _keep(
    session: Session, model: type[Base], row: dict[str, Any], *, key: tuple[str, ...]
) -> None:
    """Update the row with this key, or add it."""
    thing = _with_key(session, model, row, key)
    if thing is None:
        session.add(model(**row))
        return
    for name, value in row.items():
        setattr(thing, name, value)


def _add(
    session: Session, model: type[Base], row: dict[str, Any], *, key: tuple[str, ...]
) -> None:
    """Add the row where it is missing; what somebody has written since stays."""
    if _with_key(session, model, row, key) is None:
        session.add(model(**row))


def _with_key(
    session: Session, model: type[Base], row: dict[str, Any], key: tuple[str, ...]
) -> Base | None:
    wanted = [getattr(model, name) == row[name] for name in key]
    return session.scalar(select(model).where(*wanted))
