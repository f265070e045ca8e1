"""Founding a co-operative as a table: which step follows which, by whom, asking what.

The page's buttons and forms are made from the table that refuses. The order of the
entries of a stage is the order of its buttons: what leads on comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.exceptions import DomainError
from app.incubation import conditions as c
from app.incubation.conditions import Condition, Situation
from app.incubation.facts import Fact, Facts, Kind, When, read
from app.incubation.stages import ENDED, PATH, Actor, Stage


class StepRefused(DomainError):
    """The table has no such step for this person at this stage."""


class NoSuchStep(StepRefused):
    """Not from this stage: taken already, or not yet reached."""


class NotYourStep(StepRefused):
    """Somebody else takes this step."""


class NoteMissing(StepRefused):
    """The others need to know why."""


@dataclass(frozen=True)
class Step:
    target: Stage | None
    """Where it leads; None leads back to where the venture was left."""
    by: tuple[Actor, ...]
    facts: tuple[Fact, ...] = ()
    ready: Condition = c.nothing
    """Refuses before anything is asked; the page says so instead of a form."""
    check: Condition = c.nothing
    """Refuses what was answered."""
    needs_note: bool = False
    aside: bool = False
    """Leads away from the path; never the page's main button."""


FOUNDER, OFFICE = (Actor.FOUNDER,), (Actor.COORDINATOR,)
EITHER = (Actor.FOUNDER, Actor.COORDINATOR)


def _day(name: str, when: When = When.PAST) -> Fact:
    return Fact(name, Kind.DAY, when=when)


def _number(name: str, least: int = 0) -> Fact:
    return Fact(name, Kind.NUMBER, least=least)


def _long(name: str, *, required: bool = True) -> Fact:
    return Fact(name, Kind.LONG_TEXT, required=required, longest=1000)


def _ticked(name: str) -> Fact:
    return Fact(name, Kind.CONFIRM)


def _staff_number(name: str, pattern: str) -> Fact:
    return Fact(name, Kind.TEXT, required=False, pattern=pattern, staff_only=True)


CANVAS = (_long("customers"), _long("value"))
SUMS = (_number("fixed_won"), _number("price_won", 1), _number("variable_won"))
ARTICLES = (
    Fact("name", Kind.TEXT, longest=80),
    Fact("address", Kind.TEXT),
    _number("share_won", 1),
    _ticked("all_items"),
    _ticked("all_signed"),
)
NOTICE = (
    _day("notice_on"),
    Fact("meeting_at", Kind.MOMENT, when=When.AHEAD),
    Fact("venue", Kind.TEXT),
    _long("agenda"),
)
RESULT = (
    _number("consenters", 1),
    Fact("last_consent_at", Kind.MOMENT, when=When.PAST),
    _number("attended", 1),
    _number("in_favour"),
    _number("directors"),
    _number("auditors"),
)
FILING = (_day("filed_on"), _ticked("all_papers"))
SHARES = (
    _day("paid_on"),
    _number("members", 1),
    _number("total_shares", 1),
    _number("largest_shares", 1),
)
REGISTRATION = (
    _day("registered_on"),
    _staff_number("registration_number", r"\d{6}-\d{7}"),
)
TAX = (
    _day("business_registered_on"),
    _staff_number("business_number", r"\d{3}-\d{2}-\d{5}"),
)
ENTRY = (
    _long("description_ko"),
    _long("description_en", required=False),
    Fact("name_en", Kind.TEXT, required=False, longest=120),
    Fact("contact", Kind.TEXT, required=False, longest=120),
)

