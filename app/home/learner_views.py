"""A learner's own pages: /me, and one run she is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Account
from app.accounts.permissions import Permission
from app.attendance import queries as attendance
from app.attendance.standing import Standing
from app.certificates import explanations
from app.certificates import queries as certificates
from app.certificates.models import Certificate
from app.enrollment import queries as enrollment
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.ready import ready_of
from app.entrepreneurship import queries as modules
from app.extensions import db
from app.home import coming, founding, learning, tasks
from app.home.blueprint import bp
from app.incubation import labels
from app.incubation import queries as incubation
from app.seoul import seoul_date
from app.web import found, permission_required
from app.web import me as who

ENDED_FOR = timedelta(days=180)
"""How long a place that ended is still shown."""


@bp.get("/me")
@permission_required(Permission.LEARN)
def me() -> ResponseReturnValue:
    """My learning: the next class, what to do now, my courses, what came of them."""
    session, account, now = db.session(), who(), clock.now()
    received = certificates.certificates_of_person(session, account.person_id)
    places = learning.places_of(session, account.person_id)
    standings = attendance.standings_of_person(session, account.person_id, now)
    known = _known(session, account, places, standings, received, now=now)
    certified = {c.enrollment_id: c for c in received if c.valid}
    shown = {course.place.id for course in known.courses}
    return render_template(
        "home/me.html",
        now=now,
        today=clock.today(),
        coming=coming.coming(session, person_id=account.person_id, now=now),
        tasks=tasks.tasks(known, now=now),
        ready=ready_of(session, account.person, now=now),
        known=known,
        standings=standings,
        modules=learning.modules_shown(known.modules, known.courses),
        places=[place for place in places if place.id not in shown],
        certified=certified,
        restrictions=enrollment.restrictions_of_person(
            session, account.person_id, today=clock.today()
        ),
        ended=learning.ended_of(session, account.person_id, since=now - ENDED_FOR),
        stages=labels.STAGES,
        to_do=labels.TASKS,
    )


def _known(
    session: Session,
    account: Account,
    places: Sequence[Enrollment],
    standings: Mapping[int, Standing],
    received: Sequence[Certificate],
    *,
    now: datetime,
) -> tasks.Known:
    person_id = account.person_id
    courses = learning.under_way(
        places,
        standings,
        certificates.completions_with(session, standings),
        certified={c.enrollment_id for c in received if c.valid},
        today=seoul_date(now),
    )
    return tasks.Known(
        person=account.person,
        invitations=incubation.open_invitations(session, email=account.email, now=now),
        certificates=received,
        courses=courses,
        modules=modules.all_standings(session, person_id=person_id),
        ventures=founding.foundings(session, person_id, now=now),
        places=places,
        positions=enrollment.waiting_positions(session, person_id=person_id),
        offers=enrollment.open_offers(
            session,
            [p.id for p in places if p.status is EnrollmentStatus.OFFERED],
        ),
    )


@bp.get("/me/learning/<int:enrollment_id>")
@permission_required(Permission.LEARN)
def my_run(enrollment_id: int) -> ResponseReturnValue:
    """One run: rate, absences left, each meeting, modules, what is missing."""
    session, person_id, now = db.session(), who().person_id, clock.now()
    place = found(
        learning.place_of(session, enrollment_id=enrollment_id, person_id=person_id)
    )
    standing = attendance.standing(session, place.id, now)
    completion = certificates.completions_with(session, {place.id: standing})[place.id]
    return render_template(
        "home/my_run.html",
        place=place,
        run=place.run,
        today=clock.today(),
        coming=coming.coming(
            session, person_id=person_id, now=now, run_id=place.run_id
        ),
        standing=standing,
        completed=completion.completed,
        missing=[explanations.for_learner(reason) for reason in completion.missing],
        modules=modules.module_standing(
            session, person_id=person_id, run_id=place.run_id
        ),
        certificate=certificates.valid_of_run(session, place.run_id).get(place.id),
    )
