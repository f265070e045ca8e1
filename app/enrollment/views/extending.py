"""`/office/runs/<id>/extend`: a longer application period, with its reason."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission, Role
from app.courses.extending import OpenTime, proposed_end, window_to_extend
from app.courses.interruptions import Interruptions, interruptions_of, open_times
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.forms.opening import ExtendForm
from app.enrollment.services import extending
from app.enrollment.views.blueprint import bp
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import asked_id, found, me, permission_required


@bp.route("/office/runs/<int:run_id>/extend", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def extend(run_id: int) -> ResponseReturnValue:
    """What was lost, the end that gives it back, why: then everybody is told."""
    run = _my_run(run_id)
    told = interruptions_of(db.session(), run)
    window = found(_window(run, told))
    form = ExtendForm()
    if form.validate_on_submit() and form.until.data:
        try:
            with transaction() as session:
                extending.extend(
                    session,
                    run_id=run_id,
                    window_id=window.window_id,
                    seen=form.end_seen() or window.closes_at,
                    until=form.until.data,
                    reason=form.reason.data or "",
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("Applications have been extended. Everybody is being told."), "ok")
            return redirect(url_for("courses_office.run", run_id=run_id))
    return _page(run_id, form, window)


def _page(run_id: int, form: ExtendForm, window: OpenTime) -> ResponseReturnValue:
    """As it stands now: whoever was refused because of a colleague sees her end."""
    session, now = db.session(), clock.now()
    run = _my_run(run_id)
    told = interruptions_of(session, run)
    windows = open_times(run)
    window = next((w for w in windows if w.window_id == window.window_id), window)
    outages = [one for one in told.unmended if one.window_id == window.window_id]
    if form.until.raw_data is None:
        form.until.data = proposed_end(
            window.closes_at, outages, ends_on=run.ends_on, now=now
        )
    form.seen.raw_data, form.seen.data = None, window.closes_at.isoformat()
    return render_template(
        "enrollment/extend.html",
        run=run,
        form=form,
        window=window,
        windows=windows,
        outages=outages,
        told=told,
        now=now,
    )


def _my_run(run_id: int) -> CourseRun:
    """A published run of hers that isn't called off, or 404."""
    run = found(
        queries.run_of_schools(
            db.session(), run_id, school_ids=me().school_ids(Role.COORDINATOR)
        )
    )
    return found(run if run.published_at and not run.cancelled_at else None)


def _window(run: CourseRun, told: Interruptions) -> OpenTime | None:
    """The one asked for, else the one that needs it most."""
    asked, windows = asked_id("window"), open_times(run)
    named = next((w for w in windows if w.window_id == asked), None)
    return named or window_to_extend(windows, told.unmended, now=clock.now())
