"""What the showcase needs of privacy: a newer text that has to be agreed to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import ConsentText
from app.seoul import seoul_date

ASKED_ANEW = "/account/consents/new"


def with_newer_text(session: Session, *, now: datetime) -> str:
    """The page on which it is asked for."""
    session.add(
        ConsentText(
            kind="service",
            version=2,
            effective_on=seoul_date(now),
            required=True,
            title_ko="개인정보 수집·이용 동의",
            title_en="Consent to the use of personal data",
            body_ko="목적: 수업과 출석 관리\n보유 기간: 탈퇴 때까지",
            body_en="Purpose: classes and attendance\nKept: until you leave",
        )
    )
    session.flush()
    return ASKED_ANEW
