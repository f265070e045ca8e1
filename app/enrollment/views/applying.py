"""`/runs/<id>/apply`: one press."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.permissions import Permission
from app.enrollment import services
from app.enrollment.allocation import EnrollmentRefused
from app.enrollment.services import RunNotPublic
from app.enrollment.views.apply_page import apply_page
from app.enrollment.views.blueprint import bp
from app.enrollment.views.pressing import Pressed, place_of, press
from app.unit_of_work import transaction
from app.web import found, me, permission_required


def apply(run_id: int) -> ResponseReturnValue:
    """What applying means, and the button. A draft is nobody's page: 404.

    A learner's press is served with those that come with it, before anything is
    known of her (`pressing.py`); everybody else is looked at first.
    """
    pressed = press(run_id) if request.method == "POST" else None
    return _look_first(run_id) if pressed is None else _answer(run_id, pressed)


@permission_required(Permission.LEARN)
def _look_first(run_id: int) -> ResponseReturnValue:
    if request.method == "GET":
        return apply_page(run_id)
    return _answer(run_id, _apply_alone(run_id))


apply.access = Permission.LEARN  # type: ignore[attr-defined]
bp.add_url_rule("/runs/<int:run_id>/apply", view_func=apply, methods=["GET", "POST"])


def _apply_alone(run_id: int) -> Pressed:
    """For staff who learn, too: one request, one transaction."""
    person_id = me().person_id
    try:
        with transaction() as session:
            place = services.apply(
                session, run_id=run_id, person_id=person_id, now=clock.now()
            )
            return place_of(place)
    except EnrollmentRefused as refusal:
        return place_of(refusal)


def _answer(run_id: int, pressed: Pressed) -> ResponseReturnValue:
    """On to her place, which greets her; a press that gets none finds the page again,
    and why."""
    if isinstance(pressed, RunNotPublic):
        return found(None)
    if isinstance(pressed, EnrollmentRefused):
        return apply_page(run_id, pressed)
    how = "again" if pressed.status is None else "first"
    return redirect(url_for(".show", enrollment_id=pressed.enrollment_id, pressed=how))
