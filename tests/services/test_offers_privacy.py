"""What is left of offers and moves when a person's data goes."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import personal
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer, WaitingMove, WaitingShift
from app.personal import ERASED_NAME
from tests.support.factories.courses import make_run
from tests.support.factories.offers import make_history, make_line
from tests.support.factories.people import make_person
from tests.support.time import MONDAY_TEN, seoul

WHY = "다리를 다치셨다고 함"
LATER = seoul(2027, 3, 1)


@pytest.fixture
def place(session: Session, coordinator: Account) -> Enrollment:
    """She waits; she was moved, and something was noted about her."""
    run = make_run(session, capacity=1)
    line = make_line(session, run, *(make_person(session) for _ in range(2)))
    make_history(session, line[1], coordinator, WHY)
    session.commit()
    return line[1]


def count(session: Session, model: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_erasure_takes_what_was_noted_and_leaves_that_it_happened(
    session: Session, place: Enrollment
) -> None:
    personal.erase(session, place.person_id, now=MONDAY_TEN)
    session.commit()

    assert session.scalars(select(Offer.reason)).all() == [""]
    assert session.scalars(select(WaitingMove.reason)).all() == [ERASED_NAME]
    assert count(session, WaitingShift) == 1


def test_an_application_that_is_destroyed_takes_its_offer_and_moves_along(
    session: Session, place: Enrollment
) -> None:
    due = next(each for each in personal.DUE if each.kind == "applications")

    due.destroy(session, [place.id], LATER)
    session.commit()

    assert [count(session, m) for m in (Offer, WaitingMove, WaitingShift)] == [0, 0, 0]
    assert session.get(Enrollment, place.id) is None


def test_the_file_of_her_data_says_what_was_offered_and_moved(
    session: Session, place: Enrollment, app: object
) -> None:
    chapters = {one.key: one for one in personal.export(session, place.person_id)}

    (offer,) = chapters["offers"].rows
    (shift,) = chapters["waiting_shifts"].rows
    assert (offer["outcome"], offer["settled_how"]) == ("accepted", "staff")
    assert (shift["from_position"], shift["to_position"]) == (2, 1)
    assert offer["reason"] == shift["reason"] == WHY
