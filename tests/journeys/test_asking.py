"""What is asked of every page finds what it looks for: each question, on one small
page that is sound, and on the same page broken in one place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.asking import ASKED
from tests.journeys.keyboard import Keyboard
from tests.support.shape import HEIGHT

SOUND = """<!doctype html><html lang="ko"><head><title>가게</title>
<meta name="viewport" content="width=device-width"><style>
body { margin: 16px; color: #111; background: #fff }
a { display: inline-block; padding: 14px; color: #008 }
p > .in { display: inline; padding: 0 }
:focus-visible { outline: 3px solid #008; outline-offset: 3px }
.card { border: 1px solid #999; padding: 16px; margin-bottom: 16px }
</style></head><body><a class="skip" href="#main">본문으로</a>
<main id="main" tabindex="-1"><h1>가게</h1>
<p class="card" id="words">짧은 글이 있어요.
<a class="in" href="/a">여기</a> 있어요.</p>
<p class="card" id="more">다른 글도 있어요.</p>
<table><caption>값</caption><tr><th scope="col">물건</th><td>천 원</td></tr></table>
<p><a id="alone" href="/b">가게로 가기</a></p>
</main><footer><ul><li><a href="/help">도움말</a></li></ul></footer></body></html>"""
STYLE = "const style = document.createElement('style'); document.head.append(style);"


def styled(css: str) -> str:
    return f"{STYLE} style.textContent = {css!r};"


def changed(selector: str, change: str) -> str:
    return f"document.querySelector({selector!r}).{change};"


BROKEN = {
    "a picture without words": ("axe", changed("main", "innerHTML += '<img src=x>'")),
    "a name without its label": (
        "axe",
        changed("#alone", "setAttribute('aria-label', '다른 말')"),
    ),
    "too wide": ("at 320 px", styled("#words { min-width: 300px }")),
    "too wide for a phone": ("at 390 px", styled("#words { min-width: 370px }")),
    "too wide when zoomed": ("zoomed to 200 %", styled("#words { min-width: 630px }")),
    "cut off": ("at 390 px", styled("#words { height: 2px; overflow: hidden }")),
    "one over the other": (
        "at 390 px",
        styled("#more { margin-top: -67px; background: none }"),
    ),
    "out of its box": ("at 390 px", styled("#words { height: 2px; padding: 0 }")),
    "a box in px": ("text at 200 %", styled("#words { height: 30px }")),
    "a line that can't grow": (
        "text spaced",
        styled("#words { white-space: nowrap; width: 215px }"),
    ),
    "low": ("targets at 390 px", styled("#alone { padding-block: 0 }")),
    "covered in part": ("targets at 1280 px", styled("footer { margin-top: -50px }")),
    "a header of nothing": ("tables", changed("th", "removeAttribute('scope')")),
    "a table without title": ("tables", changed("caption", "remove()")),
    "no way past the menu": ("skip link and help", changed(".skip", "remove()")),
    "help elsewhere": (
        "skip link and help",
        changed("ul", "innerHTML = '<li><a href=\"/a\">가게</a></li>'"),
    ),
    "a new window": (
        "nothing of itself",
        changed("#alone", "setAttribute('target', '_blank')"),
    ),
    "motion": (
        "nothing of itself",
        styled("@keyframes go { to { opacity: 0 } } h1 { animation: go 9s infinite }"),
    ),
    "pale words": ("light at 1280 px", styled("#words { color: #999 }")),
    "pale in the dark": (
        "dark at 390 px",
        styled("@media (prefers-color-scheme: dark) { #words { color: #999 } }"),
    ),
    "pale in high contrast": (
        "high contrast at 390 px",
        styled("@media (prefers-contrast: more) { #words { color: #999 } }"),
    ),
    "no ring": ("light at 390 px", styled("#alone:focus-visible { outline: 0 }")),
    "a pale ring": (
        "light at 390 px",
        styled("#alone:focus-visible { outline-color: #ccc }"),
    ),
    "no ring in forced colours": (
        "forced colours",
        styled("@media (forced-colors: active) { :focus { outline: 0 !important } }"),
    ),
}

ASTRAY = """const way = ['.skip', '#alone', '.in', 'footer a'];
document.onkeydown = (event) => {
  const next = way[way.findIndex((stop) => document.activeElement.matches(stop)) + 1];
  event.preventDefault();
  next ? document.querySelector(next).focus() : document.activeElement.blur();
};"""
WAYLAID = {
    "begins at": changed(".skip", "remove()"),
    "is a trap": "document.onkeydown = (event) => { event.target.id === 'alone' && "
    "event.key === 'Tab' && event.preventDefault() };",
    "no Tab leads to": changed("#alone", "tabIndex = 1"),
    "in the order of the page": ASTRAY,
    "has no ring": styled("#alone { outline: 0 !important }"),
    "is covered": styled("footer { position: fixed; inset: 0; background: #fff }"),
    "back to": "document.onkeydown = (event) => { if (event.key === 'Tab' && "
    "event.shiftKey) { document.querySelector('.in').focus(); "
    "event.preventDefault(); } };",
}
"""What can be wrong on a way round the page by Tab, and a page where it is."""

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def somebody(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(somebody: BrowserContext) -> Iterator[Page]:
    page = somebody.new_page()
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    page.set_content(SOUND)
    yield page
    page.close()


def test_a_sound_page_passes(page: Page) -> None:
    found = {question: ask(page) for question, ask in ASKED["ko"].items()}

    assert not any(found.values()), found


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_found(page: Page, fault: str) -> None:
    question, breaking = BROKEN[fault]
    page.evaluate(f"() => {{ {breaking} }}")

    assert ASKED["ko"][question](page)


@pytest.fixture
def keyboard(browser: Browser) -> Iterator[Keyboard]:
    keyboard = Keyboard(browser, "http://localhost", set())
    keyboard.page.set_content(SOUND)
    yield keyboard
    keyboard.context.close()


def test_a_sound_page_can_be_gone_round(keyboard: Keyboard) -> None:
    keyboard.go_round()


@pytest.mark.parametrize("fault", WAYLAID)
def test_a_way_round_that_fails_is_told(keyboard: Keyboard, fault: str) -> None:
    keyboard.page.evaluate(f"() => {{ {WAYLAID[fault]} }}")

    with pytest.raises(AssertionError, match=fault):
        keyboard.go_round()
