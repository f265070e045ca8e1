"""Where somebody stands in every line she waits in, read at once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import queries, services
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN


def test_it_counts_who_is_ahead_in_each_line(
    session: Session, learner: Account
) -> None:
    first, second, seated = (make_run(session, capacity=1) for _ in range(3))
    first.course.school.courses_a_term = 3
    for run, ahead in ((first, 1), (second, 3)):
        for _ in range(ahead):
            make_enrollment(session, run)
    mine = [make_enrollment(session, run, learner.person) for run in (first, second)]
    make_enrollment(session, seated, learner.person)

    positions = queries.waiting_positions(session, person_id=learner.person_id)

    assert positions == {mine[0].id: 1, mine[1].id: 3}
    assert positions == {p.id: queries.waiting_position(session, p) for p in mine}


def test_who_left_the_line_is_ahead_of_nobody(
    session: Session, learner: Account
) -> None:
    run = make_run(session, capacity=1)
    make_enrollment(session, run)
    leaver = make_account(session)
    place = make_enrollment(session, run, leaver.person)
    mine = make_enrollment(session, run, learner.person)
    services.withdraw(
        session, enrollment_id=place.id, person_id=leaver.person_id, now=MONDAY_TEN
    )
    session.commit()

    positions = queries.waiting_positions(session, person_id=learner.person_id)

    assert positions == {mine.id: 1}
