"""`/office/runs/<id>/intake`: who calls or comes by applies through staff.

She stands in the same queue as everybody, at the moment the button is pressed.
"""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import access_log
from app.access_log import Act
from app.accounts.models import Person
from app.accounts.permissions import Permission
from app.clock import now
from app.enrollment import queries as enrollment
from app.enrollment import services
from app.enrollment.allocation import Channel
from app.enrollment.views.eligibility import checks_of
from app.enrollment.views.whose import my_enrollment, my_run
from app.exceptions import DomainError
from app.extensions import db
from app.privacy.people import queries
from app.privacy.people.intake_form import IntakeForm
from app.privacy.people.views import blueprint as desk
from app.privacy.people.views.blueprint import A_PAGE, bp
from app.unit_of_work import transaction
from app.web import asked_id, asked_text, found, me, permission_required
from app.words import words_for


@bp.get("/office/runs/<int:run_id>/intake")
@permission_required(Permission.COORDINATE)
def intake(run_id: int) -> ResponseReturnValue:
    """Find the person among those whom her schools know; nobody is shown unasked."""
    run, sought, after = my_run(run_id), asked_text("q"), asked_id("after")
    rows = (
        queries.people(
            db.session(),
            school_ids=desk.office().school_ids or (),
            sought=sought,
            after=after,
            limit=A_PAGE + 1,
        )
        if sought
        else ()
    )
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    shown = [person.id for person in rows]
    access_log.note(shown, act=Act.SEARCH)
    return render_template(
        "people/intake.html",
        run=run,
        people=rows,
        sought=sought,
        next_url=url_for(".intake", run_id=run_id, q=sought, after=shown[-1])
        if more
        else None,
        first_url=url_for(".intake", run_id=run_id, q=sought) if after else None,
    )


@bp.route("/office/runs/<int:run_id>/intake/<int:person_id>", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def take_down(run_id: int, person_id: int) -> ResponseReturnValue:
    """What stands against her applying, how she does, and the button."""
    my_run(run_id)
    _hers(person_id)
    access_log.note([person_id])
    form, refusal = IntakeForm(), None
    if form.validate_on_submit():
        try:
            with transaction() as session:
                place = services.apply(
                    session,
                    run_id=run_id,
                    person_id=person_id,
                    now=now(),
                    channel=Channel(form.channel.data),
                    by=me().id,
                )
                enrollment_id = place.id
        except DomainError as reason:
            refusal = reason
        else:
            return redirect(url_for(".taken_down", enrollment_id=enrollment_id))
    return _page(run_id, person_id, form, refusal)


def _page(
    run_id: int, person_id: int, form: IntakeForm, refusal: DomainError | None
) -> ResponseReturnValue:
    session, run, person = db.session(), my_run(run_id), _hers(person_id)
    pressed = refusal is not None
    if refusal is None:
        refusal = services.refusal_of(session, run=run, person=person, now=now())
    mine = enrollment.live_enrollment(session, run_id=run_id, person_id=person_id)
    return render_template(
        "people/intake_person.html",
        run=run,
        person=person,
        form=form,
        mine=mine,
        position=enrollment.waiting_position(session, mine) if mine else None,
        checks=() if mine else checks_of(run, person),
        refusal=words_for(refusal) if refusal else None,
        pressed=pressed,
        seats_free=0 if run.waiting_count else max(0, services.seats_of(run).free),
    )


@bp.get("/office/enrollments/<int:enrollment_id>/taken-down")
@permission_required(Permission.COORDINATE)
def taken_down(enrollment_id: int) -> ResponseReturnValue:
    """Her seat, or her waiting number, to be read out on the telephone."""
    place = my_enrollment(enrollment_id)
    access_log.note([place.person_id])
    return render_template(
        "people/intake_done.html",
        place=place,
        run=place.run,
        position=enrollment.waiting_position(db.session(), place),
    )


def _hers(person_id: int) -> Person:
    return found(
        queries.person_of_schools(
            db.session(), person_id, school_ids=desk.office().school_ids
        )
    )
