"""The arithmetic of founding a co-operative: heads, votes, officers, shares.

협동조합 기본법 제15조 (발기인, 창립총회), 제22조 (출자). Whole numbers only: two thirds
of five is 3.33, so four must vote in favour. Every figure comes from the policy.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.exceptions import DomainError
from app.incubation.facts import FactRefused


@dataclass(frozen=True)
class Figures:
    """What law sets, as in force on one day. Names as in the policy figures."""

    founders_minimum: int
    meeting_notice_days: int
    quorum_numerator: int
    quorum_denominator: int
    resolution_numerator: int
    resolution_denominator: int
    directors_minimum: int
    """Including the chair (이사장)."""
    auditors_minimum: int
    share_limit_percent: int
    filing_decision_days: int
    registration_days: int
    tax_registration_days: int


class FoundersMissing(DomainError):
    """`needed`, `there`, `missing`: heads."""


class ConsentersMissing(FactRefused):
    fact = "consenters"


class MoreThanConsented(FactRefused):
    fact = "attended"


class QuorumMissed(FactRefused):
    fact = "attended"


class MoreVotesThanPeople(FactRefused):
    fact = "in_favour"


class ResolutionMissed(FactRefused):
    fact = "in_favour"


class DirectorsMissing(FactRefused):
    fact = "directors"


class AuditorsMissing(FactRefused):
    fact = "auditors"


class OfficersTooMany(FactRefused):
    """Officers are members: there can't be more of them than members."""

    fact = "directors"


class SharesDisagree(FactRefused):
    """Each member holds one share or more; the largest holding can't be below
    the average, nor leave others without."""

    fact = "total_shares"


class MembersMissing(FactRefused):
    fact = "members"


class ShareLimitPassed(FactRefused):
    fact = "largest_shares"


def attendance_needed(consenters: int, figures: Figures) -> int:
    """More than half of those who consented: of nine, five; of ten, six."""
    share = consenters * figures.quorum_numerator
    return share // figures.quorum_denominator + 1


def votes_needed(attended: int, figures: Figures) -> int:
    """At least two thirds of those attending: of five, four; of six, four."""
    return -(-attended * figures.resolution_numerator // figures.resolution_denominator)


def largest_holding(total_shares: int, figures: Figures) -> int:
    """The most shares one member may hold: 30 % of ten is three."""
    return total_shares * figures.share_limit_percent // 100


def founders_suffice(founders: int, figures: Figures) -> None:
    """Raises FoundersMissing below the legal minimum (제15조제1항: five)."""
    needed = figures.founders_minimum
    if founders < needed:
        raise FoundersMissing(needed=needed, there=founders, missing=needed - founders)


def meeting_valid(
    *, consenters: int, attended: int, in_favour: int, figures: Figures
) -> None:
    """Raises where the founding meeting couldn't decide, or didn't (제15조제3항)."""
    if consenters < figures.founders_minimum:
        raise ConsentersMissing(needed=figures.founders_minimum)
    if attended > consenters:
        raise MoreThanConsented(consenters=consenters)
    needed = attendance_needed(consenters, figures)
    if attended < needed:
        raise QuorumMissed(consenters=consenters, needed=needed)
    if in_favour > attended:
        raise MoreVotesThanPeople(attended=attended)
    votes = votes_needed(attended, figures)
    if in_favour < votes:
        raise ResolutionMissed(attended=attended, needed=votes)


def officers_suffice(
    *, directors: int, auditors: int, members: int, figures: Figures
) -> None:
    """Three directors, the chair among them, and one auditor at least (제34조)."""
    if directors < figures.directors_minimum:
        raise DirectorsMissing(needed=figures.directors_minimum)
    if auditors < figures.auditors_minimum:
        raise AuditorsMissing(needed=figures.auditors_minimum)
    if directors + auditors > members:
        raise OfficersTooMany(members=members)


def shares_lawful(*, members: int, total: int, largest: int, figures: Figures) -> None:
    """Every member holds one share or more; nobody above the limit (제22조)."""
    if members < figures.founders_minimum:
        raise MembersMissing(needed=figures.founders_minimum)
    if largest * members < total or largest + members - 1 > total:
        raise SharesDisagree(members=members)
    limit = largest_holding(total, figures)
    if largest > limit:
        raise ShareLimitPassed(
            limit=limit, total=total, percent=figures.share_limit_percent
        )
