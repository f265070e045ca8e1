"""What a mark means: the six words of a register, and when minutes decide."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import Any


class Presence(enum.Enum):
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Word(enum.Enum):
    """The six words of a Korean register; the value is what forms send."""

    PRESENT = "P"  # 출석
    LATE = "L"  # 지각
    EARLY = "E"  # 조퇴
    OUT = "O"  # 외출
    ABSENT = "A"  # 결석
    EXCUSED = "X"  # 공결

    @property
    def symbol(self) -> str:
        return SYMBOLS[self]


SYMBOLS = {
    Word.PRESENT: "○",
    Word.LATE: "△",
    Word.EARLY: "▽",
    Word.OUT: "◇",
    Word.ABSENT: "×",
    Word.EXCUSED: "◎",
}


@dataclass(frozen=True)
class Thresholds:
    """From when minutes matter; policy figures, not literals."""

    late_from: int
    """So many minutes after the start, or more, is late (이상)."""
    early_beyond: int
    """More minutes than this before the end is leaving early (넘게)."""
    present_percent: int
    """Who was there for less of the meeting than this was absent (미만)."""


@dataclass(frozen=True)
class Marked:
    """One person at one meeting. She may be late *and* leave early."""

    presence: Presence
    late: bool = False
    early: bool = False
    out: bool = False
    late_minutes: int | None = None
    early_minutes: int | None = None
    out_minutes: int | None = None

    @property
    def credited(self) -> bool:
        return self.presence is not Presence.ABSENT

    @property
    def events(self) -> int:
        """How many of late, early and out count here; none when absent or excused."""
        if self.presence is not Presence.PRESENT:
            return 0
        return self.late + self.early + self.out

    @property
    def words(self) -> tuple[Word, ...]:
        """What the register shows: one word, or every event of this meeting."""
        if self.presence is Presence.ABSENT:
            return (Word.ABSENT,)
        if self.presence is Presence.EXCUSED:
            return (Word.EXCUSED,)
        flags = ((self.late, Word.LATE), (self.early, Word.EARLY), (self.out, Word.OUT))
        return tuple(word for flag, word in flags if flag) or (Word.PRESENT,)

    @property
    def pressed(self) -> Word:
        """The word to show as pressed, so that sending the page again changes nothing:
        the event without minutes, which nothing else on the page says."""
        minutes = {
            Word.LATE: self.late_minutes,
            Word.EARLY: self.early_minutes,
            Word.OUT: self.out_minutes,
        }
        alone = [word for word in self.words if minutes.get(word, 0) is None]
        return (*alone, *self.words)[0]

    @property
    def symbols(self) -> str:
        return "".join(word.symbol for word in self.words)

    def as_json(self) -> dict[str, Any]:
        """For the ledger: what is true of the mark, nothing else."""
        kept: dict[str, Any] = {"presence": self.presence.value}
        for event in ("late", "early", "out"):
            if getattr(self, event):
                kept[event] = True
            if (minutes := getattr(self, f"{event}_minutes")) is not None:
                kept[f"{event}_minutes"] = minutes
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Marked:
        return cls(**{**kept, "presence": Presence(kept["presence"])})


def marked(
    word: Word,
    *,
    late_minutes: int | None = None,
    early_minutes: int | None = None,
    out_minutes: int | None = None,
) -> Marked:
    """What was pressed and typed, before minutes are judged.

    Minutes typed beside a word of presence add their event; beside absent and
    excused they are kept as noted and decide nothing.
    """
    present = word not in (Word.ABSENT, Word.EXCUSED)
    presence = {Word.ABSENT: Presence.ABSENT, Word.EXCUSED: Presence.EXCUSED}
    return Marked(
        presence.get(word, Presence.PRESENT),
        late=present and (word is Word.LATE or bool(late_minutes)),
        early=present and (word is Word.EARLY or bool(early_minutes)),
        out=present and (word is Word.OUT or bool(out_minutes)),
        late_minutes=late_minutes or None,
        early_minutes=early_minutes or None,
        out_minutes=out_minutes or None,
    )


def judged(mark: Marked, *, meeting_minutes: int, thresholds: Thresholds) -> Marked:
    """The mark as it counts, minutes considered; without minutes the word stands.

    HRD custom (domain.md §3): from 10 minutes on it is late, beyond 10 minutes it is
    early, and who was there for less than half of the meeting was absent.
    """
    if mark.presence is not Presence.PRESENT:
        return mark
    missed = sum(
        minutes or 0
        for minutes in (mark.late_minutes, mark.early_minutes, mark.out_minutes)
    )
    attended = meeting_minutes - missed
    if attended * 100 < thresholds.present_percent * meeting_minutes:
        return replace(
            mark, presence=Presence.ABSENT, late=False, early=False, out=False
        )
    late, early = mark.late_minutes, mark.early_minutes
    return replace(
        mark,
        late=mark.late and (late is None or late >= thresholds.late_from),
        early=mark.early and (early is None or early > thresholds.early_beyond),
    )
