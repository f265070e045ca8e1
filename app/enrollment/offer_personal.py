"""What offers of a seat and changes of the line say of a person."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer, WaitingMove, WaitingShift
from app.formats import local
from app.personal import ERASED_NAME, Chapter, Fact, Holding, facts_of

HOLDINGS = (
    Holding(
        Offer,
        _l("Offers of a seat"),
        kind="enrollments",
        account=("settled_by",),
        items=_l("until when a seat was held, what was answered, and how"),
        about=("reason",),
        plain=("secret_hash",),
    ),
    Holding(
        WaitingMove,
        _l("Changes of the order of a waiting list"),
        kind="enrollments",
        account=("moved_by",),
        items=_l("positions before and after, and the reason"),
        about=("reason",),
    ),
    Holding(
        WaitingShift,
        _l("Changes of the order of a waiting list"),
        kind="enrollments",
        items=_l("positions before and after, and the reason"),
    ),
)

_OFFER_LABELS = {
    "course": _l("Course"),
    "made_at": _l("Offered on"),
    "deadline_at": _l("Answer until"),
    "outcome": _l("Answer"),
    "settled_at": _l("Answered on"),
    "settled_how": _l("How"),
    "reason": _l("Reason"),
}
_SHIFT_LABELS = {
    "course": _l("Course"),
    "moved_at": _l("Changed on"),
    "from_position": _l("Position before"),
    "to_position": _l("Position after"),
    "reason": _l("Reason"),
}
_RUN = joinedload(Enrollment.run).joinedload(CourseRun.course)


def chapters(session: Session, person_id: int) -> list[Chapter]:
    """Every seat that was offered to her, and every change of her position."""
    return [
        Chapter(
            _l("Offers of a seat"),
            "offers",
            _offers(session, person_id),
            _OFFER_LABELS,
        ),
        Chapter(
            _l("Changes of the order of a waiting list"),
            "waiting_shifts",
            _shifts(session, person_id),
            _SHIFT_LABELS,
        ),
    ]


def _offers(session: Session, person_id: int) -> list[dict[str, Fact]]:
    offers = session.scalars(
        select(Offer)
        .join(Offer.enrollment)
        .where(Enrollment.person_id == person_id)
        .options(joinedload(Offer.enrollment).options(_RUN))
        .order_by(Offer.id)
    )
    columns = [name for name in _OFFER_LABELS if name != "course"]
    return [
        facts_of(offer, *columns, course=local(offer.enrollment.run.course, "name"))
        for offer in offers
    ]


def _shifts(session: Session, person_id: int) -> list[dict[str, Fact]]:
    shifts = session.execute(
        select(WaitingShift, Enrollment)
        .join(Enrollment, Enrollment.id == WaitingShift.enrollment_id)
        .where(Enrollment.person_id == person_id)
        .options(joinedload(WaitingShift.move), _RUN)
        .order_by(WaitingShift.move_id)
    )
    return [
        facts_of(
            shift,
            "from_position",
            "to_position",
            course=local(place.run.course, "name"),
            moved_at=shift.move.moved_at,
            reason=shift.move.reason,
        )
        for shift, place in shifts
    ]


def erase_words(session: Session, places: Select[int]) -> None:
    """What staff wrote about these enrolments goes; that it happened stays."""
    session.execute(
        update(Offer)
        .where(Offer.enrollment_id.in_(places), Offer.reason != "")
        .values(reason=""),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(WaitingMove)
        .where(WaitingMove.enrollment_id.in_(places))
        .values(reason=ERASED_NAME),
        execution_options={"synchronize_session": False},
    )


def forget(session: Session, enrollment_ids: Sequence[int]) -> None:
    """Destroy all that hangs on these enrolments, before they go themselves. A move
    of one of them goes with all whom it shifted: it was about her."""
    moves = select(WaitingMove.id).where(WaitingMove.enrollment_id.in_(enrollment_ids))
    for doomed in (
        delete(WaitingShift).where(
            or_(
                WaitingShift.enrollment_id.in_(enrollment_ids),
                WaitingShift.move_id.in_(moves),
            )
        ),
        delete(WaitingMove).where(WaitingMove.enrollment_id.in_(enrollment_ids)),
        delete(Offer).where(Offer.enrollment_id.in_(enrollment_ids)),
    ):
        session.execute(doomed, execution_options={"synchronize_session": False})
