"""Two at once: merges of one pair, and a merge while one of the two applies."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Person
from app.accounts.permissions import Role
from app.enrollment import services as enrolling
from app.enrollment.models import Enrollment
from app.extensions import db
from app.privacy.people import claiming, entering, merging
from app.privacy.people.claim_code import hash_of
from app.privacy.people.models import MergeWay, PersonMerge
from tests.support.factories.courses import make_run
from tests.support.factories.entered import (
    BORN,
    CODE,
    an_entry,
    make_claim_code,
    make_entered,
    told,
)
from tests.support.factories.people import make_account, make_school, make_staff
from tests.support.races import Act, at_once
from tests.support.time import MONDAY_TEN


class Scene:
    """Somebody entered, who also has an account; and a run. Committed for real."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            session = db.session()
            school = make_school(session)
            staff = make_staff(session, Role.COORDINATOR, school)
            entered = make_entered(session, school, staff)
            account = make_account(session, "오순자")
            make_claim_code(session, entered, staff, key="k")
            self.school_id, self.staff_id = school.id, staff.id
            self.gone_id, self.kept_id = entered.id, account.person_id
            self.account_id = account.id
            self.run_id = make_run(session, capacity=3).id

    def merge(self, session: Session, *, swapped: bool = False) -> None:
        ids = (self.gone_id, self.kept_id)
        merging.merge(
            session,
            person_ids=(ids[1], ids[0]) if swapped else ids,
            way=MergeWay.STAFF,
            school_id=self.school_id,
            by=self.staff_id,
            now=MONDAY_TEN,
        )

    def apply(self, person_id: int) -> Act:
        return lambda session: enrolling.apply(
            session, run_id=self.run_id, person_id=person_id, now=MONDAY_TEN
        )


def test_two_merges_of_one_pair_are_one(scratch_app: Flask) -> None:
    scene = Scene(scratch_app)

    outcomes = at_once(
        scratch_app, [scene.merge, lambda s: scene.merge(s, swapped=True)] * 2
    )

    assert sorted(outcomes) == ["PersonMerged"] * 3 + ["done"]
    with scratch_app.app_context():
        assert db.session.scalar(select(func.count(PersonMerge.id))) == 1


def test_who_applies_while_her_record_goes_loses_nothing(scratch_app: Flask) -> None:
    scene = Scene(scratch_app)

    merged, applied = at_once(scratch_app, [scene.merge, scene.apply(scene.gone_id)])

    assert merged == "done"
    with scratch_app.app_context():
        places = db.session.scalars(select(Enrollment)).all()
        # Either she applied first and the place moved, or she came to a gone record.
        assert [place.person_id for place in places] == (
            [scene.kept_id] if applied == "done" else []
        )
        assert applied in ("done", "PersonMerged")


def test_both_applying_and_a_merge_never_leave_one_person_two_seats(
    scratch_app: Flask,
) -> None:
    scene = Scene(scratch_app)

    outcomes = at_once(
        scratch_app,
        [scene.apply(scene.kept_id), scene.merge, scene.apply(scene.gone_id)],
    )

    assert outcomes[0] in ("done", "AlreadyApplied")
    with scratch_app.app_context():
        session = db.session()
        gone = session.get_one(Person, scene.gone_id)
        places = session.scalars(select(Enrollment.person_id)).all()
        assert enrolling.recount(session, run_id=scene.run_id) == []
        if gone.merged_into_id is None:
            assert outcomes[1] == "BothInRun"
            assert sorted(places) == sorted((scene.kept_id, scene.gone_id))
        else:
            # She who applied a moment after the merge finds her place there already.
            assert set(places) == {scene.kept_id}
            assert len(places) == 1
        session.rollback()


def test_a_code_pressed_twice_is_used_once(scratch_app: Flask) -> None:
    scene = Scene(scratch_app)

    def claim(session: Session) -> None:
        claiming.claim(
            session,
            code_hash=hash_of(CODE, key="k"),
            birth_date=BORN,
            account_id=scene.account_id,
            now=MONDAY_TEN,
        )

    assert sorted(at_once(scratch_app, [claim, claim])) == ["ClaimRefused", "done"]


def test_two_presses_enter_somebody_once(scratch_app: Flask) -> None:
    scene = Scene(scratch_app)

    def enter(session: Session) -> None:
        entering.enter(
            session,
            an_entry(name="마금순", mobile="01099990000"),
            told(session, session.get_one(Account, scene.staff_id)),
            school_id=scene.school_id,
            known_in=(),
            another_than=(),
            now=MONDAY_TEN,
        )

    assert sorted(at_once(scratch_app, [enter, enter])) == ["LikelyKnown", "done"]
