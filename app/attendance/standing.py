"""Where one learner stands: her thread of meetings, and what she has left."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.attendance.hrd3 import Tally
from app.attendance.presence import Marked, Word


class StepState(enum.Enum):
    """What a meeting on the thread is, for one person on one day."""

    MARKED = "marked"
    TODAY = "today"
    LATER = "later"
    UNMARKED = "unmarked"  # over, and nobody marked it
    CANCELLED = "cancelled"  # 휴강: outside the count


class Missing(enum.Enum):
    """Why attendance is not enough yet."""

    NO_MEETINGS = "no_meetings"
    UNMARKED = "unmarked"  # meetings that are over wait for their mark
    MORE_MEETINGS = "more_meetings"  # so many more have to be attended
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Scheduled:
    """A meeting as the rules see it; days are those of Seoul."""

    meeting_id: int
    starts_at: datetime
    day: date
    cancelled: bool = False


@dataclass(frozen=True)
class Step:
    """One meeting on somebody's thread."""

    meeting_id: int
    number: int | None
    """1, 2, 3 … of the meetings that count; None for a cancelled one."""
    starts_at: datetime
    day: date
    state: StepState
    mark: Marked | None

    @property
    def symbols(self) -> str:
        return self.mark.symbols if self.mark else ""


@dataclass(frozen=True)
class Standing:
    enrollment_id: int
    tally: Tally
    steps: tuple[Step, ...]

    @property
    def scheduled(self) -> int:
        return self.tally.scheduled

    @property
    def credited(self) -> int:
        return self.tally.credited

    @property
    def needed(self) -> int:
        return self.tally.needed

    @property
    def events(self) -> int:
        return self.tally.events

    @property
    def passes(self) -> bool:
        return self.tally.passes

    @property
    def impossible(self) -> bool:
        return self.tally.impossible

    @property
    def absences_left(self) -> int:
        return self.tally.absences_left

    @property
    def absences_allowed(self) -> int:
        return self.tally.absences_allowed

    @property
    def rate(self) -> str | None:
        """So far, e.g. “85.7” or “100” (per cent)."""
        permille = self.tally.rate_permille
        if permille is None:
            return None
        whole, tenth = divmod(permille, 10)
        return f"{whole}.{tenth}" if tenth else str(whole)

    @property
    def unmarked(self) -> int:
        """Meetings that are over and have no mark."""
        return sum(step.state is StepState.UNMARKED for step in self.steps)

    @property
    def lacking(self) -> int:
        """How many more meetings have to be credited."""
        return max(0, self.needed - self.credited)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What attendance still lacks; empty where it is enough."""
        if self.passes:
            return ()
        if not self.scheduled:
            return (Missing.NO_MEETINGS,)
        if self.impossible:
            return (Missing.IMPOSSIBLE,)
        kinds = (Missing.UNMARKED,) if self.unmarked else ()
        return (*kinds, Missing.MORE_MEETINGS)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that occur on the thread, for its legend."""
        shown = {word for step in self.steps if step.mark for word in step.mark.words}
        return tuple(word for word in Word if word in shown)

    def count(self, word: Word) -> int:
        """How many meetings show this word."""
        return sum(word in step.mark.words for step in self.steps if step.mark)


def standing_of(
    enrollment_id: int,
    *,
    meetings: Sequence[Scheduled],
    marks: Mapping[int, Marked],
    percent: int,
    today: date | None = None,
) -> Standing:
    """Compose a standing; `meetings` in order, `marks` by meeting.

    The figures don't depend on `today`; without it an unmarked meeting is “later”.
    """
    counted = [m for m in meetings if not m.cancelled]
    held = [marks[m.meeting_id] for m in counted if m.meeting_id in marks]
    attended = sum(mark.credited for mark in held)
    tally = Tally(
        scheduled=len(counted),
        attended=attended,
        absent=len(held) - attended,
        events=sum(mark.events for mark in held),
        percent=percent,
    )
    numbers = {m.meeting_id: n for n, m in enumerate(counted, start=1)}
    steps = tuple(
        Step(
            meeting_id=m.meeting_id,
            number=numbers.get(m.meeting_id),
            starts_at=m.starts_at,
            day=m.day,
            state=_state(m, marks.get(m.meeting_id), today),
            mark=None if m.cancelled else marks.get(m.meeting_id),
        )
        for m in meetings
    )
    return Standing(enrollment_id=enrollment_id, tally=tally, steps=steps)


def _state(meeting: Scheduled, mark: Marked | None, today: date | None) -> StepState:
    if meeting.cancelled:
        return StepState.CANCELLED
    if mark is not None:
        return StepState.MARKED
    if today is None or meeting.day > today:
        return StepState.LATER
    return StepState.TODAY if meeting.day == today else StepState.UNMARKED
