"""Buttons around a prepared application: kept ready, thrown away."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts.permissions import Permission
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.allocation import EnrollmentRefused
from app.enrollment.queries.prepared import prepared_of
from app.enrollment.services import preparing
from app.enrollment.views.blueprint import bp
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, permission_required
from app.words import words_for


@bp.app_template_global()
def prepared_in(run: CourseRun) -> bool:
    """Whether the reader has an application ready for this run."""
    if not current_user.is_authenticated:
        return False
    person_id = me().person_id
    return prepared_of(db.session(), run_id=run.id, person_id=person_id) is not None


@bp.post("/runs/<int:run_id>/prepare")
@permission_required(Permission.LEARN)
def prepare(run_id: int) -> ResponseReturnValue:
    """Her details are right: keep the application ready for the opening."""
    found(queries.public_run(db.session(), run_id))
    try:
        with transaction() as session:
            preparing.prepare(
                session, run_id=run_id, person_id=me().person_id, now=clock.now()
            )
    except EnrollmentRefused as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("Your application is ready. When applications open, press once."), "ok")
    return redirect(url_for(".apply", run_id=run_id))


@bp.post("/runs/<int:run_id>/prepare/discard")
@permission_required(Permission.LEARN)
def discard_prepared(run_id: int) -> ResponseReturnValue:
    """She has thought better of it. Nothing was held, so nothing becomes free."""
    found(queries.public_run(db.session(), run_id))
    with transaction() as session:
        preparing.discard(session, run_id=run_id, person_id=me().person_id)
    flash(_("Your prepared application is gone. You can still apply."), "ok")
    return redirect(url_for(".apply", run_id=run_id))
