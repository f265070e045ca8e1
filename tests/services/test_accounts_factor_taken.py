"""Second factors taken away, and demanded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import factor_queries, factor_services
from app.accounts import second_factor as rules
from app.accounts.authority import NotOneself
from app.accounts.entry_models import RecoveryCode, SecondFactor
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.audit import AuditEntry
from app.exceptions import DomainError
from app.outbox import Message
from app.places.models import School
from tests.support.factories.factors import (
    VAULT,
    code_at,
    make_factor,
    wrong_code_at,
)
from tests.support.factories.people import make_staff
from tests.support.time import MONDAY_TEN

LATER = MONDAY_TEN + timedelta(minutes=5)


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def mails(session: Session) -> list[str]:
    return list(session.scalars(select(Message.template).order_by(Message.id)))


def prove(session: Session, account: Account, **more: object) -> DomainError | None:
    values = {"vault": VAULT, "now": LATER, **more}
    return factor_services.prove(session, account.id, **values)  # type: ignore[arg-type]


def take_away(session: Session, account: Account, **more: object) -> DomainError | None:
    values = {"vault": VAULT, "now": LATER, "knows_password": True, **more}
    return factor_services.take_away(session, account.id, **values)  # type: ignore[arg-type]


def test_taken_away_with_password_and_code_nothing_is_left(
    session: Session, learner: Account
) -> None:
    make_factor(session, learner)

    assert take_away(session, learner, code=code_at(LATER)) is None

    assert session.scalar(select(func.count()).select_from(SecondFactor)) == 0
    assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
    assert actions(session)[-1] == "second_factor.removed"
    assert mails(session)[-1] == "second-factor-off"


def test_without_the_password_it_stays_and_the_try_counts(
    session: Session, learner: Account
) -> None:
    make_factor(session, learner)

    refusal = take_away(session, learner, code=code_at(LATER), knows_password=False)

    assert isinstance(refusal, rules.PasswordWrong)
    assert session.get_one(SecondFactor, learner.id).wrong_codes == 1


def test_with_a_wrong_code_it_stays(session: Session, learner: Account) -> None:
    make_factor(session, learner)

    refusal = take_away(session, learner, code=wrong_code_at(LATER))

    assert isinstance(refusal, rules.CodeWrong)
    assert factor_queries.factor_of(session, learner.id) is not None


def test_an_administrator_takes_away_what_another_has_lost(
    session: Session, learner: Account, administrator: Account
) -> None:
    make_factor(session, learner)

    factor_services.take_from(session, learner.id, by=administrator.id, now=LATER)

    assert factor_queries.factor_of(session, learner.id) is None
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.account_id) == ("second_factor.taken", administrator.id)
    assert mails(session)[-1] == "second-factor-taken"


def test_she_does_not_take_her_own_that_way(
    session: Session, administrator: Account
) -> None:
    make_factor(session, administrator)

    with pytest.raises(NotOneself):
        factor_services.take_from(
            session, administrator.id, by=administrator.id, now=LATER
        )


def test_what_is_not_there_is_not_taken(
    session: Session, learner: Account, administrator: Account
) -> None:
    with pytest.raises(rules.SecondFactorMissing):
        factor_services.take_from(session, learner.id, by=administrator.id, now=LATER)
    with pytest.raises(rules.SecondFactorMissing):
        factor_services.renew_codes(session, learner.id, now=LATER)
    assert isinstance(prove(session, learner, code="1"), rules.SecondFactorMissing)


def test_a_school_demands_it_of_its_staff_and_so_of_administrators(
    session: Session,
    school: School,
    learner: Account,
    instructor: Account,
    other_coordinator: Account,
    city_officer: Account,
    administrator: Account,
) -> None:
    everybody = (learner, instructor, other_coordinator, city_officer, administrator)
    before = [factor_queries.is_demanded(session, one.id) for one in everybody]

    school.demands_second_factor = True
    session.commit()

    assert before == [False] * 5
    demanded = [factor_queries.is_demanded(session, one.id) for one in everybody]
    assert demanded == [False, True, False, False, True]


def test_a_role_that_was_taken_demands_nothing(
    session: Session, school: School
) -> None:
    school.demands_second_factor = True
    leaver = make_staff(session, Role.MENTOR, school)
    leaver.grants[0].revoked_at = MONDAY_TEN
    session.commit()

    assert not factor_queries.is_demanded(session, leaver.id)
