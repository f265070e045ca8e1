"""Joining and leaving a team."""

from __future__ import annotations

import pytest

from app.exceptions import DomainError
from app.incubation import membership
from app.incubation.stages import BEFORE_NOTICE, Stage


def test_who_is_nineteen_may_found() -> None:
    membership.of_age(19, adult_age=19)


def test_who_is_eighteen_may_not() -> None:
    with pytest.raises(membership.TooYoung):
        membership.of_age(18, adult_age=19)


def test_an_unknown_age_is_not_guessed() -> None:
    with pytest.raises(membership.BirthDateUnknown):
        membership.of_age(None, adult_age=19)


@pytest.mark.parametrize("stage", Stage)
def test_a_team_takes_people_in_until_the_notice(stage: Stage) -> None:
    if stage in BEFORE_NOTICE:
        membership.may_join(stage)
        return
    with pytest.raises(membership.TeamClosed):
        membership.may_join(stage)


@pytest.mark.parametrize(
    ("stage", "founders"),
    [
        (Stage.IDEA, 2),
        (Stage.TEAM, 5),
        (Stage.MODEL, 6),
        (Stage.NOTICE, 6),
        (Stage.STOPPED, 2),
    ],
)
def test_leaving_is_free_where_enough_stay(stage: Stage, founders: int) -> None:
    membership.may_leave(stage, founders=founders, needed=5)


@pytest.mark.parametrize(
    ("stage", "founders", "reason"),
    [
        (Stage.IDEA, 1, membership.LastFounder),
        (Stage.MODEL, 5, membership.TeamWouldBreak),
        (Stage.NOTICE, 5, membership.TeamWouldBreak),
        (Stage.MEETING, 9, membership.LeavingTooLate),
        (Stage.SUPPLEMENT, 9, membership.LeavingTooLate),
        (Stage.OPERATING, 9, membership.LeavingTooLate),
    ],
)
def test_leaving_is_refused_where_it_would_undo_what_was_settled(
    stage: Stage, founders: int, reason: type[DomainError]
) -> None:
    with pytest.raises(reason):
        membership.may_leave(stage, founders=founders, needed=5)
