"""What the demo's city wants this year; invented, and its source says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.demo.world import World
from app.places.models import PlanFigure
from app.places.plan_keeping import set_target
from app.seoul import seoul_date

SOURCE = "시범 목표 (지어낸 숫자)"
WANTED = {
    PlanFigure.RUNS: 12,
    PlanFigure.PEOPLE: 150,
    PlanFigure.COMPLETIONS: 120,
    PlanFigure.VENTURES: 4,
    PlanFigure.ENTERPRISES: 2,
}


def plan(session: Session, world: World, *, now: datetime) -> None:
    """Targets of this year, by the administrator; of schools there is none."""
    for figure, number in WANTED.items():
        set_target(
            session,
            figure=figure,
            year=seoul_date(now).year,
            number=number,
            source=SOURCE,
            by=world.accounts["admin"].id,
            now=now,
        )
