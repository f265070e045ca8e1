"""What people are written around an opening, in their language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.enrollment import opening_jobs
from app.enrollment.services import extending
from app.notifications import letters
from app.outbox import Message
from tests.support.factories.opening import (
    CLOSES,
    TOMORROW_TEN,
    make_prepared,
    make_upcoming,
)
from tests.support.time import MONDAY_TEN, FakeClock

REASON = "접속이 <잠시> 되지 않았어요."
SAID = {
    "prepared_reminder": ("10:00", "“신청하기”를 한 번 누르세요", "press “Apply now”"),
    "prepared_closed": ("/courses", "준비한 신청은 지웠어요", "did not apply"),
    "prepared_called_off": (REASON, "폐강", "will not take place"),
    "window_extended": (REASON, "준비한 신청은 그대로", "stays ready"),
}
"""By template: in both languages, in Korean, in English."""


def write_everything(
    session: Session, app: Flask, account: Account, by: Account, clock: FakeClock
) -> None:
    """One run is extended, then closes without her press; another is called off."""
    run, dead = make_upcoming(session), make_upcoming(session)
    for one in (run, dead):
        make_prepared(session, one, account)
    extending.extend(
        session,
        run_id=run.id,
        window_id=run.windows[0].id,
        seen=CLOSES,
        until=CLOSES + timedelta(minutes=10),
        reason=REASON,
        by=by.id,
        now=MONDAY_TEN,
    )
    dead.cancelled_at, dead.cancel_reason = MONDAY_TEN, REASON
    session.commit()
    for now in (TOMORROW_TEN - timedelta(minutes=20), CLOSES + timedelta(hours=1)):
        clock.set(now)
        for work in (
            opening_jobs.tell_of_extensions,
            opening_jobs.remind_prepared,
            opening_jobs.end_prepared,
        ):
            with app.app_context():
                work()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_letter_is_written_in_the_readers_language(
    app: Flask,
    session: Session,
    learner: Account,
    coordinator: Account,
    clock: FakeClock,
    language: str,
) -> None:
    learner.language = language
    session.commit()
    write_everything(session, app, learner, coordinator, clock)

    messages = session.scalars(select(Message).order_by(Message.id)).all()
    with app.app_context():
        written = {one.template: letters.read(one) for one in messages}

    assert len(messages) == len(SAID)
    for template, (always, korean, english) in SAID.items():
        letter = written[template]
        text = f"{letter.subject} {letter.body}"
        assert always in text
        assert (korean if language == "ko" else english) in text
        assert "김미경" in letter.body
