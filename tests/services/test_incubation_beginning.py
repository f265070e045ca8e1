"""Beginning a venture: from whose certificate, and which school goes along."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.exceptions import DomainError
from app.incubation import membership, services
from app.incubation.stages import Stage
from tests.support.factories.incubation import begin_venture, certificate_for
from tests.support.factories.people import make_account, make_school
from tests.support.time import MONDAY_TEN


def test_whoever_begins_is_the_first_founder_and_leads(session: Session) -> None:
    venture = begin_venture(session)

    assert venture.stage is Stage.IDEA
    assert [(f.person_id, f.is_lead) for f in venture.founders] == [
        (venture.begun_by_id, True)
    ]


def test_the_districts_school_goes_along(session: Session) -> None:
    make_school(session)
    elsewhere = make_school(session, "11380")

    venture = begin_venture(session, district_code="11380")

    assert venture.school_id == elsewhere.id


def test_where_there_is_no_school_the_certificates_goes_along(session: Session) -> None:
    here = make_school(session)

    venture = begin_venture(session, district_code="11110")

    assert venture.school_id == here.id


def test_another_persons_certificate_begins_nothing(session: Session) -> None:
    other = make_account(session)
    certificate = certificate_for(session, other.person, other)

    with pytest.raises(services.CertificateNeeded):
        begin_venture(session, certificate_id=certificate.id)


def test_a_revoked_certificate_begins_nothing(session: Session) -> None:
    account = make_account(session)
    certificate = certificate_for(session, account.person, account)
    certificate.revoked_at, certificate.revoke_reason = MONDAY_TEN, "잘못 발급"
    session.flush()

    with pytest.raises(services.CertificateNeeded):
        begin_venture(session, account=account, certificate_id=certificate.id)


def test_one_venture_is_prepared_at_a_time(session: Session) -> None:
    account = make_account(session)
    begin_venture(session, account=account)

    with pytest.raises(services.AlreadyPreparing):
        begin_venture(session, account=account)


@pytest.mark.parametrize(
    ("born", "reason"),
    [(date(2007, 3, 3), membership.TooYoung), (None, membership.BirthDateUnknown)],
)
def test_only_adultsbegin_venture(
    session: Session, born: date | None, reason: type[DomainError]
) -> None:
    account = make_account(session, birth_date=born)

    with pytest.raises(reason):
        begin_venture(session, account=account)


def test_on_her_nineteenth_birthday_she_maybegin_venture(session: Session) -> None:
    account = make_account(session, birth_date=date(2007, 3, 2))

    assert begin_venture(session, account=account).stage is Stage.IDEA
