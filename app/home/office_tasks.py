"""What a coordinator is asked to do, and the order in which it stands on her page."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.courses.extending import Outage
from app.courses.models import CourseRun, Meeting
from app.home.urgency import Urgency, urgency_of
from app.incubation.models import Venture
from app.places.models import School


class Kind(enum.Enum):
    """What there is to do. The order is theirs where nothing else presses."""

    OUTAGE = "outage"
    REGISTERS = "registers"
    MESSAGES = "messages"
    VACANCIES = "vacancies"
    SHORT = "short"
    CLOSING = "closing"
    UNOPENED = "unopened"
    UNPLANNED = "unplanned"
    VENTURE = "venture"
    CERTIFICATES = "certificates"
    OPERATOR = "operator"
    DRAFT = "draft"
    PAST_DRAFTS = "past_drafts"


@dataclass(frozen=True)
class Task:
    """One line: what it is about, and by when."""

    kind: Kind
    urgency: Urgency
    days: int | None = None
    """Until it is due: negative when late, None without a day."""
    number: int = 0
    """How many of what the line is about: registers, seats, people, drafts."""
    needed: int = 0
    run: CourseRun | None = None
    meeting: Meeting | None = None
    venture: Venture | None = None
    school: School | None = None
    outage: Outage | None = None


def due(
    kind: Kind,
    day: date | None,
    *,
    today: date,
    about: CourseRun | Venture | None = None,
    meeting: Meeting | None = None,
    number: int = 0,
    needed: int = 0,
) -> Task:
    """A line whose urgency follows from its day."""
    return Task(
        kind,
        urgency_of(day, today=today),
        days=(day - today).days if day else None,
        number=number,
        needed=needed,
        run=about if isinstance(about, CourseRun) else None,
        meeting=meeting,
        venture=about if isinstance(about, Venture) else None,
    )


@dataclass(frozen=True)
class ToDo:
    tasks: Sequence[Task]

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> ToDo:
        """In order: what is due first first, what has no day last in its group."""
        return cls(sorted(tasks, key=_place))

    def __len__(self) -> int:
        return len(self.tasks)

    @property
    def groups(self) -> list[tuple[Urgency, list[Task]]]:
        """By urgency; a group with nothing in it is left out."""
        found = [(u, [t for t in self.tasks if t.urgency is u]) for u in Urgency]
        return [(urgency, tasks) for urgency, tasks in found if tasks]


_KINDS, _URGENCIES = list(Kind), list(Urgency)


def _place(task: Task) -> tuple[int, bool, int, int]:
    return (
        _URGENCIES.index(task.urgency),
        task.days is None,
        task.days or 0,
        _KINDS.index(task.kind),
    )
