"""Heads, votes, officers and shares: the examples of the law's arithmetic."""

from __future__ import annotations

import pytest

from app.exceptions import DomainError
from app.incubation import quorum
from app.incubation.break_even import NothingLeftPerJob, break_even_jobs
from tests.support.factories.founding import FIGURES


@pytest.mark.parametrize(
    ("consenters", "needed"), [(5, 3), (6, 4), (8, 5), (9, 5), (10, 6), (11, 6)]
)
def test_more_than_half_of_the_consenters_must_come(
    consenters: int, needed: int
) -> None:
    assert quorum.attendance_needed(consenters, FIGURES) == needed


@pytest.mark.parametrize(
    ("attended", "needed"), [(3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (9, 6), (10, 7)]
)
def test_two_thirds_of_those_who_came_must_vote_in_favour(
    attended: int, needed: int
) -> None:
    assert quorum.votes_needed(attended, FIGURES) == needed


@pytest.mark.parametrize(
    ("total", "most"), [(10, 3), (11, 3), (13, 3), (14, 4), (100, 30)]
)
def test_one_member_holds_at_most_thirty_per_cent(total: int, most: int) -> None:
    assert quorum.largest_holding(total, FIGURES) == most


def test_five_founders_suffice() -> None:
    quorum.founders_suffice(5, FIGURES)


def test_four_founders_are_one_too_few() -> None:
    with pytest.raises(quorum.FoundersMissing) as refused:
        quorum.founders_suffice(4, FIGURES)

    assert refused.value.facts == {"needed": 5, "there": 4, "missing": 1}


@pytest.mark.parametrize(
    ("consenters", "attended", "in_favour"),
    [(9, 5, 4), (5, 3, 2), (5, 5, 5), (10, 6, 4)],
)
def test_a_meeting_with_quorum_and_majority_decides(
    consenters: int, attended: int, in_favour: int
) -> None:
    quorum.meeting_valid(
        consenters=consenters, attended=attended, in_favour=in_favour, figures=FIGURES
    )


@pytest.mark.parametrize(
    ("consenters", "attended", "in_favour", "reason"),
    [
        (4, 4, 4, quorum.ConsentersMissing),
        (9, 4, 4, quorum.QuorumMissed),
        (10, 5, 5, quorum.QuorumMissed),  # half is not more than half
        (9, 10, 7, quorum.MoreThanConsented),
        (9, 5, 6, quorum.MoreVotesThanPeople),
        (9, 5, 3, quorum.ResolutionMissed),
        (9, 6, 3, quorum.ResolutionMissed),
    ],
)
def test_a_meeting_that_could_not_decide_is_refused(
    consenters: int, attended: int, in_favour: int, reason: type[DomainError]
) -> None:
    with pytest.raises(reason):
        quorum.meeting_valid(
            consenters=consenters,
            attended=attended,
            in_favour=in_favour,
            figures=FIGURES,
        )


def test_three_directors_and_an_auditor_suffice() -> None:
    quorum.officers_suffice(directors=3, auditors=1, members=5, figures=FIGURES)


@pytest.mark.parametrize(
    ("directors", "auditors", "reason"),
    [
        (2, 1, quorum.DirectorsMissing),
        (3, 0, quorum.AuditorsMissing),
        (5, 1, quorum.OfficersTooMany),
    ],
)
def test_too_few_or_too_many_officers_are_refused(
    directors: int, auditors: int, reason: type[DomainError]
) -> None:
    with pytest.raises(reason):
        quorum.officers_suffice(
            directors=directors, auditors=auditors, members=5, figures=FIGURES
        )


@pytest.mark.parametrize(
    ("members", "total", "largest"), [(5, 100, 30), (5, 100, 20), (9, 10, 2)]
)
def test_lawful_shares_are_taken(members: int, total: int, largest: int) -> None:
    quorum.shares_lawful(members=members, total=total, largest=largest, figures=FIGURES)


@pytest.mark.parametrize(
    ("members", "total", "largest", "reason"),
    [
        (4, 100, 30, quorum.MembersMissing),
        (5, 100, 31, quorum.ShareLimitPassed),
        (5, 4, 1, quorum.SharesDisagree),  # somebody would hold none
        (5, 100, 19, quorum.SharesDisagree),  # below the average
        (5, 10, 7, quorum.SharesDisagree),  # leaves three shares for four
    ],
)
def test_unlawful_shares_are_refused(
    members: int, total: int, largest: int, reason: type[DomainError]
) -> None:
    with pytest.raises(reason):
        quorum.shares_lawful(
            members=members, total=total, largest=largest, figures=FIGURES
        )


@pytest.mark.parametrize(
    ("fixed", "price", "variable", "jobs"),
    [(1_800_000, 12_000, 3_000, 200), (1_800_001, 12_000, 3_000, 201), (0, 2, 1, 0)],
)
def test_break_even_is_rounded_up(
    fixed: int, price: int, variable: int, jobs: int
) -> None:
    assert (
        break_even_jobs(fixed_won=fixed, price_won=price, variable_won=variable) == jobs
    )


def test_a_price_that_only_covers_the_job_never_breaks_even() -> None:
    with pytest.raises(NothingLeftPerJob):
        break_even_jobs(fixed_won=1, price_won=3_000, variable_won=3_000)
