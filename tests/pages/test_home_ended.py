"""What ended lately still stands on /me: nobody has to keep the mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment.services.applying import apply
from app.enrollment.services.leaving import withdraw
from tests.support.factories.courses import make_run
from tests.support.pages import PageClient
from tests.support.time import FakeClock

Pages = Callable[[Account], PageClient]


def leave(session: Session, learner: Account, clock: FakeClock) -> int:
    """She applies and leaves again; gives the enrolment's id."""
    run, person_id = make_run(session), learner.person_id
    place = apply(session, run_id=run.id, person_id=person_id, now=clock())
    session.flush()
    withdraw(session, enrollment_id=place.id, person_id=person_id, now=clock())
    session.commit()
    return place.id


def test_a_place_that_ended_lately_is_shown_with_its_state(
    session: Session, learner: Account, pages: Pages, clock: FakeClock
) -> None:
    place_id = leave(session, learner, clock)

    page = pages(learner).get("home.me")

    assert page.select(f"#ended ~ ul a[href='/me/enrollments/{place_id}']")


def test_what_ended_long_ago_or_is_anothers_is_not_shown(
    session: Session,
    learner: Account,
    other_learner: Account,
    pages: Pages,
    clock: FakeClock,
) -> None:
    leave(session, learner, clock)

    assert not pages(other_learner).get("home.me").select("#ended")

    clock.forward(days=timedelta(days=200).days)
    assert not pages(learner).get("home.me").select("#ended")
