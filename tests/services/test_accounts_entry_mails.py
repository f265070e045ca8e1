"""The mails about second factors, Kakao and Naver, as their readers get them."""

from __future__ import annotations

import pytest
from flask import Flask

from app.notifications import letters
from app.outbox import Bilingual, Message, Param, Secret, encode

PLAIN = (
    "second-factor-on",
    "second-factor-off",
    "second-factor-taken",
    "second-factor-wrong",
)
OF_PROVIDER = ("outside-connected", "outside-disconnected")
WITH_LINK = ("outside-link", "outside-unknown")


def read(template: str, language: str) -> letters.Letter:
    params: dict[str, Param] = {}
    if template not in PLAIN:
        params["provider"] = Bilingual("네이버", "Naver")
    if template in WITH_LINK:
        params["link"] = Secret("/login/link/x")
    return letters.read(
        Message(template=template, language=language, params=encode(params)),
    )


@pytest.mark.parametrize("template", [*PLAIN, *OF_PROVIDER, *WITH_LINK])
def test_each_is_whole_in_both_languages(app: Flask, template: str) -> None:
    with app.test_request_context():
        korean, english = read(template, "ko"), read(template, "en")

    assert korean.subject != english.subject
    assert english.subject.isascii()
    assert any("가" <= letter <= "힣" for letter in korean.body.partition("--")[0])
    if template not in PLAIN:
        assert "네이버" in korean.body
        assert "Naver" in english.body
    assert ("http://localhost/login/link/x" in english.body) is (
        template == "outside-link"
    )
