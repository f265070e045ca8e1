"""What a venture's page shows: the path, the task in hand, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import LazyString

from app.exceptions import DomainError
from app.formats import day, moment
from app.incubation import deadlines, labels
from app.incubation.break_even import break_even_jobs
from app.incubation.conditions import Situation
from app.incubation.deadlines import Clock
from app.incubation.facts import Facts, FactValue, Kind, from_json
from app.incubation.models import FounderInvitation, StageChange, Venture
from app.incubation.queries import latest_facts, waits_in
from app.incubation.quorum import Figures
from app.incubation.reading import Standing
from app.incubation.stages import PATH, Stage, place_on_path
from app.incubation.step_labels import ASKED, BUTTONS, TOLD
from app.incubation.workflow import FACTS, STEPS, Step, actions_for
from app.words import words_for

NOT_SHOWN = frozenset({Kind.CONFIRM})
"""A ticked box says no more than that the step was taken."""


@dataclass(frozen=True)
class Stop:
    """One task on the path."""

    number: int
    stage: Stage
    title: LazyString
    look: str
    """done, now or later."""
    summary: str
    change: StageChange | None = None
    """The step that finished it."""


@dataclass(frozen=True)
class Choice:
    """A step this reader may take: a button."""

    action: str
    label: LazyString
    step: Step
    missing: str
    """Why it can't be taken yet, in words; empty where it can."""
    leads_on: bool
    """It may be the page's main button."""

    @property
    def asks(self) -> bool:
        return bool(self.step.facts) or self.step.needs_note


@dataclass(frozen=True)
class Event:
    """Something that happened, for the log."""

    at: datetime
    kind: str
    """step, begun, joined or left."""
    name: str
    words: LazyString | str = ""
    note: str = ""
    stated: tuple[tuple[LazyString, str], ...] = ()


def choices_for(
    venture: Venture, standing: Standing, situation: Situation
) -> list[Choice]:
    """The buttons of this reader, in the table's order."""
    if standing.actor is None:
        return []
    return [
        _choice(venture.stage, action, situation)
        for action in actions_for(venture.stage, standing.actor)
    ]


def main_of(choices: list[Choice]) -> Choice | None:
    """The one that leads on from here."""
    return next((choice for choice in choices if choice.leads_on), None)


def _choice(stage: Stage, action: str, situation: Situation) -> Choice:
    step = STEPS[stage, action]
    missing = _missing(step, situation)
    # A step that stays leads on only until what it asks is known.
    amends = step.target is stage and all(f.name in situation.facts for f in step.facts)
    leads_on = not (step.aside or missing or amends)
    return Choice(action, BUTTONS[action], step, missing, leads_on)


def _missing(step: Step, situation: Situation) -> str:
    try:
        step.ready(situation)
    except DomainError as refusal:
        return words_for(refusal)
    return ""


def path_of(venture: Venture, figures: Figures) -> list[Stop]:
    """Every task from the idea to the open door, and where the venture stands."""
    here = place_on_path(venture.stage, held_from=venture.held_from)
    ended_by = {
        change.from_stage: change
        for change in venture.changes
        if change.to_stage is not change.from_stage and change.to_stage in PATH
    }
    return [
        Stop(
            number=number + 1,
            stage=stage,
            title=labels.TASKS[
                venture.standing if number == here else stage  # it may be a supplement
            ],
            look=_look(number, here, venture.stage),
            summary=labels.told(labels.SUMMARIES[stage], figures),
            change=ended_by.get(stage) if number < here else None,
        )
        for number, stage in enumerate(PATH)
    ]


def _look(number: int, here: int, stage: Stage) -> str:
    if number < here or stage is Stage.OPERATING:
        return "done"
    return "now" if number == here else "later"


@dataclass(frozen=True)
class Countdown:
    """A deadline as drawn: a ring that empties."""

    clock: Clock
    due: date
    left: int
    whole: int
    dash: str
    """How much of the ring is still drawn."""


RING = 163.4
"""The ring's circumference in the drawing's units."""


def countdown_of(venture: Venture, figures: Figures, today: date) -> Countdown | None:
    """The clock that runs now, if one does; none while the venture rests."""
    deadline = deadlines.running(
        venture.stage,
        latest_facts(venture.changes),
        figures,
        waited=waits_in(venture.changes),
    )
    if deadline is None:
        return None
    left, whole = deadline.days_left(today), max(deadline.whole, 1)
    drawn = RING * min(max(left, 0), whole) / whole
    return Countdown(deadline.clock, deadline.due, left, whole, f"{drawn:.1f} {RING}")


@dataclass(frozen=True)
class Reckoned:
    """What follows from what was stated."""

    break_even: int | None = None
    meeting_at: datetime | None = None
    days_late: int = 0
    """Of the registration or the tax registration, whichever came last."""


def reckon(facts: Facts, figures: Figures) -> Reckoned:
    jobs = None
    if "fixed_won" in facts:
        jobs = break_even_jobs(
            fixed_won=facts.number("fixed_won"),
            price_won=facts.number("price_won"),
            variable_won=facts.number("variable_won"),
        )
    meeting = facts.moment("meeting_at") if "meeting_at" in facts else None
    return Reckoned(jobs, meeting, _days_late(facts, figures))


def _days_late(facts: Facts, figures: Figures) -> int:
    if "business_registered_on" in facts:
        due = deadlines.tax_due(facts.day("opens_on"), figures)
        return deadlines.days_late(due, facts.day("business_registered_on"))
    if "registered_on" in facts:
        due = deadlines.registration_due(facts.day("paid_on"), figures)
        return deadlines.days_late(due, facts.day("registered_on"))
    return 0


def log_of(venture: Venture, standing: Standing) -> list[Event]:
    """What happened, newest first."""
    events = [Event(venture.begun_at, "begun", venture.begun_by.name)]
    for founder in venture.founders:
        name = founder.person.name
        if not founder.is_lead or founder.invitation_id is not None:
            events.append(Event(founder.accepted_at, "joined", name))
        if founder.left_at is not None:
            events.append(Event(founder.left_at, "left", name))
    events += [_told(change, standing) for change in venture.changes]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _told(change: StageChange, standing: Standing) -> Event:
    facts = from_json(FACTS, change.facts)
    stated = tuple(
        (ASKED[fact.name], _written(facts[fact.name]))
        for fact in FACTS
        if fact.name in facts
        and fact.kind not in NOT_SHOWN
        and (not fact.staff_only or standing is Standing.COORDINATOR)
    )
    return Event(
        change.at,
        "step",
        change.by.person.name,
        TOLD[change.action],
        change.note,
        stated,
    )


def _written(value: FactValue) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def waiting_for(
    venture: Venture, now: datetime
) -> tuple[list[FounderInvitation], list[FounderInvitation]]:
    """Invitations that can still be answered, and those that ran out unanswered."""
    unanswered = [i for i in venture.invitations if not i.answered]
    still_open = [i for i in unanswered if i.open_at(now)]
    return still_open, [i for i in unanswered if not i.open_at(now)]