# fmt: off
STEPS: dict[tuple[Stage, str], Step] = {
    (Stage.IDEA, "finish_idea"): Step(Stage.TEAM, FOUNDER),
    (Stage.TEAM, "finish_team"): Step(Stage.MODEL, FOUNDER, ready=c.enough_founders),
    (Stage.MODEL, "finish_model"): Step(Stage.PLAN, FOUNDER, CANVAS),
    (Stage.PLAN, "finish_plan"): Step(
        Stage.ARTICLES, FOUNDER, SUMS, check=c.plan_bears_itself
    ),
    (Stage.ARTICLES, "give_notice"): Step(
        Stage.NOTICE, FOUNDER, NOTICE,
        ready=c.articles_written, check=c.notice_long_enough,
    ),
    (Stage.ARTICLES, "write_articles"): Step(
        Stage.ARTICLES, FOUNDER, ARTICLES, check=c.name_lawful
    ),
    (Stage.NOTICE, "record_meeting"): Step(
        Stage.MEETING, FOUNDER, RESULT, ready=c.meeting_over, check=c.meeting_decided
    ),
    (Stage.NOTICE, "call_again"): Step(
        Stage.NOTICE, FOUNDER, NOTICE, check=c.notice_long_enough,
        needs_note=True, aside=True,
    ),
    (Stage.MEETING, "file"): Step(
        Stage.FILED, FOUNDER, FILING, check=c.not_before("filed_on", "meeting_at")
    ),
    (Stage.FILED, "confirm_filing"): Step(
        Stage.CONFIRMED, OFFICE, (_day("confirmed_on"),),
        check=c.not_before("confirmed_on", "filed_on", "resubmitted_on"),
    ),
    (Stage.FILED, "ask_supplement"): Step(
        Stage.SUPPLEMENT, OFFICE, (_day("asked_on"),),
        check=c.not_before("asked_on", "filed_on", "resubmitted_on"),
        needs_note=True, aside=True,
    ),
    (Stage.SUPPLEMENT, "resubmit"): Step(
        Stage.FILED, FOUNDER, (_day("resubmitted_on"),),
        check=c.not_before("resubmitted_on", "asked_on"),
    ),
    (Stage.CONFIRMED, "pay_in"): Step(
        Stage.PAID_IN, FOUNDER, SHARES, check=c.shares_paid
    ),
    (Stage.PAID_IN, "confirm_registration"): Step(
        Stage.INCORPORATED, OFFICE, REGISTRATION,
        check=c.not_before("registered_on", "paid_on"),
    ),
    (Stage.INCORPORATED, "confirm_tax"): Step(
        Stage.TAX_REGISTERED, OFFICE, TAX, ready=c.opening_day_known,
        check=c.not_before("business_registered_on", "registered_on"),
    ),
    (Stage.INCORPORATED, "set_opening_day"): Step(
        Stage.INCORPORATED, FOUNDER, (_day("opens_on", When.ANY),),
        check=c.not_before("opens_on", "registered_on"),
    ),
    (Stage.TAX_REGISTERED, "open"): Step(
        Stage.OPERATING, FOUNDER, ENTRY, ready=c.open_by_now
    ),
    (Stage.ON_HOLD, "resume"): Step(None, EITHER),
    (Stage.STOPPED, "resume"): Step(None, OFFICE, aside=True),
    **{(stage, "hold"): Step(Stage.ON_HOLD, EITHER, needs_note=True, aside=True)
       for stage in (*PATH[:-1], Stage.SUPPLEMENT)},
    **{(stage, "stop"): Step(Stage.STOPPED, EITHER, needs_note=True, aside=True)
       for stage in (*PATH[:-1], Stage.SUPPLEMENT, Stage.ON_HOLD)},
}
# fmt: on

FACTS = tuple({f.name: f for step in STEPS.values() for f in step.facts}.values())
"""Everything any step asks for, each once."""


def actions_for(stage: Stage, actor: Actor) -> tuple[str, ...]:
    """The steps this actor may take from this stage: her buttons, in order."""
    return tuple(
        action
        for (at, action), step in STEPS.items()
        if at is stage and actor in step.by
    )


def stages_waiting_for(actor: Actor) -> frozenset[Stage]:
    """Where the venture can't go on without this actor."""
    return frozenset(
        at for (at, _), step in STEPS.items() if step.by == (actor,) and at not in ENDED
    )


def step_at(stage: Stage, action: str, *, by: Actor) -> Step:
    """The table's entry. Raises NoSuchStep or NotYourStep."""
    step = STEPS.get((stage, action))
    if step is None:
        raise NoSuchStep()
    if by not in step.by:
        raise NotYourStep()
    return step


def next_stage(
    stage: Stage,
    action: str,
    *,
    by: Actor,
    given: dict[str, object],
    note: str,
    situation: Situation,
    held_from: Stage | None = None,
) -> tuple[Stage, Facts]:
    """Where this step leads, and its answers as read.

    Raises a StepRefused, a FactRefused, or what the step's conditions refuse.
    """
    step = step_at(stage, action, by=by)
    step.ready(situation)
    answers = read(step.facts, given, now=situation.now)
    if step.needs_note and not note.strip():
        raise NoteMissing()
    step.check(situation.told(answers))
    target = step.target or held_from
    if target is None:
        raise NoSuchStep()
    return target, answers
