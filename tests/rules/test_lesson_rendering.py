"""A lesson's Markdown becomes HTML that can't harm."""

from __future__ import annotations

import pytest

from app.entrepreneurship.rendering import rendered


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<iframe src='//evil.example'></iframe>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](  javascript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//evil.example/)",
        "[x](/\\\\evil.example)",
        "<javascript:alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "[x]: javascript:alert(1)\n\n[x]",
        "| <script>a</script> | b |\n|---|---|\n| c | <b onclick=x>d</b> |",
    ],
)
def test_nothing_in_a_lesson_can_run_or_load(text: str) -> None:
    html = str(rendered(text)).lower()

    assert "<script" not in html
    assert "<img" not in html
    assert "<iframe" not in html
    assert "<b " not in html
    assert 'href="javascript' not in html
    assert 'href="vbscript' not in html
    assert 'href="data' not in html
    assert 'href="//' not in html
    assert 'href="/\\' not in html


def test_a_quotation_mark_can_not_leave_a_heading_cell() -> None:
    html = str(rendered('| a | x" onclick="y |\n|---|---|\n| 1 | 2 |'))

    assert 'data-h="x&quot; onclick=&quot;y"' in html


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# A\n\n## B", ["<h2>A</h2>", "<h3>B</h3>"]),
        ("## A\n\n### B", ["<h2>A</h2>", "<h3>B</h3>"]),
        ("###### A\n\n# B", ["<h6>A</h6>", "<h2>B</h2>"]),
    ],
)
def test_headings_begin_at_the_second_level(text: str, tags: list[str]) -> None:
    html = str(rendered(text))

    assert "<h1" not in html
    assert all(tag in html for tag in tags)


def test_links_tell_the_other_page_nothing() -> None:
    html = str(rendered("[law](https://www.law.go.kr) [here](/courses)"))

    assert html.count('rel="noopener noreferrer"') == 2


def test_a_table_can_become_cards() -> None:
    html = str(rendered("| 걸음 | 기한 |\n|---|--:|\n| 공고 | 7일 |"))

    assert '<table class="table to-cards">' in html
    assert '<th scope="col">걸음</th>' in html
    assert '<th scope="row">공고</th>' in html
    assert '<td data-h="기한" class="num right">7일</td>' in html
    assert "style=" not in html


def test_a_table_is_called_by_the_heading_above_it() -> None:
    html = str(rendered('# "걸음"\n\n| 걸음 | 기한 |\n|---|--:|\n| 공고 | 7일 |'))

    assert '<table class="table to-cards" aria-label="&quot;걸음&quot;">' in html


def test_the_same_text_is_rendered_once() -> None:
    assert rendered("가나다") is rendered("가나다")
