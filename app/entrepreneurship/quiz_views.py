"""The learner's quiz: begin, answer, hand in, see what was right and why."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.models import Module
from app.entrepreneurship import attempts, grading, queries, services
from app.entrepreneurship.asking import from_json
from app.entrepreneurship.forms import QuizForm, quiz_form
from app.entrepreneurship.models import Attempt
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import LARGEST_ID, found, me, permission_required
from app.words import words_for


def add_to(bp: Blueprint) -> None:
    """The quiz's routes, on the package's blueprint."""
    address = "/modules/<string:code>"
    bp.add_url_rule(f"{address}/quiz/start", view_func=start, methods=["POST"])
    bp.add_url_rule(f"{address}/quiz", view_func=quiz, methods=["GET"])
    bp.add_url_rule(f"{address}/quiz", view_func=submit, methods=["POST"])
    bp.add_url_rule(
        f"{address}/results/<int:attempt_id>", view_func=result, methods=["GET"]
    )


@permission_required(Permission.LEARN)
def start(code: str) -> ResponseReturnValue:
    """Begin the quiz, or go on with the one begun."""
    module_id, person_id = _module(code).id, me().person_id
    try:
        with transaction() as session:
            services.start_attempt(
                session, person_id=person_id, module_id=module_id, now=clock.now()
            )
    except DomainError as refusal:
        return _back(code, refusal)
    return redirect(url_for(".quiz", code=code))


@permission_required(Permission.LEARN)
def quiz(code: str) -> ResponseReturnValue:
    """The questions of the attempt that was begun."""
    module = _module(code)
    attempt = attempts.open_attempt(
        db.session(), person_id=me().person_id, module_id=module.id
    )
    if attempt is None:
        flash(_("Start the quiz with the button on this page."), "info")
        return redirect(url_for(".module", code=code))
    return _quiz_page(module, attempt, _form(attempt))


@permission_required(Permission.LEARN)
def submit(code: str) -> ResponseReturnValue:
    """Hand in the answers of the attempt that the page names.

    Of two presses the second finds it handed in, and sees the same result.
    """
    module = _module(code)
    number = _attempt_named()
    attempt = _own_attempt(module, number)
    if attempt is None:
        return _back(code, services.AttemptGone())
    if attempt.submitted_at is None:
        begun_at, form = attempt.started_at, _form(attempt)
        if request.form.get("begun") != begun_at.isoformat():
            return _back(code, services.AttemptGone())
        if not form.validate_on_submit():
            return _quiz_page(module, attempt, form)
        try:
            _hand_in(number, begun_at, form)
        except DomainError as refusal:
            return _back(code, refusal)
    return redirect(url_for(".result", code=code, attempt_id=number))


@permission_required(Permission.LEARN)
def result(code: str, attempt_id: int) -> ResponseReturnValue:
    """Each answer with its explanation, and the score against the pass mark."""
    module = _module(code)
    attempt = found(_own_attempt(module, attempt_id))
    if attempt.submitted_at is None:
        return redirect(url_for(".quiz", code=code))
    return render_template(
        "entrepreneurship/result.html",
        module=module,
        attempt=attempt,
        needed=_needed(attempt),
        asked=[from_json(kept) for kept in attempt.answers],
        standing=queries.standing_with(
            db.session(), person_id=me().person_id, module=module
        ),
    )


def _module(code: str) -> Module:
    return found(queries.module_by_code(db.session(), code))


def _attempt_named() -> int:
    """The attempt that the page names, or 0, which is nobody's."""
    number = request.form.get("attempt", 0, type=int)
    return number if 0 < number <= LARGEST_ID else 0


def _own_attempt(module: Module, attempt_id: int) -> Attempt | None:
    return attempts.own_attempt(
        db.session(), attempt_id, person_id=me().person_id, module_id=module.id
    )


def _form(attempt: Attempt) -> QuizForm:
    return quiz_form([from_json(kept) for kept in attempt.answers])


def _hand_in(attempt_id: int, begun_at: datetime, form: QuizForm) -> None:
    person_id, answers = me().person_id, form.answers
    with transaction() as session:
        services.submit_attempt(
            session,
            person_id=person_id,
            attempt_id=attempt_id,
            begun_at=begun_at,
            answers=answers,
            now=clock.now(),
        )


def _quiz_page(module: Module, attempt: Attempt, form: QuizForm) -> ResponseReturnValue:
    return render_template(
        "entrepreneurship/quiz.html",
        module=module,
        attempt=attempt,
        form=form,
        needed=_needed(attempt),
    )


def _needed(attempt: Attempt) -> int:
    return grading.needed(attempt.total, pass_percent=attempt.pass_percent)


def _back(code: str, refusal: DomainError) -> ResponseReturnValue:
    flash(words_for(refusal), "bad")
    return redirect(url_for(".module", code=code))
