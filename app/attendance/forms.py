"""The register's form, and the words of its refusals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from app import words
from app.attendance import editing
from app.attendance.no_shows import NotFirstClass
from app.attendance.presence import Marked, Word, marked
from app.attendance.services import Clash, Entry
from app.exceptions import DomainError
from app.form import Form

WORDS: dict[type[DomainError], LazyString] = {
    editing.RegisterRefused: _l("This register can't be changed now."),
    editing.TooEarly: _l("This class is on %(day)s. The register opens on that day."),
    editing.MeetingCancelled: _l(
        "This class was called off, so there is nothing to mark."
    ),
    editing.RunCalledOff: _l(
        "This course was called off, so there is nothing to mark."
    ),
    editing.RegisterClosed: _l(
        "The course ended on %(ended_on)s. Only the school can correct its "
        "register now."
    ),
    editing.ReasonNeeded: _l(
        "The day of this class is over. Say why you are changing the register."
    ),
    NotFirstClass: _l(
        "Only who misses the first class loses the seat by it. Record somebody who "
        "stopped coming as dropped out."
    ),
}

words.register(WORDS)

EVENTS = ("late", "early", "out")
WHOLE_MINUTES = _l("Enter whole minutes, from 1 to the length of the class.")


class RegisterForm(Form):
    """What isn't about one person; the rows are read by `read_rows`."""

    beside = {editing.ReasonNeeded: "reason"}

    reason = StringField(
        _l("Reason for the change"),
        description=_l("It is kept in the history with your name and the time."),
        validators=[Length(max=300)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.flags.quiet = True  # optional only where nothing is changed


@dataclass
class Row:
    """One person's line: what is pressed and typed, and what the page saw."""

    pressed: Word | None = None
    typed: dict[str, str] = field(default_factory=dict)
    """Minutes as typed, by event."""
    seen: int = 0
    error: LazyString | None = None
    clash: Clash | None = None

    @classmethod
    def of_mark(cls, mark: Marked, version: int) -> Row:
        minutes = {event: getattr(mark, f"{event}_minutes") for event in EVENTS}
        typed = {event: str(number) for event, number in minutes.items() if number}
        return cls(pressed=mark.pressed, typed=typed, seen=version)

    def entry(self) -> Entry | None:
        """What to save, or None where nothing was pressed or typed."""
        word = self.pressed or (Word.PRESENT if self.typed else None)
        if word is None or self.error:
            return None
        minutes = {event: int(self.typed.get(event, 0)) for event in EVENTS}
        mark = marked(
            word,
            late_minutes=minutes["late"],
            early_minutes=minutes["early"],
            out_minutes=minutes["out"],
        )
        return Entry(mark, self.seen)


def read_rows(
    sent: Mapping[str, str], ids: Collection[int], *, longest: int
) -> dict[int, Row]:
    """The rows of these people as sent; a wrong number of minutes is said beside it."""
    return {i: _read_row(sent, i, longest) for i in ids}


def _read_row(sent: Mapping[str, str], enrollment_id: int, longest: int) -> Row:
    word = sent.get(f"m-{enrollment_id}", "")
    row = Row(
        pressed=Word(word) if word in {w.value for w in Word} else None,
        seen=_whole(sent.get(f"v-{enrollment_id}", ""), 2**31 - 1) or 0,
    )
    for event in EVENTS:
        typed = sent.get(f"{event}-{enrollment_id}", "").strip()[:10]
        if not typed:
            continue
        row.typed[event] = typed
        if _whole(typed, longest) is None:
            row.error = WHOLE_MINUTES
    return row


def _whole(typed: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None."""
    if not (typed.isascii() and typed.isdecimal()):
        return None
    number = int(typed)
    return number if number <= most else None
