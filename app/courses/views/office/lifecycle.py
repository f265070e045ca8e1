"""Buttons of a run: publish, call off, new cohort, delete."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses import queries
from app.courses.forms.lifecycle import CancelForm, HoldForm
from app.courses.services import holding, lifecycle, runs
from app.courses.standing import needed_of
from app.courses.views.office.blueprint import bp, my_run
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import me, permission_required
from app.words import words_for


@bp.post("/runs/<int:run_id>/publish")
@permission_required(Permission.COORDINATE)
def publish(run_id: int) -> ResponseReturnValue:
    my_run(run_id)
    try:
        with transaction() as session:
            lifecycle.publish(session, run_id=run_id, by=me().id, now=clock.now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("The run has been published. Everybody can see it now."), "ok")
    return redirect(url_for(".run", run_id=run_id))


@bp.route("/runs/<int:run_id>/cancel", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def cancel_run(run_id: int) -> ResponseReturnValue:
    run = my_run(run_id)
    form = CancelForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                lifecycle.cancel_run(
                    session,
                    run_id=run_id,
                    reason=form.reason.data or "",
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            run = my_run(run_id)
        else:
            flash(_("The run has been called off."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template("courses/office/run_cancel.html", form=form, run=run)


@bp.route("/runs/<int:run_id>/hold", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def hold_anyway(run_id: int) -> ResponseReturnValue:
    """Too few people, and the school holds the run all the same."""
    run, form = my_run(run_id), HoldForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                holding.hold_anyway(
                    session,
                    run_id=run_id,
                    reason=form.reason.data or "",
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            run = my_run(run_id)
        else:
            flash(_("The run will be held. You won't be reminded again."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template(
        "courses/office/run_hold.html",
        form=form,
        run=run,
        needed=needed_of(run, queries.holding(db.session())),
    )


@bp.post("/runs/<int:run_id>/new-cohort")
@permission_required(Permission.COORDINATE)
def new_cohort(run_id: int) -> ResponseReturnValue:
    my_run(run_id)
    try:
        with transaction() as session:
            run = runs.new_cohort(session, run_id=run_id, by=me().id, now=clock.now())
            new_id = run.id
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
        return redirect(url_for(".run", run_id=run_id))
    flash(_("This year's cohort has been created as a draft. Now set its dates."), "ok")
    return redirect(url_for(".run", run_id=new_id))


@bp.post("/runs/<int:run_id>/delete")
@permission_required(Permission.COORDINATE)
def delete_draft(run_id: int) -> ResponseReturnValue:
    my_run(run_id)
    try:
        with transaction() as session:
            runs.delete_draft(session, run_id=run_id, by=me().id, now=clock.now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
        return redirect(url_for(".run", run_id=run_id))
    flash(_("The draft has been deleted."), "ok")
    return redirect(url_for(".runs"))
