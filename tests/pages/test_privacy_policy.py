"""`/privacy` says what the site does, because it is made from what the site does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import retention
from app.privacy import composition
from tests.support.pages import PageClient


def test_every_kind_stands_there_with_its_purpose_and_period(
    session: Session, visitor: PageClient
) -> None:
    words = visitor.get("privacy.policy").words()

    for rule in retention.rules(session, on=date(2026, 3, 2)):
        assert rule.name_ko in words
        assert rule.purpose_ko in words
        assert rule.since_ko in words


def test_every_holding_stands_there(visitor: PageClient, app: Flask) -> None:
    words = visitor.in_english().get("privacy.policy").words()

    with app.test_request_context():
        unsaid = [str(one.what) for one in composition.holdings() if one.items is None]
    assert unsaid == []
    assert "name, date of birth, mobile number, district" in words


def test_it_speaks_as_legal_texts_do(visitor: PageClient) -> None:
    words = visitor.get("privacy.policy").words()

    assert "공개합니다" in words
    assert "10일 안에 답합니다" in words
    assert "위탁하지 않습니다" in words


def test_it_names_the_officer_once_one_is_set(
    visitor: PageClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = visitor.get("privacy.policy").words()
    named = replace(
        app.config["SETTINGS"],
        privacy_officer_name="개인정보 담당",
        privacy_officer_contact="02-000-0009",
    )
    monkeypatch.setitem(app.config, "SETTINGS", named)

    words = visitor.get("privacy.policy").words()

    assert "각 학교의 사무실" in without
    assert "개인정보 담당 · 02-000-0009" in words


def test_every_page_leads_to_it(visitor: PageClient) -> None:
    page = visitor.get("home.front")

    assert page.select_one("footer a[href='/privacy']") is not None


def test_it_costs_few_statements(visitor: PageClient) -> None:
    visitor.get("privacy.policy")

    assert len(visitor.statements) <= 4
