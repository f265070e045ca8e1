"""`/office/restrictions`: who may not apply for a while, and lifting that."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log, clock
from app.accounts.permissions import Permission, Role
from app.enrollment import queries, services
from app.enrollment.forms.restrictions import LiftForm
from app.enrollment.restriction_models import Restriction
from app.enrollment.views.blueprint import bp
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import asked_id, found, me, permission_required


@bp.get("/office/restrictions")
@permission_required(Permission.COORDINATE)
def restrictions() -> ResponseReturnValue:
    """Those of the coordinator's schools, the newest first."""
    after = asked_id("after")
    page = queries.restrictions(
        db.session(), school_ids=me().school_ids(Role.COORDINATOR), after=after
    )
    access_log.note(row.person_id for row in page.rows)
    return render_template(
        "enrollment/restrictions.html", page=page, after=after, today=clock.today()
    )


@bp.route("/office/restrictions/<int:restriction_id>/lift", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def lift_restriction(restriction_id: int) -> ResponseReturnValue:
    """She may apply again from now on, for a reason that is kept."""
    restriction, form = _mine(restriction_id), LiftForm()
    access_log.note([restriction.person_id])
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.lift(
                    session,
                    restriction_id=restriction_id,
                    by=me().id,
                    note=form.note.data or "",
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            restriction = _mine(restriction_id)
        else:
            flash(_("It is lifted. The person can apply again and is told."), "ok")
            return redirect(url_for(".restrictions"))
    return render_template(
        "enrollment/restriction_lift.html",
        restriction=restriction,
        run=restriction.enrollment.run,
        form=form,
        today=clock.today(),
    )


def _mine(restriction_id: int) -> Restriction:
    return found(
        queries.restriction_of_schools(
            db.session(),
            restriction_id,
            school_ids=me().school_ids(Role.COORDINATOR),
        )
    )
