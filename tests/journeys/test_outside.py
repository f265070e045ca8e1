"""Kakao, then a code, in a real browser: our policy lets her go there and come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from app.extensions import db
from tests.support.factories.accounts import EMAIL, make_member
from tests.support.factories.factors import code_at, make_factor
from tests.support.live import Live
from tests.support.outside import offered


@pytest.mark.journey
def test_from_the_button_to_ones_own_page(embedded: Live, browser: Browser) -> None:
    with embedded.app.app_context():
        now = embedded.clock()
        make_factor(db.session(), make_member(db.session()), now=now)
    embedded.clock.forward(minutes=5)
    said: list[str] = []
    with offered(embedded.app) as server:
        server.says.email = EMAIL
        context = browser.new_context(base_url=embedded.address, locale="ko-KR")
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))

        page.goto("/login?next=/account/outside")
        page.get_by_role("link", name="카카오 계정으로 로그인하기").click()
        page.get_by_label("앱에 보이는 인증번호").fill(code_at(embedded.clock()))
        page.get_by_role("button", name="로그인하기").click()

        expect(page.get_by_role("main")).to_contain_text("연결됨")
        page.get_by_role("link", name=re.compile("연결하기.*네이버")).click()
        expect(page.get_by_role("main")).to_contain_text("이제 이 방법으로")
        context.close()
    assert said == []
