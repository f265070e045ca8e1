"""Reference data: loaded at every start, so that loading again must change nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, Table, func, select
from sqlalchemy.orm import Session

from app import reference
from app.accounts.models import ConsentText
from app.courses.models import Module, Trade
from app.entrepreneurship.models import Lesson, Question
from app.orm import Base
from app.places.models import District, PlanFigure, PlanTarget
from app.policy import PolicyFigure
from app.retention import RetentionRule

ROOT = Path(__file__).resolve().parents[2]
LOADED = (
    District,
    Trade,
    PolicyFigure,
    ConsentText,
    PlanTarget,
    Module,
    Lesson,
    Question,
    RetentionRule,
)


def all_rows(session: Session) -> dict[str, Sequence[Row[Any]]]:
    tables = [table for model in LOADED if isinstance(table := model.__table__, Table)]
    return {
        table.name: session.execute(select(table).order_by(*table.primary_key)).all()
        for table in tables
    }


def number_of(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_loading_again_changes_nothing(session: Session) -> None:
    before = all_rows(session)

    reference.load(session)
    session.commit()

    assert all_rows(session) == before
    assert all(before.values())


def test_the_command_says_what_it_did(app: Flask, session: Session) -> None:
    before = all_rows(session)

    result = app.test_cli_runner().invoke(args=["reference", "load"])

    assert result.exit_code == 0
    assert result.output == "reference data is up to date\n"
    session.expire_all()
    assert all_rows(session) == before


def test_what_changed_is_brought_up_to_date_under_the_same_id(session: Session) -> None:
    text = session.scalars(select(ConsentText)).first()
    trade = session.scalars(select(Trade).where(Trade.code == "mending")).one()
    assert text is not None
    wanted, key = text.title_ko, (text.kind, text.version)
    text.title_ko, trade.name_en = "옛 제목", "Old name"
    session.commit()

    reference.load(session)
    session.commit()

    session.expire_all()
    assert (text.title_ko, text.kind, text.version) == (wanted, *key)
    assert trade.name_en != "Old name"


def test_what_is_missing_is_added_and_what_is_ones_own_stays(session: Session) -> None:
    figures = number_of(session, PolicyFigure)
    lost = session.scalars(
        select(PolicyFigure).where(PolicyFigure.name == "adult_age")
    ).first()
    assert lost is not None
    session.delete(lost)
    session.add(Trade(code="made", name_ko="뜨개", name_en="Knitting", **made_trade()))
    session.commit()

    reference.load(session)
    session.commit()

    assert number_of(session, PolicyFigure) == figures
    assert session.scalars(select(Trade).where(Trade.code == "made")).one()


def test_a_target_that_an_administrator_changed_stays(session: Session) -> None:
    target = session.scalars(select(PlanTarget)).one()
    assert (target.figure, target.year, target.number) == (PlanFigure.SCHOOLS, 2022, 10)
    target.number = 12
    session.commit()

    reference.load(session)
    session.commit()

    session.expire_all()
    assert session.scalars(select(PlanTarget)).one().number == 12


def made_trade() -> dict[str, Any]:
    return {"patch": "mend", "position": 99}


def test_all_of_seouls_districts_are_there(session: Session) -> None:
    districts = session.scalars(select(District).order_by(District.code)).all()

    assert len(districts) == 25
    assert (districts[0].code, districts[0].name_ko) == ("11110", "종로구")
    assert districts[0].name_en == "Jongno-gu"
    assert {d.name_en for d in districts if not d.name_en.endswith("-gu")} == set()


def test_the_four_trades_of_the_plan_come_first(session: Session) -> None:
    codes = session.scalars(select(Trade.code).order_by(Trade.position)).all()

    assert set(codes[:4]) == {"mending", "upcycling", "cooking", "wallpapering"}


def test_every_figure_names_its_source(session: Session) -> None:
    unsourced = select(PolicyFigure.name).where(PolicyFigure.source == "")

    assert session.scalars(unsourced).all() == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_consent_says_something_in_both_languages(
    session: Session, language: str
) -> None:
    for text in session.scalars(select(ConsentText)):
        assert getattr(text, f"title_{language}").strip()
        assert len(getattr(text, f"body_{language}")) > 40


def test_every_figure_that_the_code_names_is_loaded(session: Session) -> None:
    named = set()
    for path in (ROOT / "app").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'policy\.figure\(\s*\w+,\s*"(\w+)"', source))
    known = set(session.scalars(select(PolicyFigure.name)))

    assert named
    assert named <= known
