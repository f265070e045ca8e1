"""Every message in both languages, long and short, with all that it says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.message_kinds import KINDS
from app.notifications import letters
from app.outbox import Bilingual, Message, Param, Secret, encode

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONG = {path.stem for path in (TEMPLATES / "mail").glob("*.txt")} - {"layout"}
SHORT = {path.stem for path in (TEMPLATES / "sms").glob("*.txt")}
MOST_LETTERS = 200
"""Of a text without its link: what a telephone shows as one message (LMS)."""
WHEN = datetime(2026, 3, 5, 9, tzinfo=UTC)
ALL: dict[str, Param] = {
    "action": "hold",
    "answer": "자료를 보냈어요.",
    "applied": 1,
    "before": 5,
    "begins_at": WHEN,
    "by": WHEN,
    "closes_at": WHEN,
    "code": "7K3M-9Q2D-X4TB-6HNC",
    "cohort_number": 3,
    "course": Bilingual("도배 기초", "Wallpapering, basic"),
    "day": WHEN,
    "due_on": date(2026, 3, 12),
    "email": "kim@example.org",
    "idea": "함께 고치는 동네",
    "inviter": "박영호",
    "kind": "export",
    "link": Secret("/link/the-secret"),
    "missing": 2,
    "name": "김미경",
    "needed": 8,
    "new": WHEN,
    "note": "",
    "number": "2026-0001",
    "old": WHEN,
    "opens_at": WHEN,
    "outcome": "done",
    "path": "/me/enrollments/1",
    "phone": "02-000-0001",
    "position": 3,
    "provider": Bilingual("네이버", "Naver"),
    "reason": "강사 사정",
    "school": Bilingual("금천 주민기술학교", "Geumcheon School"),
    "stage": "idea",
    "starts_on": date(2026, 3, 5),
    "title": "도배 협동조합",
    "until": WHEN,
    "venue": "3층 실습실",
    "verify_path": "/verify/7K3M-9Q2D-X4TB-6HNC",
    "waiting_no": 7,
}
"""What the templates name; a new one may need another line here."""
HANGUL = re.compile("[가-힣]")


def message(template: str, language: str) -> Message:
    return Message(template=template, language=language, params=encode(ALL))


def test_of_each_message_is_said_whether_it_waits_and_goes_as_a_text() -> None:
    assert KINDS.keys() == LONG, "say in app/message_kinds.py what these are"
    assert {name for name, kind in KINDS.items() if kind.text} == SHORT


@pytest.mark.parametrize("template", sorted(LONG))
def test_each_letter_is_whole_in_both_languages(app: Flask, template: str) -> None:
    with app.test_request_context():
        korean, english = (
            letters.read(message(template, lang)) for lang in ("ko", "en")
        )

    assert HANGUL.search(korean.subject)
    assert korean.subject != english.subject
    assert korean.body != english.body
    for letter in (korean, english):
        assert letter.subject.strip()
        assert "%(" not in letter.subject + letter.body


@pytest.mark.parametrize("template", sorted(SHORT))
def test_each_text_is_short_and_has_a_link_in_both_languages(
    app: Flask, template: str
) -> None:
    with app.test_request_context():
        korean, english = (
            letters.as_text(message(template, lang)) for lang in ("ko", "en")
        )

    assert korean.startswith("[주민기술학교] ")
    assert english.startswith("[Jumin School] ")
    for text in (korean, english):
        said, link = text.rsplit("\n", 1)
        assert link.startswith("http://localhost/")
        assert len(said) <= MOST_LETTERS
        assert "%(" not in text


def test_a_secret_link_of_a_text_is_hidden_from_staff(app: Flask) -> None:
    with app.test_request_context():
        shown = letters.as_text(message("seat_offered", "ko"), masked=True)
        nameless = letters.as_text(message("seat_offered", "ko"), nameless=True)

    assert "the-secret" not in shown
    assert "김미경" not in nameless
