"""A learner's certificate page and its PDF: hers only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import storage
from app.accounts.models import Account
from app.certificates import services
from app.certificates.jobs import make_due_pdfs
from app.certificates.models import Certificate
from app.incubation.stages import Stage
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.incubation import make_team
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def certificate(
    session: Session, school: School, coordinator: Account, learner: Account
) -> Certificate:
    run = make_finished_run(session, school)
    return make_certificate(session, run, learner.person, coordinator)


@pytest.fixture
def with_pdf(app: Flask, session: Session, certificate: Certificate) -> Certificate:
    with app.app_context():
        make_due_pdfs()
    session.expire_all()
    return certificate


def test_her_certificate_shows_number_code_and_what_comes_next(
    pages: Pages, learner: Account, with_pdf: Certificate
) -> None:
    page = pages(learner).get("certificates.show", certificate_id=with_pdf.id)

    said = page.words()
    assert "김미경" in said
    assert with_pdf.number in said
    links = {str(a["href"]) for a in page.select("main a[href]")}
    assert f"/verify/{with_pdf.code}" in links
    assert f"/me/certificates/{with_pdf.id}/certificate.pdf" in links
    assert any(link.endswith(f"?certificate={with_pdf.id}") for link in links)


def test_who_prepares_a_venture_is_led_to_it_and_not_asked_to_begin_one(
    session: Session, pages: Pages
) -> None:
    team = make_team(session, Stage.PLAN, title="고운손")
    certificate_id = team.venture.certificate_id
    hers = pages(team.lead).in_english()
    preparing = hers.get("certificates.show", certificate_id=certificate_id)
    statements = len(hers.statements)
    team.venture.stage, team.venture.held_from = Stage.STOPPED, Stage.PLAN
    session.commit()

    stopped = hers.get("certificates.show", certificate_id=certificate_id)

    assert statements == 4  # account 2, certificate, ventures
    assert "고운손" in preparing.words()
    assert preparing.select(f"main a[href='/ventures/{team.venture.id}']")
    assert not preparing.select("a[href*='certificate=']")
    assert stopped.select(f"a[href$='?certificate={certificate_id}']")


def test_while_the_pdf_is_being_made_the_page_says_so_and_looks_again(
    pages: Pages, learner: Account, certificate: Certificate
) -> None:
    hers = pages(learner)

    page = hers.get("certificates.show", certificate_id=certificate.id)

    assert any("PDF를 만들고 있어요" in note for note in page.notes())
    assert hers.last.headers["Refresh"] == "5"
    assert not page.select("a[href$='.pdf']")
    hers.get("certificates.pdf", certificate_id=certificate.id, status=302)


def test_once_it_is_made_the_page_stands_still(
    pages: Pages, learner: Account, with_pdf: Certificate
) -> None:
    hers = pages(learner)

    hers.get("certificates.show", certificate_id=with_pdf.id)

    assert "Refresh" not in hers.last.headers


def test_the_pdf_is_the_stored_file_under_a_korean_name(
    app: Flask, pages: Pages, learner: Account, with_pdf: Certificate
) -> None:
    answer = pages(learner).download("certificates.pdf", certificate_id=with_pdf.id)

    assert with_pdf.pdf_key is not None
    with app.app_context():
        assert answer.data == storage.current().get(with_pdf.pdf_key)
    assert answer.mimetype == "application/pdf"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert quote("수료증_제2026-001호_김미경.pdf") in disposition


def test_a_file_that_was_tampered_with_is_not_handed_out(
    app: Flask, session: Session, pages: Pages, learner: Account, with_pdf: Certificate
) -> None:
    with_pdf.pdf_sha256 = "0" * 64
    session.commit()

    page = pages(learner).download(
        "certificates.pdf", certificate_id=with_pdf.id, status=302
    )

    assert page.headers["Location"] == f"/me/certificates/{with_pdf.id}"


def test_a_file_that_is_gone_is_said_to_be_so(
    app: Flask, pages: Pages, learner: Account, with_pdf: Certificate
) -> None:
    assert with_pdf.pdf_key is not None
    with app.app_context():
        storage.current().delete(with_pdf.pdf_key)
    hers = pages(learner)

    hers.get("certificates.pdf", certificate_id=with_pdf.id, status=302)
    page = hers.get("certificates.show", certificate_id=with_pdf.id)

    assert any("파일을 가져올 수 없어요" in alert for alert in page.alerts())


def test_a_revoked_certificate_says_so_and_has_no_file(
    session: Session,
    pages: Pages,
    learner: Account,
    coordinator: Account,
    with_pdf: Certificate,
) -> None:
    services.revoke(
        session,
        certificate_id=with_pdf.id,
        reason="이름 정정",
        by=coordinator.id,
        now=ISSUE_DAY + timedelta(days=1),
    )
    session.commit()
    hers = pages(learner)

    page = hers.get("certificates.show", certificate_id=with_pdf.id)

    assert any("취소됐어요" in note for note in page.notes())
    assert not page.select("a[href$='.pdf'], a[href*='certificate=']")
    hers.get("certificates.pdf", certificate_id=with_pdf.id, status=302)


@pytest.mark.parametrize("endpoint", ["certificates.show", "certificates.pdf"])
def test_for_everybody_else_it_does_not_exist(
    pages: Pages, other_learner: Account, with_pdf: Certificate, endpoint: str
) -> None:
    pages(other_learner).get(endpoint, certificate_id=with_pdf.id, status=404)
    pages(None).get(endpoint, certificate_id=with_pdf.id, status=302)
    pages(other_learner).get(endpoint, certificate_id=999_999, status=404)
