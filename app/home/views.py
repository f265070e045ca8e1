"""The front page, the language switch, and the home page of each role."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app import clock, policy
from app.extensions import db
from app.home import (
    design,
    help,
    learner_views,
    plan_views,
    staff_views,
    teach_views,
)
from app.home import front as front_queries
from app.home.blueprint import bp
from app.seoul import seoul_date
from app.web import LANGUAGES, public, safe_next

__all__ = [
    "blueprints",
    "design",
    "help",
    "learner_views",
    "plan_views",
    "staff_views",
    "teach_views",
]

blueprints = (bp,)


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    session, now = db.session(), clock.now()
    today = seoul_date(now)
    return render_template(
        "home/front.html",
        trades=front_queries.trades_of_the_plan(session),
        listed=front_queries.open_now(session, now=now),
        so_far=front_queries.yield_so_far(session, today=today),
        enterprises=front_queries.newest_enterprises(session),
        figures=policy.figures(
            session, ("completion_percent", "founders_minimum"), on=today
        ),
        today=today,
    )


@bp.get("/lang/<language>")
@public
def choose_language(language: str) -> ResponseReturnValue:
    """Remember the language and go back to where the reader was."""
    if language not in LANGUAGES:
        abort(404)
    session["language"] = language
    session.permanent = True
    return redirect(safe_next(request.args.get("next"), url_for("home.front")))
