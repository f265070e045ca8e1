"""A learner's own pages: /me, and one run she is in."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.permissions import Permission
from app.attendance import queries as attendance
from app.certificates import explanations
from app.certificates import queries as certificates
from app.entrepreneurship import queries as modules
from app.extensions import db
from app.home import learning
from app.home.blueprint import bp
from app.incubation import queries as incubation
from app.web import found, permission_required
from app.web import me as who

ENDED_FOR = timedelta(days=180)
"""How long a place that ended is still shown."""


@bp.get("/me")
@permission_required(Permission.LEARN)
def me() -> ResponseReturnValue:
    """My learning: the next meeting, my places, certificates and ventures."""
    session, person_id, now = db.session(), who().person_id, clock.now()
    received = certificates.certificates_of_person(session, person_id)
    return render_template(
        "home/me.html",
        now=now,
        upcoming=learning.next_meeting(session, person_id=person_id, now=now),
        places=learning.places_of(session, person_id),
        ended=learning.ended_of(session, person_id, since=now - ENDED_FOR),
        standings=attendance.standings_of_person(session, person_id, now),
        certificates=received,
        completed={c.enrollment_id for c in received if c.revoked_at is None},
        ventures=incubation.ventures_of(session, person_id),
        invitations=incubation.open_invitations(session, email=who().email, now=now),
    )


@bp.get("/me/learning/<int:enrollment_id>")
@permission_required(Permission.LEARN)
def my_run(enrollment_id: int) -> ResponseReturnValue:
    """One run: rate, absences left, each meeting, modules, what is missing."""
    session, person_id, now = db.session(), who().person_id, clock.now()
    place = found(
        learning.place_of(session, enrollment_id=enrollment_id, person_id=person_id)
    )
    completion = certificates.completion_of_enrollment(session, place.id)
    return render_template(
        "home/my_run.html",
        place=place,
        run=place.run,
        standing=attendance.standing(session, place.id, now),
        missing=[explanations.for_learner(reason) for reason in completion.missing],
        modules=modules.module_standing(
            session, person_id=person_id, run_id=place.run_id
        ),
        certificate=certificates.valid_of_run(session, place.run_id).get(place.id),
    )
