"""발급대장: the register, the files it hands out, and revoking from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, Act
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.certificates.jobs import make_due_pdfs
from app.certificates.queries.register import PAGE
from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.people import make_person, make_staff
from tests.support.pages import Page, PageClient, text_of
from tests.support.revealing import reveal
from tests.support.time import FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def run(session: Session, school: School, clock: FakeClock) -> CourseRun:
    clock.set(ISSUE_DAY)
    return make_finished_run(session, school)


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def lines(page: Page) -> dict[str, str]:
    """What the list says of each person."""
    rows = page.select("tbody tr")
    return {text_of(row.select("th")[0]): text_of(row) for row in rows}


def test_the_register_holds_every_line_of_a_register(
    session: Session, office: PageClient, coordinator: Account, run: CourseRun
) -> None:
    make_certificate(session, run, make_person(session, "가람"), coordinator)

    masked = office.get("certificates.register")
    page = reveal(office, "certificates.register").get("certificates.register")

    assert "1968. **. **." in masked.words()
    said = lines(page)
    [row] = said.values()
    for fact in (
        "제 2026-001호",
        "가람",
        "1968. 3. 5.",
        f"{run.course.name_ko}({run.cohort}기)",
        "2026. 3. 10. ~ 2026. 3. 31.",
        "15시간",
        "2026. 4. 6.",
        "유효",
        "이현주",
    ):
        assert fact in row


def test_the_register_is_by_year_and_pages(
    session: Session, office: PageClient, coordinator: Account, run: CourseRun
) -> None:
    for number in range(PAGE + 1):
        make_certificate(session, run, make_person(session, f"{number}"), coordinator)
    next_year = ISSUE_DAY + timedelta(days=300)
    make_certificate(session, run, make_person(session), coordinator, now=next_year)

    latest = office.get("certificates.register")
    page = office.get("certificates.register", year=2026)
    statements = len(office.statements)
    rest = office.open(str(page.select("a[rel=next]")[0]["href"]))

    assert len(lines(latest)) == 1
    assert len(lines(page)) == PAGE
    assert statements == 8
    assert "제 2026-001호" in text_of(rest.select("tbody")[0])
    assert len(lines(rest)) == 1
    assert not rest.select("a[rel=next]")


@pytest.mark.parametrize(
    "query", ["year=x", "year=1", "after=-1", "after=" + "9" * 30, "school=999"]
)
def test_bent_questions_to_the_register_are_answered(
    session: Session,
    office: PageClient,
    coordinator: Account,
    run: CourseRun,
    query: str,
) -> None:
    make_certificate(session, run, make_person(session), coordinator)

    page = office.open(f"/office/certificates?{query}")

    assert len(lines(page)) == 1


def test_an_empty_register_says_how_it_fills(
    office: PageClient, school: School
) -> None:
    page = office.get("certificates.register")

    assert "아직 발급한 수료증이 없어요" in page.words()


def test_another_schools_register_is_not_shown(
    session: Session,
    pages: Pages,
    coordinator: Account,
    other_coordinator: Account,
    run: CourseRun,
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)
    stranger = pages(other_coordinator)

    page = stranger.get("certificates.register", school=certificate.school_id)

    assert certificate.number not in page.words()
    for endpoint in ("certificates.revoke", "certificates.office_pdf"):
        stranger.get(endpoint, certificate_id=certificate.id, status=404)


def test_a_coordinator_of_two_schools_chooses(
    session: Session,
    office: PageClient,
    coordinator: Account,
    other_school: School,
    run: CourseRun,
) -> None:
    grant = make_staff(session, Role.COORDINATOR, other_school).grants[0]
    grant.account_id = coordinator.id
    session.commit()
    certificate = make_certificate(session, run, make_person(session), coordinator)

    page = office.get("certificates.register", school=certificate.school_id)
    other = office.get("certificates.register", school=other_school.id)

    assert certificate.number in page.words()
    assert certificate.number not in other.words()


def test_the_office_downloads_the_file(
    app: Flask,
    session: Session,
    office: PageClient,
    coordinator: Account,
    run: CourseRun,
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)
    wanted: dict[str, Any] = {"certificate_id": certificate.id}
    why = {"reason": "본인이 창구에서 요청"}
    office.post("certificates.office_pdf", why, **wanted)

    with app.app_context():
        make_due_pdfs()
    asked = office.get("certificates.office_pdf", **wanted)
    path = office.url("certificates.office_pdf", **wanted)
    answer = office.client.post(path, data=why)

    assert asked.select("main form [name=reason]")
    assert answer.data.startswith(b"%PDF-")
    exports = select(AccessEntry.reason).where(AccessEntry.act == Act.EXPORT)
    assert session.scalars(exports).all() == [why["reason"]]


@pytest.mark.parametrize("reason", ["", "   ", "그냥", "가" * 301])
def test_without_a_reason_no_file_is_handed_out(
    session: Session,
    office: PageClient,
    coordinator: Account,
    run: CourseRun,
    reason: str,
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)

    page = office.post(
        "certificates.office_pdf",
        {"reason": reason},
        status=200,
        certificate_id=certificate.id,
    )

    assert page.alerts()
    assert page.value("reason") == reason.strip()
    acts = session.scalars(select(AccessEntry.act)).all()
    assert list(acts) == [Act.VIEW]


def test_revoking_asks_why_and_keeps_the_line(
    session: Session, office: PageClient, coordinator: Account, run: CourseRun
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)
    asked = office.get("certificates.revoke", certificate_id=certificate.id)
    assert certificate.number in asked.words()

    page = office.post(
        "certificates.revoke",
        {"reason": "  이름을 고쳐 새로 발급 "},
        certificate_id=certificate.id,
        follow=True,
    )

    assert any("취소했어요" in note for note in page.notes())
    [row] = lines(page).values()
    assert certificate.number in row
    assert "취소됨" in row
    assert "이름을 고쳐 새로 발급" in row


@pytest.mark.parametrize("reason", ["", "   ", "가" * 301])
def test_revoking_without_a_fit_reason_is_refused(
    session: Session,
    office: PageClient,
    coordinator: Account,
    run: CourseRun,
    reason: str,
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)

    page = office.post(
        "certificates.revoke",
        {"reason": reason},
        certificate_id=certificate.id,
        status=200,
    )

    assert page.alerts()
    session.refresh(certificate)
    assert certificate.valid


def test_revoking_twice_is_answered(
    session: Session, office: PageClient, coordinator: Account, run: CourseRun
) -> None:
    certificate = make_certificate(session, run, make_person(session), coordinator)
    data = {"reason": "이름 정정"}
    office.post("certificates.revoke", data, certificate_id=certificate.id)

    page = office.post(
        "certificates.revoke", data, certificate_id=certificate.id, status=200
    )

    assert any("취소한 수료증이에요" in note for note in page.notes())
