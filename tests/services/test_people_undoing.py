"""A merge taken back, as long as nothing that moved has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.audit import AuditEntry
from app.courses.models import CourseRun
from app.enrollment import services as enrolling
from app.outbox import Message, MessageState
from app.places.models import School
from app.privacy import composition
from app.privacy.people import merging, moving, undoing
from app.privacy.people.models import MergeWay, PersonMerge, PersonMergeRow
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import make_entered
from tests.support.factories.people import make_account
from tests.support.time import MONDAY_TEN


def merge(
    session: Session, one: Person, other: Person, by: Account, **more: Any
) -> PersonMerge:
    values: dict[str, Any] = {"way": MergeWay.STAFF, "school_id": None}
    done = merging.merge(
        session,
        person_ids=(one.id, other.id),
        by=by.id,
        now=MONDAY_TEN,
        **{**values, **more},
    )
    session.commit()
    return done


class Merged:
    """A merge that moved one place in a run."""

    def __init__(self, session: Session, school: School, by: Account) -> None:
        self.run: CourseRun = make_run(session)
        entered = make_entered(session, school, by)
        self.herself = make_account(session, "오순자")
        self.place = make_enrollment(session, self.run, entered)
        self.merge = merge(session, self.herself.person, entered, by)


@pytest.fixture
def merged(session: Session, school: School, coordinator: Account) -> Merged:
    return Merged(session, school, coordinator)


def test_a_row_that_changed_keeps_the_merge(
    session: Session, merged: Merged, coordinator: Account
) -> None:
    merged.place.end_reason = "전화로 확인"
    session.commit()

    standing = undoing.standing_of(session, merged.merge, now=MONDAY_TEN)

    assert isinstance(standing.refusal, undoing.RowsChanged)
    changed = {moving.table_of(one.holding).name: one.changed for one in standing.moved}
    assert changed == {"consents": 0, "enrollments": 1, "messages": 0}
    with pytest.raises(undoing.RowsChanged):
        undoing.undo(session, merged.merge.id, by=coordinator.id, now=MONDAY_TEN)


def test_a_message_that_was_delivered_meanwhile_is_no_change(
    session: Session, school: School, coordinator: Account
) -> None:
    run = make_run(session)
    herself = make_account(session, "오순자")
    entered = make_entered(session, school, coordinator, email="soonja@example.org")
    enrolling.apply(session, run_id=run.id, person_id=entered.id, now=MONDAY_TEN)
    done = merge(session, herself.person, entered, coordinator)
    for message in session.scalars(select(Message)):
        message.state, message.sent_at = MessageState.SENT, MONDAY_TEN
    session.commit()

    standing = undoing.standing_of(session, done, now=MONDAY_TEN)

    assert standing.refusal is None


def test_it_can_be_undone_for_thirty_days(
    session: Session, merged: Merged, coordinator: Account
) -> None:
    last = MONDAY_TEN + timedelta(days=30)

    with pytest.raises(undoing.UndoTooLate):
        undoing.undo(session, merged.merge.id, by=coordinator.id, now=last)
    session.rollback()
    undoing.undo(
        session,
        merged.merge.id,
        by=coordinator.id,
        now=last - timedelta(seconds=1),
    )

    assert merged.place.person_id == merged.merge.gone_id


def test_undone_twice_is_refused(
    session: Session, merged: Merged, coordinator: Account
) -> None:
    undoing.undo(session, merged.merge.id, by=coordinator.id, now=MONDAY_TEN)
    session.commit()

    with pytest.raises(undoing.UndoneAlready):
        undoing.undo(session, merged.merge.id, by=coordinator.id, now=MONDAY_TEN)


def test_a_merge_after_it_has_to_be_undone_first(
    session: Session, merged: Merged, coordinator: Account
) -> None:
    merged.herself.disabled_at = MONDAY_TEN
    third = make_account(session, "오순자")
    later = merge(session, merged.herself.person, third.person, coordinator)
    with pytest.raises(undoing.MergedOn):
        undoing.undo(session, merged.merge.id, by=coordinator.id, now=MONDAY_TEN)
    session.rollback()

    for one in (later, merged.merge):
        undoing.undo(session, one.id, by=coordinator.id, now=MONDAY_TEN)

    assert merged.place.person_id == merged.merge.gone_id


def test_the_audit_says_who_merged_and_names_nobody(
    session: Session, merged: Merged, coordinator: Account
) -> None:
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "person.merged")
    ).one()

    assert entry.account_id == coordinator.id
    assert entry.detail["moved"]["enrollments"] == 1
    assert "오순자" not in str(entry.detail)


def test_details_kept_for_undoing_go_when_it_is_too_late(
    session: Session, merged: Merged
) -> None:
    (due,) = composition.dues()["merges"]
    gone_id = merged.merge.gone_id
    later = MONDAY_TEN + timedelta(days=32)
    ids = session.scalars(due.ids(later)).all()

    due.destroy(session, ids, later)
    session.commit()

    gone = session.get_one(Person, gone_id)
    assert (gone.name, gone.mobile) == ("(지움)", None)
    assert session.scalars(select(PersonMergeRow)).all() == []
    assert session.get_one(Person, merged.herself.person_id).name == "오순자"
