"""Every table that refers to a person is declared, and every column of text in it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import JSON, Date, LargeBinary, String, Table, Text
from sqlalchemy.orm import Session

from app import retention
from app.orm import Base, EnumText
from app.personal import Holding
from app.privacy import composition

HOLDINGS = list(composition.holdings())
DECLARED = {one.model.__tablename__ for one in HOLDINGS}


def refers_to_declared(table: Table) -> bool:
    return any(
        key.column.table.name in DECLARED and not column.name.startswith("_")
        for column in table.columns
        for key in column.foreign_keys
    )


def test_every_table_that_refers_to_a_person_is_declared() -> None:
    undeclared = {
        table.name
        for table in Base.metadata.sorted_tables
        if refers_to_declared(table) and table.name not in DECLARED
    }

    assert undeclared == set(), "say in the package's personal.py what these hold"


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda one: one.model.__tablename__)
def test_every_column_of_text_is_said_to_be_about_her_or_not(
    holding: Holding,
) -> None:
    table = holding.model.__table__

    texts = {
        column.key
        for column in table.columns
        if isinstance(column.type, String | Text | JSON | LargeBinary)
        and not isinstance(column.type, EnumText)
        and not column.foreign_keys
        and column.computed is None  # it says what another column says
    } | ({"birth_date"} & set(table.columns.keys()))

    assert texts == texts & {*holding.about, *holding.plain}
    assert set(table.columns.keys()) >= {*holding.about, *holding.plain}


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda one: one.model.__tablename__)
def test_every_column_with_an_account_is_said(holding: Holding) -> None:
    table = holding.model.__table__

    to_accounts = {
        column.key
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "accounts"
    }

    assert to_accounts <= set(holding.account)


def test_every_kind_has_a_rule(session: Session) -> None:
    rules = {rule.kind for rule in retention.rules(session, on=date(2026, 3, 2))}

    kinds = {one.kind for one in HOLDINGS} | set(composition.dues())

    assert kinds <= rules


def test_every_rule_with_a_period_is_carried_out_by_somebody(session: Session) -> None:
    elsewhere = {"access_log"}  # dropped in whole months by its own pass

    timed = {
        rule.kind
        for rule in retention.rules(session, on=date(2026, 3, 2))
        if rule.timed
    }

    assert timed - elsewhere == set(composition.dues()) - elsewhere


def test_dates_are_no_text_that_was_forgotten() -> None:
    born = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Date) and "birth" in column.name
    ]

    assert born == ["persons.birth_date"]
