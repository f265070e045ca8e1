"""The table of steps: what it allows, what it refuses, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from app.exceptions import DomainError
from app.incubation import conditions, facts, quorum, workflow
from app.incubation.conditions import Situation
from app.incubation.facts import Facts
from app.incubation.stages import ENDED, PATH, Actor, Stage, place_on_path
from app.incubation.workflow import STEPS, actions_for, next_stage
from tests.support.factories.founding import FIGURES, STATED, WALK_ENDS, WAY
from tests.support.time import SEOUL, seoul

ACTIONS = sorted({action for _, action in STEPS})
EVERYTHING = Facts({k: v for stated in STATED.values() for k, v in stated.items()})
READY = Situation(
    now=WALK_ENDS.astimezone(SEOUL), founders=5, figures=FIGURES, facts=EVERYTHING
)
"""A team for which every step is ready."""


def _answers(action: str) -> dict[str, Any]:
    """Good answers; a meeting that is called lies ahead of READY's now."""
    if action in ("give_notice", "call_again"):
        return {
            **STATED["give_notice"],
            "notice_on": date(2026, 4, 30),
            "meeting_at": seoul(2026, 5, 7, 14),
        }
    if action == "ask_supplement":
        return {"asked_on": date(2026, 3, 17)}  # after READY's resubmission
    return STATED.get(action, {})


def _take(
    stage: Stage,
    action: str,
    actor: Actor,
    *,
    given: dict[str, Any] | None = None,
    note: str = "까닭이 있어요",
    situation: Situation = READY,
) -> Stage:
    target, _answered = next_stage(
        stage,
        action,
        by=actor,
        given=_answers(action) if given is None else given,
        note=note,
        situation=situation,
        held_from=Stage.PLAN if stage in (Stage.ON_HOLD, Stage.STOPPED) else None,
    )
    return target


@pytest.mark.parametrize("stage", Stage)
def test_the_buttons_are_what_is_not_refused(stage: Stage) -> None:
    for actor, action in product(Actor, ACTIONS):
        try:
            _take(stage, action, actor)
        except workflow.StepRefused:
            allowed = False
        else:
            allowed = True

        assert allowed == (action in actions_for(stage, actor)), (actor, action)


@pytest.mark.parametrize(("stage", "action", "target", "actor"), WAY)
def test_the_way_leads_from_the_idea_to_the_open_door(
    stage: Stage, action: str, target: Stage, actor: Actor
) -> None:
    assert _take(stage, action, actor) is target


def test_no_stage_is_out_of_reach() -> None:
    reached, found = {Stage.IDEA}, True
    while found:
        targets = {
            step.target
            for (stage, _), step in STEPS.items()
            if stage in reached and step.target is not None
        }
        found = not targets <= reached
        reached |= targets

    assert reached == set(Stage)


def test_from_every_stage_but_the_last_something_leads_on() -> None:
    stuck = {
        stage
        for stage in Stage
        if stage is not Stage.OPERATING
        and not any(actions_for(stage, actor) for actor in Actor)
    }

    assert stuck == set()


def test_an_office_decision_is_confirmed_by_the_coordinator_alone() -> None:
    waiting = workflow.stages_waiting_for(Actor.COORDINATOR)

    assert waiting == {Stage.FILED, Stage.PAID_IN, Stage.INCORPORATED}
    assert waiting.isdisjoint(ENDED)


def test_somebody_else_s_step_is_told_apart_from_a_step_out_of_turn() -> None:
    with pytest.raises(workflow.NotYourStep):
        _take(Stage.FILED, "confirm_filing", Actor.FOUNDER)
    with pytest.raises(workflow.NoSuchStep):
        _take(Stage.CONFIRMED, "confirm_filing", Actor.COORDINATOR)


@pytest.mark.parametrize("action", ["hold", "stop"])
def test_resting_and_stopping_need_a_reason(action: str) -> None:
    with pytest.raises(workflow.NoteMissing):
        _take(Stage.TEAM, action, Actor.FOUNDER, note="  ")


def test_a_supplement_needs_to_say_what_is_missing() -> None:
    with pytest.raises(workflow.NoteMissing):
        _take(Stage.FILED, "ask_supplement", Actor.COORDINATOR, note="")


def test_a_venture_on_hold_goes_on_where_it_was_left() -> None:
    assert _take(Stage.ON_HOLD, "resume", Actor.FOUNDER) is Stage.PLAN


def test_only_the_school_takes_up_a_stopped_venture() -> None:
    assert _take(Stage.STOPPED, "resume", Actor.COORDINATOR) is Stage.PLAN
    with pytest.raises(workflow.NotYourStep):
        _take(Stage.STOPPED, "resume", Actor.FOUNDER)


def test_supplement_and_resubmission_go_round() -> None:
    assert _take(Stage.FILED, "ask_supplement", Actor.COORDINATOR) is Stage.SUPPLEMENT
    assert _take(Stage.SUPPLEMENT, "resubmit", Actor.FOUNDER) is Stage.FILED


