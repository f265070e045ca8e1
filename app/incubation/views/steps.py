"""Taking a step: a page for those that ask something, a button for the others."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import clock
from app.exceptions import DomainError
from app.extensions import db
from app.incubation import labels, queries, services
from app.incubation.conditions import Situation
from app.incubation.forms import StepForm, step_form
from app.incubation.models import Venture
from app.incubation.reading import Standing
from app.incubation.stages import Actor
from app.incubation.step_labels import BUTTONS, TOLD
from app.incubation.views.blueprint import bp, read_venture
from app.incubation.workflow import Step, StepRefused, step_at
from app.unit_of_work import transaction
from app.web import me, signed_in
from app.words import words_for


@bp.route("/ventures/<int:venture_id>/steps/<string:action>", methods=["GET", "POST"])
@signed_in
def step(venture_id: int, action: str) -> ResponseReturnValue:
    """One step's own page: what it asks, and why it was refused."""
    if action not in BUTTONS:
        abort(404)
    session = db.session()
    venture, standing = read_venture(session, venture_id, me())
    try:
        situation = services.situation_of(session, venture, now=clock.now())
        the_step = _open_step(venture, action, standing, situation)
    except DomainError as refusal:
        return _back(venture_id, refusal)
    form = step_form(the_step, situation.facts)
    if form.validate_on_submit():
        try:
            _take(venture_id, action, form)
        except StepRefused as refusal:
            return _back(venture_id, refusal)
        except DomainError as refusal:
            if not (the_step.facts or the_step.needs_note):
                return _back(venture_id, refusal)
            form.refuse(refusal)
        else:
            flash(str(TOLD[action]), "ok")
            return redirect(url_for(".venture", venture_id=venture_id))
    return _page(venture_id, action, form, situation)


def _page(
    venture_id: int, action: str, form: StepForm, situation: Situation
) -> ResponseReturnValue:
    # Read anew: a refusal's rollback let go of the venture.
    venture, _standing = read_venture(db.session(), venture_id, me())
    guidance = labels.GUIDANCE[venture.standing]
    return render_template(
        "incubation/step.html",
        venture=venture,
        action=action,
        button=BUTTONS[action],
        form=form,
        guidance=[labels.told(text, situation.figures) for text in guidance],
    )


def _open_step(
    venture: Venture, action: str, standing: Standing, situation: Situation
) -> Step:
    """Raises what refuses the step before anything is asked; 403 for a mentor."""
    if standing.actor is None:
        abort(403)
    the_step = step_at(venture.stage, action, by=standing.actor)
    the_step.ready(situation)
    return the_step


def _take(venture_id: int, action: str, form: StepForm) -> None:
    now = clock.now()
    with transaction() as session:
        services.take_step(
            session,
            venture_id=venture_id,
            action=action,
            by=me().id,
            actor=_actor(session, venture_id, action),
            facts=form.answers(),
            note=form.note_text(),
            now=now,
        )


def _actor(session: Session, venture_id: int, action: str) -> Actor:
    """As whom she acts, looked up once the venture is held: who has just left the
    team takes no step of it."""
    queries.lock_venture(session, venture_id, resuming=action == "resume")
    _venture, standing = read_venture(session, venture_id, me())
    if standing.actor is None:
        abort(403)
    return standing.actor


def _back(venture_id: int, refusal: DomainError) -> ResponseReturnValue:
    flash(words_for(refusal), "bad")
    return redirect(url_for(".venture", venture_id=venture_id))
