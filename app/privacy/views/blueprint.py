"""The blueprint of privacy."""

from __future__ import annotations

from flask import Blueprint

from app.privacy.labels import KIND_WORDS, STATE_WORDS, WAY_WORDS
from app.privacy.rules import RequestKind, RequestState, Way

bp = Blueprint("privacy", __name__)


@bp.app_template_filter("request_kind")
def request_kind(kind: RequestKind | str) -> str:
    return str(KIND_WORDS[RequestKind(kind)])


@bp.app_template_filter("request_state")
def request_state(state: RequestState) -> str:
    return str(STATE_WORDS[state])


@bp.app_template_filter("request_way")
def request_way(way: Way) -> str:
    return str(WAY_WORDS[way])
