"""What people are written whose place the school ended, and who may apply again."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import services
from app.enrollment.restriction_models import Restriction
from app.notifications import letters
from app.notifications.models import Message
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.time import seoul

DAY = seoul(2026, 3, 12, 9)
SUBJECTS = {
    "enrollment_dropped": (
        "중도포기로 기록했어요",
        "You are recorded as having dropped out",
    ),
    "enrollment_no_show": (
        "기다리던 분에게 자리가 갔어요",
        "Your seat went to somebody who was waiting",
    ),
    "restriction_lifted": ("다시 신청할 수 있어요", "You can apply again"),
}
UNTIL = {"ko": "9월 11일(금)", "en": "Fri 11 Sep"}


def write_everything(
    session: Session, account: Account, staff: Account, *, excused: bool
) -> None:
    dropped, missed = make_run(session), make_run(session)
    make_meetings(session, missed)
    left = make_enrollment(session, dropped, account.person)
    never = make_enrollment(session, missed, account.person)
    services.drop_out(
        session,
        enrollment_id=left.id,
        by=staff.id,
        reason="시험 <1>",
        excused=excused,
        now=DAY,
    )
    services.release_no_shows(
        session,
        run_id=missed.id,
        enrollment_ids=[never.id],
        by=staff.id,
        excused=excused,
        now=DAY,
    )
    session.flush()
    for restriction in session.scalars(select(Restriction)).all():
        services.lift(
            session, restriction_id=restriction.id, by=staff.id, note="입원", now=DAY
        )
    session.commit()


@pytest.mark.usefixtures("connection")
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("excused", [True, False])
def test_each_letter_says_what_follows_in_the_readers_language(
    app: Flask,
    session: Session,
    learner: Account,
    coordinator: Account,
    language: str,
    excused: bool,
) -> None:
    learner.language = language
    session.commit()
    write_everything(session, learner, coordinator, excused=excused)

    with app.test_request_context():
        messages = session.scalars(
            select(Message).where(Message.template.in_(SUBJECTS))
        ).all()
        written = {m.template: letters.read(m) for m in messages}

    kinds = set(SUBJECTS) - ({"restriction_lifted"} if excused else set())
    assert set(written) == kinds
    for template in kinds:
        letter = written[template]
        assert SUBJECTS[template][language == "en"] in letter.subject
        assert "김미경" in letter.body
        assert "%(" not in letter.body
        assert "입원" not in letter.body, "the note is staff's"
        if template != "restriction_lifted":
            body = letter.body.replace("\u2060", "")
            assert (UNTIL[language] in body) is not excused
            assert "02-000-0001" in letter.body
    assert "시험 <1>" in written["enrollment_dropped"].body
