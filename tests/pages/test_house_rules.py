"""The house's rules, executable, with messages that teach the mend."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.exceptions import DomainError
from app.web import OPEN_ENDPOINTS
from app.words import has_words

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES, FUNCTION_LINES = 275, 36  # “about” 250 and 30
UNTYPED = {"<code>", "<language>", "<secret>", "<path:filename>"}
"""Parameters that are text by nature; every other one names its type."""


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    }

    assert unguarded == OPEN_ENDPOINTS


def test_addresses_are_kebab_case_and_their_parameters_typed(app: Flask) -> None:
    odd = []
    for rule in app.url_map.iter_rules():
        bare = re.sub(r"<[^>]+>", "", rule.rule)
        parameters = re.findall(r"<[^>]+>", rule.rule)
        untyped = [p for p in parameters if ":" not in p and p not in UNTYPED]
        if bare != bare.lower() or "_" in bare or untyped:
            odd.append(rule.rule)

    assert not odd, "write <int:run_id>, and paths-like-this"


def subclasses(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


@pytest.mark.usefixtures("app")
def test_every_refusal_has_words() -> None:
    mute = {
        kind.__name__
        for kind in subclasses(DomainError)
        if kind.__module__.startswith("app.")
        and not any(has_words(parent) for parent in kind.__mro__[:-3])
    }

    assert not mute, "register words for these in their package's forms"


def test_every_page_template_has_a_title(app: Flask) -> None:
    without = []
    for name in app.jinja_env.list_templates(extensions=["html"]):
        source = (ROOT / "templates" / name) if "/" in name else None
        if source is None or not source.exists():
            continue
        text = source.read_text(encoding="utf-8")
        if 'extends "base.html"' in text and "{% block title %}" not in text:
            without.append(name)

    assert not without


def sources() -> Iterator[Path]:
    for folder in ("app", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }

    assert not long, "split by subject, never into utils"


def test_functions_stay_short() -> None:
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")

    assert not long, "one function, one thought"


def test_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "helpers.py", "util.py", "helper.py", "manager.py"}

    assert not [path for path in sources() if path.name in drawers]


def test_templates_import_only_what_they_use() -> None:
    idle = []
    for template in (ROOT / "templates").rglob("*.html"):
        source = template.read_text()
        for names in re.findall(
            r"{% from \S+ import (.+?)(?: with context)? %}", source
        ):
            for name in re.split(r",\s*", names):
                own = name.split(" as ")[-1].strip()
                if len(re.findall(rf"\b{own}\b", source)) == 1:
                    idle.append(f"{template.relative_to(ROOT)}: {own}")

    assert not idle, "take these out of their {% from … import … %}"
