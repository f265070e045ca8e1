"""Completion by the rule HRD3 (domain.md §3), in whole numbers only.

credited = B − ⌊E / 3⌋, and it passes where credited × 100 ≥ percent × D.
"""

from __future__ import annotations

from dataclasses import dataclass

EVENTS_PER_ABSENCE = 3
"""지각·조퇴·외출 3회 = 결석 1일: what the policy HRD3 is named after."""


@dataclass(frozen=True)
class Tally:
    """Where somebody stands in a run."""

    scheduled: int
    """D: meetings held and planned; cancelled ones left it, make-ups entered it."""
    attended: int
    """B: meetings marked present (late, early, out included) or excused."""
    absent: int
    """Meetings marked absent."""
    events: int
    """E: how often late, early or out."""
    percent: int
    """What the run demands, of 100."""

    @property
    def held(self) -> int:
        """Meetings that have a mark."""
        return self.attended + self.absent

    @property
    def unmarked(self) -> int:
        """Meetings that may still be attended, or that nobody has marked yet."""
        return self.scheduled - self.held

    @property
    def credited(self) -> int:
        return credited(self.attended, self.events)

    @property
    def needed(self) -> int:
        """The fewest credited meetings that pass."""
        return -(-self.percent * self.scheduled // 100)

    @property
    def passes(self) -> bool:
        """Enough already, whatever comes: what is still ahead can't take it away."""
        return passes(self.credited, scheduled=self.scheduled, percent=self.percent)

    @property
    def impossible(self) -> bool:
        """Not to be reached any more, even by coming to all that is left."""
        best = credited(self.attended + self.unmarked, self.events)
        return not passes(best, scheduled=self.scheduled, percent=self.percent)

    @property
    def absences_allowed(self) -> int:
        """How many meetings of the whole run may be missed by who is never late."""
        return self.scheduled - self.needed

    @property
    def absences_left(self) -> int:
        """How many more may be missed and the run still be passed.

        Assumes that she is in time at all others; 0 too where it is impossible.
        """
        best = credited(self.attended + self.unmarked, self.events)
        return max(0, min(self.unmarked, best - self.needed))

    @property
    def rate_permille(self) -> int | None:
        """The rate so far: credited of held, rounded down, so that it never says
        80.0 % of less. None before the first mark."""
        return self.credited * 1000 // self.held if self.held else None


def credited(attended: int, events: int) -> int:
    return max(0, attended - events // EVENTS_PER_ABSENCE)


def passes(credited: int, *, scheduled: int, percent: int) -> bool:
    """Exactly the percentage passes; a run without meetings never does."""
    return scheduled > 0 and credited * 100 >= percent * scheduled
