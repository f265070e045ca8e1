"""The press of “apply” in a rush: sessions, places and letters of many at once.

Who presses is found out together with the others, in the transaction that places
them; her account is never loaded. Whoever is not simply a signed-in learner takes
the ordinary way (`applying.py`), which says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import cast

from flask import current_app, session
from flask.blueprints import BlueprintSetupState

from app import clock
from app.accounts import sessions
from app.config import Settings
from app.enrollment import services
from app.enrollment.allocation import EnrollmentRefused, EnrollmentStatus
from app.enrollment.services import AlreadyApplied, Answer, Asking
from app.enrollment.views.blueprint import bp
from app.gathering import Gathering
from app.unit_of_work import transaction

DOOR = "enrollment.door"


@dataclass(frozen=True)
class Press:
    """One press, by the key of a session."""

    run_id: int
    key: str
    at: datetime


@dataclass(frozen=True)
class Place:
    """Where a press leads."""

    enrollment_id: int
    status: EnrollmentStatus | None
    """What she got now; None where she had it before."""


Pressed = Place | EnrollmentRefused
"""Her place, or why she gets none."""


def press(run_id: int) -> Pressed | None:
    """Serve the press of this request together with those that come with it; None
    for whom the ordinary way is."""
    key = session.get("_user_id")
    if not key:
        return None
    door = cast("Gathering[Press, Pressed | None]", current_app.extensions[DOOR])
    return door.ask(Press(run_id, key, clock.now()))


def serve(presses: Sequence[Press]) -> list[Pressed | None]:
    """An answer for each, in their order; one transaction a run."""
    answers: dict[int, Pressed | None] = {}
    numbered = sorted(enumerate(presses), key=lambda one: one[1].run_id)
    for run_id, group in groupby(numbered, key=lambda one: one[1].run_id):
        indexes, those = zip(*group, strict=True)
        answers |= zip(indexes, _serve_run(run_id, those), strict=True)
    return [answers[index] for index in range(len(presses))]


def _serve_run(run_id: int, presses: Sequence[Press]) -> list[Pressed | None]:
    with transaction() as writing:
        held = sessions.hold_learners(
            writing, [one.key for one in presses], now=presses[0].at
        )
        known = [one for one in presses if one.key in held]
        if not known:
            return [None] * len(presses)
        asking = [Asking(held[one.key], one.at) for one in known]
        answers = services.place(writing, run_id=run_id, asking=asking)
        found = {p.key: place_of(a) for p, a in zip(known, answers, strict=True)}
        return [found.get(one.key) for one in presses]


def place_of(answer: Answer) -> Pressed:
    """Plain values: the rows are not to be asked once the transaction is over."""
    if isinstance(answer, AlreadyApplied):
        return Place(cast(int, answer.facts["enrollment_id"]), None)
    if isinstance(answer, EnrollmentRefused):
        return answer
    return Place(answer.id, answer.status)


@bp.record_once
def _open_the_door(state: BlueprintSetupState) -> None:
    settings = cast(Settings, state.app.config["SETTINGS"])
    state.app.extensions[DOOR] = Gathering(serve, most=settings.placed_together)
