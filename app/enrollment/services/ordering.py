"""Another order of the line, by staff, with a reason that everybody affected reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.courses.queries import lock_run
from app.enrollment import queries
from app.enrollment.letters import Told, tell_all
from app.enrollment.line import MoveReasonMissing, Shift, shifts
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import WaitingMove, WaitingShift


def move_in_line(
    session: Session,
    *,
    enrollment_id: int,
    to: int,
    reason: str,
    by: int,
    now: datetime,
) -> WaitingMove:
    """Move somebody who waits to another position; the others keep their order.

    The run is locked, so that nobody is offered a seat while the order changes.
    Waiting numbers stay. Everybody whose position changed is told, with the reason.
    Raises MoveReasonMissing, NotWaiting, PositionUnknown or SamePosition.
    """
    if not reason.strip():
        raise MoveReasonMissing
    run = lock_run(session, session.get_one(Enrollment, enrollment_id).run_id)
    line = queries.whole_line(session, run.id)
    changed = shifts([each.id for each in line], key=enrollment_id, to=to)
    move = WaitingMove(
        run_id=run.id,
        enrollment_id=enrollment_id,
        from_position=next(s.before for s in changed if s.key == enrollment_id),
        to_position=to,
        reason=reason.strip(),
        moved_by=by,
        moved_at=now,
    )
    tell_all(session, run, _reordered(session, line, changed, move), now=now)
    _record(session, move)
    return move


def _record(session: Session, move: WaitingMove) -> None:
    audit.record(
        session,
        "waiting.moved",
        move,
        by=move.moved_by,
        now=move.moved_at,
        run=move.run_id,
        enrollment=move.enrollment_id,
        positions=[move.from_position, move.to_position],
    )


def _reordered(
    session: Session,
    line: Sequence[Enrollment],
    changed: Sequence[Shift],
    move: WaitingMove,
) -> list[Told]:
    """Write who stands where now: the same orders, given to others. Who is told."""
    session.add(move)
    orders = [each.waiting_order for each in line]
    by_id = {each.id: each for each in line}
    for shift in changed:
        by_id[shift.key].waiting_order = orders[shift.after - 1]
        session.add(
            WaitingShift(
                move=move,
                enrollment_id=shift.key,
                from_position=shift.before,
                to_position=shift.after,
            )
        )
    return [_in_words(by_id[shift.key], shift, move) for shift in changed]


def _in_words(place: Enrollment, shift: Shift, move: WaitingMove) -> Told:
    return Told(
        place,
        "waiting_moved",
        {"before": shift.before, "position": shift.after, "reason": move.reason},
    )
