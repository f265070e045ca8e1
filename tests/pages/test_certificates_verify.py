"""/verify: valid, revoked, unknown and mistyped are told apart, by anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.certificates import services
from app.certificates.code import new_code
from app.certificates.models import Certificate
from app.places.models import School
from tests.support.factories.certificates import (
    ISSUE_DAY,
    make_certificate,
    make_finished_run,
)
from tests.support.factories.people import make_person
from tests.support.pages import PageClient

UNKNOWN = new_code(lambda _bits: 987654321)


@pytest.fixture
def certificate(session: Session, school: School, coordinator: Account) -> Certificate:
    run = make_finished_run(session, school)
    return make_certificate(session, run, make_person(session, "홍길동"), coordinator)


def test_a_valid_certificate_shows_what_stands_on_it_but_the_name_masked(
    visitor: PageClient, certificate: Certificate
) -> None:
    page = visitor.get("certificates.verify_code", code=certificate.code)

    said = page.words()
    assert page.heading() == "유효한 수료증이에요"
    for fact in ("홍*동", "제 2026-001호", "2026. 3. 10.", "15시간", "2026. 4. 6."):
        assert fact in said
    assert "홍길동" not in page.get_text()
    assert "1968" not in said


def test_english_readers_are_answered_in_english(
    visitor: PageClient, certificate: Certificate
) -> None:
    page = visitor.in_english().get("certificates.verify_code", code=certificate.code)

    assert page.heading() == "This certificate is valid"
    assert "6 April 2026" in page.words()
    assert "Geumcheon Social Economy Centre" in page.words()


def test_a_revoked_certificate_says_since_when_but_not_why(
    visitor: PageClient,
    session: Session,
    coordinator: Account,
    certificate: Certificate,
) -> None:
    services.revoke(
        session,
        certificate_id=certificate.id,
        reason="다른 사람에게 잘못 발급",
        by=coordinator.id,
        now=ISSUE_DAY + timedelta(days=3),
    )
    session.commit()

    page = visitor.get("certificates.verify_code", code=certificate.code)

    assert page.heading() == "취소된 수료증이에요"
    assert "2026. 4. 9." in page.words()
    assert "잘못 발급" not in page.words()


def test_a_well_formed_code_that_nobody_has_is_unknown(visitor: PageClient) -> None:
    page = visitor.get("certificates.verify_code", code=UNKNOWN, status=404)

    assert page.heading() == "이 확인번호의 수료증이 없어요"
    assert page.value("code") == UNKNOWN


@pytest.mark.parametrize(
    "typed", ["7K3M-9Q2D", "0000-0000-0XDW-T5H0", "가나다", "<b>", "%00", "a" * 60]
)
def test_a_mistyped_code_is_said_beside_the_field(
    visitor: PageClient, typed: str
) -> None:
    page = visitor.get("certificates.verify", code=typed)

    assert any("확인번호가 아니에요" in alert for alert in page.alerts())
    assert page.value("code") == typed


@pytest.mark.parametrize(
    ("typed", "reason"), [("", "확인번호를 적어"), ("A" * 5000, "확인번호보다 길어요")]
)
def test_nothing_and_far_too_much_are_refused(
    visitor: PageClient, typed: str, reason: str
) -> None:
    page = visitor.get("certificates.verify", code=typed)

    assert any(reason in alert for alert in page.alerts())


def test_the_form_leads_to_the_codes_own_address(
    visitor: PageClient, certificate: Certificate
) -> None:
    typed = certificate.code.replace("-", "").lower()

    visitor.get("certificates.verify", code=typed, status=302)

    assert visitor.last.headers["Location"] == f"/verify/{certificate.code}"


def test_an_address_typed_otherwise_leads_to_the_canonical_one(
    visitor: PageClient, certificate: Certificate
) -> None:
    visitor.open(f"/verify/{certificate.code.lower()}", status=302)
    assert visitor.last.headers["Location"] == f"/verify/{certificate.code}"

    visitor.open("/verify/nonsense", status=302)
    assert visitor.last.headers["Location"] == "/verify?code=nonsense"


def test_the_empty_form_asks_without_complaint(visitor: PageClient) -> None:
    page = visitor.get("certificates.verify")

    assert page.heading() == "수료증 확인"
    assert page.alerts() == []


def test_search_engines_list_no_answer_and_caches_keep_none(
    visitor: PageClient, certificate: Certificate
) -> None:
    page = visitor.get("certificates.verify_code", code=certificate.code)

    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"  # type: ignore[index]
    assert visitor.last.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert visitor.last.headers["Cache-Control"] == "no-store"


def test_guessing_is_slowed_down(visitor: PageClient) -> None:
    for _ in range(30):
        visitor.get("certificates.verify_code", code=UNKNOWN, status=404)

    visitor.get("certificates.verify_code", code=UNKNOWN, status=429)

    assert int(visitor.last.headers["Retry-After"]) > 0


def test_an_answer_takes_one_statement(
    visitor: PageClient, certificate: Certificate
) -> None:
    visitor.get("certificates.verify_code", code=certificate.code)

    assert len(visitor.statements) == 1
