"""`/runs/<id>/apply`: one press."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.enrollment import queries, services
from app.enrollment.allocation import EnrollmentRefused, EnrollmentStatus
from app.enrollment.forms.applying import ApplyForm
from app.enrollment.views.blueprint import bp
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, permission_required
from app.words import words_for


@bp.route("/runs/<int:run_id>/apply", methods=["GET", "POST"])
@permission_required(Permission.LEARN)
def apply(run_id: int) -> ResponseReturnValue:
    """What applying means, and the button. A draft is nobody's page: 404."""
    found(queries.public_run(db.session(), run_id))
    form, refusal = ApplyForm(), None
    if form.validate_on_submit():
        try:
            with transaction() as session:
                place = services.apply(
                    session, run_id=run_id, person_id=me().person_id, now=clock.now()
                )
                enrollment_id, status = place.id, place.status
        except EnrollmentRefused as reason:
            refusal = reason
        else:
            flash(_welcome(status), "ok")
            return redirect(url_for(".show", enrollment_id=enrollment_id))
    return _page(run_id, form, refusal)


def _page(
    run_id: int, form: ApplyForm, refusal: EnrollmentRefused | None
) -> ResponseReturnValue:
    """The page, with what stands against applying, pressed or not."""
    session, now = db.session(), clock.now()
    run = found(queries.public_run(session, run_id))
    person = me().person
    pressed = refusal is not None
    if refusal is None:
        refusal = services.refusal_of(session, run=run, person=person, now=now)
    mine = queries.live_enrollment(session, run_id=run_id, person_id=person.id)
    return render_template(
        "enrollment/apply.html",
        run=run,
        person=person,
        form=form,
        refusal=words_for(refusal) if refusal else None,
        pressed=pressed,
        mine=mine,
        position=queries.waiting_position(session, mine) if mine else None,
        seats_free=0 if run.waiting_count else max(0, services.seats_of(run).free),
    )


def _welcome(status: EnrollmentStatus) -> str:
    if status is EnrollmentStatus.CONFIRMED:
        return str(_("You have a seat. We look forward to seeing you."))
    return str(_("All seats are taken. You are now on the waiting list."))