def test_a_supplement_stands_at_the_filing_on_the_path() -> None:
    assert place_on_path(Stage.SUPPLEMENT) == PATH.index(Stage.FILED)
    assert place_on_path(Stage.ON_HOLD, held_from=Stage.PLAN) == PATH.index(Stage.PLAN)


@pytest.mark.parametrize(
    ("stage", "action"),
    [
        (Stage.TEAM, "finish_team"),
        (Stage.ARTICLES, "give_notice"),
        (Stage.NOTICE, "record_meeting"),
    ],
)
def test_four_founders_do_not_go_on(stage: Stage, action: str) -> None:
    with pytest.raises(quorum.FoundersMissing):
        _take(stage, action, Actor.FOUNDER, situation=replace(READY, founders=4))


def test_the_articles_come_before_the_notice() -> None:
    with pytest.raises(conditions.ArticlesMissing):
        _take(
            Stage.ARTICLES,
            "give_notice",
            Actor.FOUNDER,
            situation=replace(READY, facts=Facts()),
        )


def test_the_meeting_is_recorded_once_it_has_begun() -> None:
    early = replace(READY, now=seoul(2026, 3, 9, 13, 59))

    with pytest.raises(conditions.MeetingAhead):
        _take(Stage.NOTICE, "record_meeting", Actor.FOUNDER, situation=early)


def test_the_tax_registration_waits_for_the_day_of_opening() -> None:
    unknown = replace(READY, facts=Facts({"registered_on": date(2026, 4, 10)}))

    with pytest.raises(conditions.OpeningDayMissing):
        _take(Stage.INCORPORATED, "confirm_tax", Actor.COORDINATOR, situation=unknown)


def test_nobody_opens_before_the_day_of_opening() -> None:
    early = replace(READY, now=seoul(2026, 4, 19, 23))

    with pytest.raises(conditions.OpeningAhead):
        _take(Stage.TAX_REGISTERED, "open", Actor.FOUNDER, situation=early)


@pytest.mark.parametrize(
    ("stage", "action", "change", "reason"),
    [
        (Stage.PLAN, "finish_plan", {"price_won": 3_000}, None),
        (
            Stage.ARTICLES,
            "write_articles",
            {"name": "고운손"},
            conditions.NameLacksForm,
        ),
        (Stage.ARTICLES, "write_articles", {"all_signed": False}, facts.FactMissing),
        (
            Stage.ARTICLES,
            "give_notice",
            {"meeting_at": seoul(2026, 5, 6, 23, 59)},
            conditions.NoticeTooShort,
        ),
        (
            Stage.NOTICE,
            "record_meeting",
            {"last_consent_at": seoul(2026, 3, 9, 14)},
            conditions.ConsentTooLate,
        ),
        (Stage.NOTICE, "record_meeting", {"attended": 4}, quorum.QuorumMissed),
        (Stage.NOTICE, "record_meeting", {"auditors": 0}, quorum.AuditorsMissing),
        (Stage.MEETING, "file", {"filed_on": date(2026, 3, 8)}, conditions.OutOfOrder),
        (
            Stage.CONFIRMED,
            "pay_in",
            {"paid_on": date(2026, 3, 29)},
            conditions.OutOfOrder,
        ),
        (Stage.CONFIRMED, "pay_in", {"largest_shares": 31}, quorum.ShareLimitPassed),
        (
            Stage.PAID_IN,
            "confirm_registration",
            {"registered_on": date(2026, 4, 2)},
            conditions.OutOfOrder,
        ),
        (
            Stage.INCORPORATED,
            "set_opening_day",
            {"opens_on": date(2026, 4, 9)},
            conditions.OutOfOrder,
        ),
    ],
)
def test_an_answer_against_the_rules_is_refused(
    stage: Stage, action: str, change: dict[str, Any], reason: type[DomainError] | None
) -> None:
    actor = next(a for a in Actor if action in actions_for(stage, a))

    with pytest.raises(reason or facts.FactRefused):
        _take(stage, action, actor, given={**_answers(action), **change})


def test_the_earliest_day_of_the_meeting_is_named() -> None:
    given = {**_answers("give_notice"), "meeting_at": seoul(2026, 5, 4, 14)}

    with pytest.raises(conditions.NoticeTooShort) as refused:
        _take(Stage.ARTICLES, "give_notice", Actor.FOUNDER, given=given)

    assert refused.value.facts == {"days": 7, "earliest": date(2026, 5, 7)}


def test_after_a_supplement_the_confirmation_is_not_older_than_it() -> None:
    given = {"confirmed_on": date(2026, 3, 15)}

    with pytest.raises(conditions.OutOfOrder):
        _take(Stage.FILED, "confirm_filing", Actor.COORDINATOR, given=given)


def test_every_fact_has_one_meaning() -> None:
    kinds: dict[str, set[facts.Kind]] = {}
    for step in STEPS.values():
        for fact in step.facts:
            kinds.setdefault(fact.name, set()).add(fact.kind)

    assert all(len(found) == 1 for found in kinds.values())
