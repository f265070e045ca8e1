"""Saving a register: each change is kept with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.attendance import queries
from app.attendance.editing import Occasion, demand_open, demand_reason
from app.attendance.models import Mark, MarkChange
from app.attendance.presence import Marked, Presence, Thresholds, judged
from app.courses.models import Meeting
from app.seoul import seoul_date


@dataclass(frozen=True)
class Entry:
    """What was sent for one person."""

    mark: Marked
    """As pressed and typed; minutes are judged here."""
    seen: int
    """The version of her mark that the page showed; 0 where it showed none."""


@dataclass(frozen=True)
class Clash:
    """Somebody else changed this mark since the page was loaded; it stays as it is."""

    enrollment_id: int
    wanted: Marked
    current: Marked
    name: str
    """Who changed it."""
    at: datetime


@dataclass(frozen=True)
class Saved:
    changed: int
    softened: int
    """Marks that count as present, because the minutes are too few."""
    absent: int
    """Marks that count as absent, because too little of the meeting was attended."""
    clashes: tuple[Clash, ...]


def occasion_of(meeting: Meeting, *, now: datetime) -> Occasion:
    day = seoul_date(meeting.starts_at)
    return Occasion(
        today=seoul_date(now),
        meeting_day=day,
        last_day=max(day, meeting.run.ends_on or day),
        meeting_cancelled=meeting.cancelled_at is not None,
        run_cancelled=meeting.run.cancelled_at is not None,
    )


def save_register(
    session: Session,
    *,
    meeting_id: int,
    entries: Mapping[int, Entry],
    rest_present: bool,
    by: int,
    corrects: bool,
    reason: str,
    now: datetime,
) -> Saved:
    """Write the marks that were changed; with `rest_present`, all others as present.

    The meeting is locked, so that two people saving at once can't overwrite each
    other: a mark changed since the page was loaded is a Clash and stays as it is.
    Raises a subclass of RegisterRefused, and then wrote nothing.
    """
    meeting = queries.lock_meeting(session, meeting_id)
    occasion = occasion_of(meeting, now=now)
    demand_open(occasion, corrects=corrects)
    pen = _Pen(session, meeting, by=by, reason=reason.strip(), now=now)
    pen.read(entries, rest_present=rest_present)
    if pen.changes:
        demand_reason(occasion, reason)
        pen.write(late=occasion.needs_reason)
    return pen.result()


class _Pen:
    """Gathers what one saving changes, then writes it."""

    def __init__(
        self, session: Session, meeting: Meeting, *, by: int, reason: str, now: datetime
    ) -> None:
        self.session, self.meeting = session, meeting
        self.by, self.reason, self.now = by, reason, now
        self.thresholds: Thresholds = queries.thresholds(
            session, on=seoul_date(meeting.starts_at)
        )
        length = meeting.ends_at - meeting.starts_at
        self.minutes = int(length.total_seconds()) // 60
        self.changes: list[tuple[int, Marked, Mark | None]] = []
        self.clashing: list[tuple[int, Marked, Mark, int]] = []
        self.softened = self.absent = 0

    def read(self, entries: Mapping[int, Entry], *, rest_present: bool) -> None:
        """Compare what was sent for whoever is in the class with what stands."""
        current = queries.marks_of_meeting(self.session, self.meeting.id, fresh=True)
        for person in queries.class_list(self.session, self.meeting.run_id):
            entry, mark = entries.get(person.id), current.get(person.id)
            if entry is None and rest_present and mark is None:
                entry = Entry(Marked(Presence.PRESENT), seen=0)
            if entry is not None:
                self._consider(person.id, entry, mark)

    def _consider(self, enrollment_id: int, entry: Entry, mark: Mark | None) -> None:
        wanted = judged(
            entry.mark, meeting_minutes=self.minutes, thresholds=self.thresholds
        )
        if mark is not None and mark.as_marked() == wanted:
            return
        if mark is not None and mark.version != entry.seen:
            self.clashing.append((enrollment_id, wanted, mark, entry.seen))
            return
        if wanted.presence is not entry.mark.presence:
            self.absent += 1
        elif wanted.events < entry.mark.events:
            self.softened += 1
        self.changes.append((enrollment_id, wanted, mark))

    def write(self, *, late: bool) -> None:
        for enrollment_id, wanted, known in self.changes:
            mark = known or Mark(
                meeting_id=self.meeting.id, enrollment_id=enrollment_id, version=0
            )
            before = known.as_marked().as_json() if known else None
            for name in Marked.__dataclass_fields__:
                setattr(mark, name, getattr(wanted, name))
            mark.version += 1
            change = MarkChange(
                mark=mark,
                version=mark.version,
                before=before,
                after=wanted.as_json(),
                at=self.now,
                account_id=self.by,
                reason=self.reason,
            )
            self.session.add_all((mark, change))
        audit.record(
            self.session,
            "register.saved",
            self.meeting,
            by=self.by,
            now=self.now,
            changed=len(self.changes),
            late=late,
        )

    def result(self) -> Saved:
        ledger = queries.changes_at(
            self.session, [mark.id for _, _, mark, _ in self.clashing]
        )
        clashes = []
        for enrollment_id, wanted, mark, seen in self.clashing:
            shown = ledger.get((mark.id, seen))
            if shown is not None and Marked.from_json(shown.after) == wanted:
                continue  # untouched on this page, so there is nothing to decide
            last = ledger[mark.id, mark.version]
            clashes.append(
                Clash(
                    enrollment_id=enrollment_id,
                    wanted=wanted,
                    current=mark.as_marked(),
                    name=last.account.person.name,
                    at=last.at,
                )
            )
        return Saved(len(self.changes), self.softened, self.absent, tuple(clashes))
