"""`/privacy`: the policy that the act wants published (개인정보 보호법 제30조)."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from app import policy as figures
from app import retention
from app.accounts import queries as accounts
from app.clock import today
from app.config import Settings
from app.extensions import db
from app.formats import local
from app.personal import Holding
from app.privacy import composition
from app.privacy.views.blueprint import bp
from app.web import public

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


@bp.get("/privacy")
@public
def policy() -> ResponseReturnValue:
    """Purposes, items, periods, processors, rights: from the data the site runs by."""
    session, settings = db.session(), cast(Settings, current_app.config["SETTINGS"])
    return render_template(
        "privacy/policy.html",
        rules=retention.rules(session, on=today()),
        holdings=_by_kind(),
        texts=accounts.consent_texts(session, on=today()),
        processors=_listed("processors", "processor"),
        words={one.key: local(one, "text") for one in _listed("privacy", "words")},
        versions=_listed("privacy", "version"),
        days=figures.figure(session, "privacy_request_days", on=today()),
        officer=settings.privacy_officer_name,
        contact=settings.privacy_officer_contact,
    )


def _by_kind() -> dict[str, list[Holding]]:
    """What is held of each kind that the rules name."""
    ordered = sorted(composition.holdings(), key=lambda holding: holding.kind)
    return {
        kind: [one for one in each if one.items is not None]
        for kind, each in groupby(ordered, key=lambda holding: holding.kind)
    }


@cache
def _listed(file: str, table: str) -> list[SimpleNamespace]:
    text = (REFERENCE / f"{file}.toml").read_text(encoding="utf-8")
    return [SimpleNamespace(**row) for row in tomllib.loads(text)[table]]
