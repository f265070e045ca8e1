"""A founder's ventures on her own page: how far each is, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.incubation import page, queries
from app.incubation.conditions import Situation
from app.incubation.deadlines import Clock
from app.incubation.models import Founder, Venture
from app.incubation.page import Choice
from app.incubation.quorum import Figures
from app.incubation.reading import Standing
from app.incubation.stages import ENDED, PATH, Stage, place_on_path
from app.seoul import SEOUL, seoul_date

FOUNDERS_CLOCKS = frozenset({Clock.REGISTRATION, Clock.TAX})
"""What the founders do by a day, although the school records it."""


@dataclass(frozen=True)
class Founding:
    """One venture as its founder sees it."""

    venture: Venture
    founders: int
    needed: int
    """Founders without whom the law knows no co-operative."""
    choice: Choice | None
    """The step that the founders take next, ready or not."""
    clock: Clock | None
    due: date | None
    """By when; empty where nothing presses."""

    @property
    def ended(self) -> bool:
        return self.venture.stage in ENDED

    @property
    def resting(self) -> bool:
        return self.venture.stage in (Stage.ON_HOLD, Stage.STOPPED)

    @property
    def step(self) -> int:
        """Which stop of the path it stands at, counted from 1."""
        return 1 + place_on_path(self.venture.stage, held_from=self.venture.held_from)

    @property
    def steps(self) -> int:
        return len(PATH)

    @property
    def founders_turn(self) -> bool:
        """The founders can do something now, or must by a day."""
        if self.ended or self.resting:
            return False
        return self.choice is not None or self.clock in FOUNDERS_CLOCKS


def foundings(session: Session, person_id: int, *, now: datetime) -> list[Founding]:
    """The ventures in whose team she is, newest first: three statements, and one
    for the law's figures where there is a venture."""
    ventures = _ventures(session, person_id)
    if not ventures:
        return []
    figures = queries.figures_on(session, seoul_date(now))
    return [_founding(venture, figures, now=now) for venture in ventures]


def _ventures(session: Session, person_id: int) -> Sequence[Venture]:
    return session.scalars(
        select(Venture)
        .join(Founder)
        .where(Founder.person_id == person_id, Founder.left_at.is_(None))
        .options(
            joinedload(Venture.trade),
            joinedload(Venture.enterprise),
            selectinload(Venture.founders),
            selectinload(Venture.changes),
        )
        .order_by(Venture.id.desc())
    ).all()


def _founding(venture: Venture, figures: Figures, *, now: datetime) -> Founding:
    situation = Situation(
        now=now.astimezone(SEOUL),
        founders=sum(founder.left_at is None for founder in venture.founders),
        figures=figures,
        facts=queries.latest_facts(venture.changes),
    )
    clock = page.countdown_of(venture, figures, seoul_date(now))
    return Founding(
        venture=venture,
        founders=situation.founders,
        needed=figures.founders_minimum,
        choice=_choice(venture, situation),
        clock=clock.clock if clock else None,
        due=clock.due if clock else _day_ahead(venture.stage, situation),
    )


def _choice(venture: Venture, situation: Situation) -> Choice | None:
    """What leads on for a founder; else the first step that still lacks something."""
    choices = page.choices_for(venture, Standing.FOUNDER, situation)
    lacking = (c for c in choices if c.missing and not c.step.aside)
    return page.main_of(choices) or next(lacking, None)


def _day_ahead(stage: Stage, situation: Situation) -> date | None:
    """The founding meeting, or the opening day, that the team itself has set."""
    name = {Stage.NOTICE: "meeting_at", Stage.TAX_REGISTERED: "opens_on"}.get(stage)
    if name is None or name not in situation.facts:
        return None
    day = situation.facts.day(name)
    return day if day >= situation.today else None
