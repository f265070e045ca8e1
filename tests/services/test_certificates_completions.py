"""Who has completed and who holds what, as other packages ask for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.certificates import queries
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
    make_graduate,
    make_place,
)
from tests.support.factories.courses import make_run
from tests.support.factories.people import make_account, make_person


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_finished_run(session, school)


def test_completions_tell_who_lacks_what(
    session: Session, run: CourseRun, school: School, learner: Account
) -> None:
    done = make_graduate(session, run, make_person(session))
    short = make_place(session, run, learner.person, present=2, absent=3)
    other_run = make_finished_run(session, school)
    begun = make_place(session, other_run, learner.person, present=1)

    of_run = queries.completions_of_run(session, run.id)

    assert {i: c.completed for i, c in of_run.items()} == {
        done.id: True,
        short.id: False,
    }
    assert queries.completion_of_enrollment(session, short.id) == of_run[short.id]
    assert not queries.completion_of_enrollment(session, begun.id).completed


def test_a_run_without_people_has_no_completions(
    session: Session, school: School
) -> None:
    run = make_run(session)

    assert queries.completions_of_run(session, run.id) == {}


def test_certificates_of_a_person_come_newest_first(
    session: Session, run: CourseRun, school: School, coordinator: Account
) -> None:
    account = make_account(session)
    old = make_certificate(session, run, account.person, coordinator)
    new = make_certificate(
        session,
        make_finished_run(session, school),
        account.person,
        coordinator,
        now=ISSUE_DAY + timedelta(days=30),
    )

    found = queries.certificates_of_person(session, account.person_id)

    assert list(found) == [new, old]
