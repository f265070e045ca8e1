"""Somebody with something in every package: exported whole, erased, not found again."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import storage
from app.accounts.models import Account, Person
from app.certificates.models import Certificate
from app.enrollment.models import Enrollment
from app.home.city import city_in
from app.personal import ERASED_NAME
from app.places.models import PlanFigure, School
from app.privacy import composition, services
from app.privacy.jobs import carry_out_erasures, make_due_files
from app.privacy.models import PrivacyRequest
from app.privacy.people import merging
from app.privacy.people.models import MergeWay
from app.privacy.rules import RequestState
from tests.support.factories.people import make_account
from tests.support.factories.privacy import (
    BORN,
    EMAIL,
    LATER,
    MOBILE,
    NAME,
    Whole,
    make_whole,
)
from tests.support.texts import texts
from tests.support.time import FakeClock

HERS = (
    NAME,
    EMAIL,
    MOBILE,
    "010-8765-4321",
    "010 8765 4321",
    "1971-11-23",
    "19711123",
    "1971. 11. 23.",
)
NAMED_AS_KEPT = {("certificates", "frozen")}
"""The register of certificates, ten years as announced."""


@pytest.fixture
def her(session: Session, school: School, coordinator: Account) -> Whole:
    return make_whole(session, school, coordinator, date(*BORN))


def where_found(session: Session) -> set[tuple[str, str]]:
    """Every column in which some spelling of hers stands."""
    session.expire_all()
    return {
        (table, column)
        for table, column, words in texts(session)
        if any(word in words for word in HERS)
    }


def erase(session: Session, her: Whole) -> None:
    composition.erase(session, her.person_id, now=LATER)
    session.commit()


def test_the_search_finds_her_where_she_is(session: Session, her: Whole) -> None:
    tables = {table for table, _column in where_found(session)}

    assert tables >= {
        "persons",
        "accounts",
        "messages",
        "mailed_links",
        "enrollments",
        "mark_changes",
        "attempts",
        "certificates",
        "course_runs",
        "enterprises",
        "founder_invitations",
        "import_uploads",
        "instructors",
        "stage_changes",
        "ventures",
    }


def test_an_export_has_something_in_every_chapter(
    session: Session, her: Whole, app: Flask
) -> None:
    with app.test_request_context():
        services.ask_export(session, account=her.account, now=LATER)
        chapters = composition.chapters(session, her.person_id)

    empty = {chapter.key for chapter in chapters if not chapter.rows}

    assert empty <= {"merges", "ways_in", "sessions"}


def test_her_file_holds_json_and_a_pdf_in_her_language(
    session: Session, her: Whole, app: Flask, clock: FakeClock
) -> None:
    clock.set(LATER)
    her.account.language = "en"
    services.ask_export(session, account=her.account, now=LATER)
    session.commit()

    with app.app_context():
        made = make_due_files()
    session.expire_all()

    request = session.scalars(select(PrivacyRequest)).one()
    assert made == 1
    assert request.state is RequestState.DONE
    assert request.file_until == LATER + timedelta(days=7)
    content = stored(app, request)
    whole: dict[str, Any] = json.loads(content.read("everything-about-me.json"))
    assert whole["person"][0]["name"] == NAME
    assert whole["certificates"][0]["number"] == her.certificate.number
    with pikepdf.open(io.BytesIO(content.read("everything-about-me.pdf"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Everything about me"
        assert len(pdf.pages) > 1


def stored(app: Flask, request: PrivacyRequest) -> zipfile.ZipFile:
    assert request.file_key is not None
    with app.app_context():
        return zipfile.ZipFile(io.BytesIO(storage.current().get(request.file_key)))


def test_nothing_of_hers_is_found_after_an_erasure_save_what_is_named(
    session: Session, her: Whole, app: Flask
) -> None:
    with app.test_request_context():
        erase(session, her)

    assert where_found(session) == NAMED_AS_KEPT


def test_what_was_merged_into_another_record_of_hers_is_exported_and_erased_with_it(
    session: Session, her: Whole, app: Flask, coordinator: Account
) -> None:
    her.account.disabled_at = LATER
    herself = make_account(session, NAME, birth_date=date(*BORN))
    merging.merge(
        session,
        person_ids=(herself.person_id, her.person_id),
        way=MergeWay.STAFF,
        school_id=None,
        by=coordinator.id,
        now=LATER,
    )
    session.commit()

    with app.test_request_context():
        exported = {
            chapter.key: chapter.rows
            for chapter in composition.chapters(session, herself.person_id)
        }
        composition.erase(session, herself.person_id, now=LATER)
        session.commit()

    assert exported["certificates"][0]["number"] == her.certificate.number
    assert where_found(session) == NAMED_AS_KEPT
    assert not session.get_one(Account, herself.id).is_active


def test_what_stays_is_named_with_its_day(
    session: Session, her: Whole, app: Flask
) -> None:
    with app.test_request_context():
        kept = composition.kept(session, her.person_id, now=LATER)
        named = [(str(one.what), one.until) for one in kept]

    certificates = [day for what, day in named if her.certificate.number in what]
    assert certificates == [date(2036, 4, 6)]
    assert len(named) >= 6


def test_the_certificate_still_verifies(
    session: Session, her: Whole, app: Flask
) -> None:
    with app.test_request_context():
        erase(session, her)

    certificate = session.get_one(Certificate, her.certificate.id)
    assert certificate.facts.name == NAME
    assert certificate.valid


def test_figures_stay_as_they_were(session: Session, her: Whole, app: Flask) -> None:
    with app.test_request_context():
        before = figures(session)
        erase(session, her)

        after = figures(session)

    assert after == before
    assert before[PlanFigure.PEOPLE] >= 2
    assert before[PlanFigure.COMPLETIONS] == 1


def figures(session: Session) -> dict[PlanFigure, int]:
    city = city_in(session, 2026, now=LATER)
    return {figure: city.whole(figure) for figure in PlanFigure}


def test_after_an_erasure_nobody_can_sign_in(
    session: Session, her: Whole, app: Flask
) -> None:
    with app.test_request_context():
        erase(session, her)

    account = session.get_one(Account, her.account.id)
    assert not account.is_active
    assert account.password_hash is None
    assert account.person.name == ERASED_NAME


def test_others_keep_what_is_theirs(
    session: Session, her: Whole, app: Flask, learner: Account
) -> None:
    with app.test_request_context():
        erase(session, her)

    assert session.get_one(Person, learner.person_id).name == "김미경"
    assert session.get_one(Person, her.colleague.person_id).name == "김미경"


def test_an_erasure_waits_for_its_days_and_is_then_done_by_a_worker(
    session: Session, her: Whole, app: Flask, clock: FakeClock
) -> None:
    clock.set(LATER)
    with app.test_request_context():
        services.ask_erasure(session, account=her.account, now=LATER)
    session.commit()

    with app.app_context():
        too_early = carry_out_erasures()
        clock.set(LATER + timedelta(days=3))
        in_time, again = carry_out_erasures(), carry_out_erasures()
    session.expire_all()

    request = session.scalars(select(PrivacyRequest)).one()
    assert (too_early, in_time, again) == (0, 1, 0)
    assert request.state is RequestState.DONE
    assert where_found(session) == NAMED_AS_KEPT


def test_no_row_of_a_course_is_lost(session: Session, her: Whole, app: Flask) -> None:
    hers = select(Enrollment.id).where(Enrollment.person_id == her.person_id)
    before = session.scalars(hers).all()
    with app.test_request_context():
        erase(session, her)

    assert session.scalars(hers).all() == before
