"""Every page that is paged is measured by `script/bench lists`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import cast

import pytest
from flask import Flask

from app import create_app
from benchmarks.archive.pages import LIST_PAGES
from tests.support.databases import settings_for

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NO_LISTS = {"home.design"}
"""Shows what a pager looks like."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app without a database: only its addresses are asked."""
    return create_app(settings_for("sqlite://", tmp_path_factory.mktemp("built")))


def paged() -> set[str]:
    """The templates that call the pager."""
    return {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "{{ pager(" in path.read_text()
    }


def templates_of(view: FunctionType) -> set[str]:
    """The templates named by a view, or by what it calls of its own module."""
    module = ast.parse(Path(inspect.getsourcefile(view) or "").read_text())
    functions = {n.name: n for n in module.body if isinstance(n, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [view.__name__]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in seen:
            seen.add(name)
            waiting += _called(functions[name])
    return {text for name in seen for text in _templates(functions[name])}


def _called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def _templates(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
            yield str(node.value)


def test_every_page_with_a_pager_is_measured(built: Flask) -> None:
    lists = paged()

    found = {
        rule.endpoint
        for rule in built.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint in built.view_functions
        if templates_of(
            cast(FunctionType, inspect.unwrap(built.view_functions[rule.endpoint]))
        )
        & lists
    }

    assert len(found) >= len(lists) - len(NO_LISTS)
    missing = found - {page.endpoint for page in LIST_PAGES} - NO_LISTS
    assert not missing, "name them in benchmarks/archive/pages.py"


def test_every_page_that_is_measured_is_there(built: Flask) -> None:
    endpoints = {rule.endpoint for rule in built.url_map.iter_rules()}

    assert {page.endpoint for page in LIST_PAGES} <= endpoints
