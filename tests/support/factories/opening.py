"""Runs that open soon, and applications that are kept ready for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.models import Applicants, ApplicationWindow, CourseRun
from app.enrollment.prepared_models import PreparedApplication
from app.enrollment.services import preparing
from app.heartbeat import ServiceGap
from tests.support.factories.courses import make_run
from tests.support.time import MONDAY_TEN, seoul

TOMORROW_TEN = MONDAY_TEN + timedelta(days=1)
CLOSES = seoul(2026, 3, 9, 18)


def make_upcoming(
    session: Session, *, opens_at: datetime = TOMORROW_TEN, **more: Any
) -> CourseRun:
    """A published run that opens tomorrow at ten, for everybody."""
    run = make_run(session, open_now=False, **more)
    run.windows.append(ApplicationWindow(opens_at=opens_at, closes_at=CLOSES))
    session.commit()
    return run


def residents_first(session: Session, run: CourseRun, *, opens_at: datetime) -> None:
    """Residents may apply from then until everybody may."""
    first = ApplicationWindow(
        opens_at=opens_at,
        closes_at=run.windows[0].opens_at,
        applicants=Applicants.RESIDENTS,
    )
    run.windows.append(first)
    session.commit()
    session.expire(run, ["windows"])


def make_prepared(
    session: Session, run: CourseRun, account: Account, *, now: datetime = MONDAY_TEN
) -> PreparedApplication:
    kept = preparing.prepare(
        session, run_id=run.id, person_id=account.person_id, now=now
    )
    session.commit()
    return kept


def make_gap(session: Session, began: datetime, minutes: int) -> None:
    session.add(
        ServiceGap(
            service="web",
            began_at=began,
            ended_at=began + timedelta(minutes=minutes),
        )
    )
    session.commit()
