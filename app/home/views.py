"""The front page, the language switch, and the home page of each role."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.web import LANGUAGES, public, safe_next

bp = Blueprint("home", __name__)
blueprints = (bp,)


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    return render_template("home/front.html")


@bp.get("/lang/<language>")
@public
def choose_language(language: str) -> ResponseReturnValue:
    """Remember the language and go back to where the reader was."""
    if language not in LANGUAGES:
        abort(404)
    session["language"] = language
    session.permanent = True
    return redirect(safe_next(request.args.get("next"), url_for("home.front")))
