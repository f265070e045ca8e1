"""What staff take out of the house or destroy: with a reason, and in numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, AccessSubject, Act
from app.accounts.models import Account
from app.privacy import services
from app.privacy.jobs import destroy_due_records, make_due_files
from app.privacy.rules import RequestKind, Way
from tests.support.factories.people import make_person
from tests.support.pages import PageClient
from tests.support.time import MONDAY_TEN, FakeClock


@pytest.fixture
def desk(app: Flask, connection: Connection, administrator: Account) -> PageClient:
    return PageClient(app, connection, administrator)


def test_a_file_for_somebody_without_account_needs_a_reason_and_is_logged(
    session: Session, app: Flask, desk: PageClient, administrator: Account
) -> None:
    person = make_person(session)
    request = services.ask(
        session,
        person_id=person.id,
        kind=RequestKind.EXPORT,
        way=Way.VISIT,
        by=administrator.id,
        now=MONDAY_TEN,
    )
    session.commit()
    with app.app_context():
        make_due_files()

    refused = desk.post("privacy.request_file", request_id=request.id, follow=True)
    file = desk.client.post(
        desk.url("privacy.request_file", request_id=request.id),
        data={"reason": "본인에게 전달"},
    )

    assert file.mimetype == "application/zip"
    assert refused.alerts()
    session.expire_all()
    entry = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.reason) == (Act.EXPORT, "본인에게 전달")
    about = select(AccessSubject.person_id).where(AccessSubject.entry_id == entry.id)
    assert session.scalars(about).all() == [person.id]


def test_staff_do_not_fetch_the_file_of_who_has_an_account(
    session: Session, app: Flask, desk: PageClient, learner: Account
) -> None:
    request = services.ask_export(session, account=learner, now=MONDAY_TEN)
    session.commit()
    with app.app_context():
        make_due_files()

    desk.post(
        "privacy.request_file", {"reason": "궁금"}, request_id=request.id, status=404
    )


def test_what_is_due_is_shown_destroyed_and_reported(
    session: Session, app: Flask, desk: PageClient, clock: FakeClock
) -> None:
    make_person(session, "혼자")
    clock.set(MONDAY_TEN + timedelta(days=200))

    preview = desk.get("privacy.retention")
    desk.post("privacy.destroy")
    with app.app_context():
        destroy_due_records()
    after = desk.get("privacy.retention")

    assert "1개" in preview.words()
    assert "이름과 연락처: 1" in after.words()
    assert "혼자" not in after.words()


def test_the_page_of_what_is_due_costs_no_more_than_its_kinds(
    desk: PageClient,
) -> None:
    desk.get("privacy.retention")

    assert len(desk.statements) <= 32
