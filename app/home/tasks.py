"""지금 할 일: what is true and urgent for a learner, what is due first first."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.accounts.models import Person
from app.certificates.models import Certificate
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import is_late
from app.entrepreneurship.progress import Standing
from app.entrepreneurship.queries import ModuleStanding
from app.home.founding import Founding
from app.home.learning import Learning
from app.incubation.models import FounderInvitation
from app.seoul import seoul_date

MODULE_PRESSES = timedelta(days=28)
"""So long before a course ends its required modules become urgent."""
NEW_FOR = timedelta(days=14)
"""So long a certificate is told of as new."""


class Kind(enum.Enum):
    """What there is to do. The order is theirs where no day presses."""

    OFFER = "offer"
    DETAILS = "details"
    INVITATION = "invitation"
    CERTIFICATE = "certificate"
    MODULE = "module"
    VENTURE = "venture"
    WAITING = "waiting"


@dataclass(frozen=True)
class ModuleLeft:
    """The next required module of a course, and how many more there are."""

    learning: Learning
    next: ModuleStanding
    more: int


@dataclass(frozen=True)
class Waiting:
    place: Enrollment
    position: int


@dataclass(frozen=True)
class Offered:
    place: Enrollment
    offer: Offer


About = (
    Person | FounderInvitation | Certificate | ModuleLeft | Founding | Waiting | Offered
)


@dataclass(frozen=True)
class Task:
    kind: Kind
    about: About
    left: int | None = None
    """Days, 0 today, negative when it is late; None where no day presses."""


@dataclass(frozen=True)
class Known:
    """All that is known of a learner when her page is made."""

    person: Person
    invitations: Sequence[FounderInvitation]
    certificates: Sequence[Certificate]
    courses: Sequence[Learning]
    modules: Sequence[ModuleStanding]
    ventures: Sequence[Founding]
    places: Sequence[Enrollment]
    positions: Mapping[int, int]
    """Where she stands in each line, by enrolment."""
    offers: Mapping[int, Offer] = field(default_factory=dict)
    """The seats that are offered to her, by enrolment."""


def tasks(known: Known, *, now: datetime) -> list[Task]:
    """What to do now: by the day it is due, then by kind."""
    today = seoul_date(now)
    found = [*_offered(known, now), *_due(known, today), *_undated(known, now)]
    order = list(Kind)
    return sorted(
        found, key=lambda t: (t.left is None, t.left or 0, order.index(t.kind))
    )


def _offered(known: Known, now: datetime) -> Iterator[Task]:
    """Seats held for her: nothing else goes to somebody else tomorrow."""
    today = seoul_date(now)
    for place in known.places:
        offer = known.offers.get(place.id)
        if offer is not None and not is_late(offer.deadline_at, now):
            left = _left(seoul_date(offer.deadline_at), today)
            yield Task(Kind.OFFER, Offered(place, offer), left)


def _due(known: Known, today: date) -> Iterator[Task]:
    for invitation in known.invitations:
        # It runs out at an instant; the day before that instant's end still counts.
        last = seoul_date(invitation.expires_at - timedelta(microseconds=1))
        yield Task(Kind.INVITATION, invitation, _left(last, today))
    for course in known.courses:
        if (module := _module_left(course, known.modules, today)) is not None:
            yield Task(Kind.MODULE, module, _left(_last_day(course, today), today))
    for venture in known.ventures:
        if venture.founders_turn:
            yield Task(Kind.VENTURE, venture, _left(venture.due, today))


def _undated(known: Known, now: datetime) -> Iterator[Task]:
    if lacks(known.person):
        yield Task(Kind.DETAILS, known.person)
    for certificate in known.certificates:
        ready = certificate.valid and certificate.pdf_made_at is not None
        if ready and now - certificate.issued_at < NEW_FOR:
            yield Task(Kind.CERTIFICATE, certificate)
    for place in waiting(known.places, today=seoul_date(now)):
        position = known.positions.get(place.id, 1)
        yield Task(Kind.WAITING, Waiting(place, position))


def lacks(person: Person) -> bool:
    """Without these she can't apply: nobody could tell whether she may."""
    return not (person.birth_date and person.mobile and person.district_code)


def waiting(places: Iterable[Enrollment], *, today: date) -> Iterator[Enrollment]:
    """Waiting numbers that may still become a seat."""
    for place in places:
        run = place.run
        over = run.ends_on is not None and run.ends_on < today
        if place.status is EnrollmentStatus.WAITING and not (over or run.cancelled_at):
            yield place


def _module_left(
    course: Learning, modules: Sequence[ModuleStanding], today: date
) -> ModuleLeft | None:
    """The next module without which this course isn't completed, once it presses."""
    ends = course.run.ends_on
    if ends is None or today < ends - MODULE_PRESSES:
        return None
    if not course.completion.reachable:
        return None
    left = [each for each in modules if _demanded(each, course)]
    return ModuleLeft(course, left[0], len(left) - 1) if left else None


def _demanded(module: ModuleStanding, course: Learning) -> bool:
    required = any(
        named.required and named.run_id == course.run.id for named in module.asked_by
    )
    passable = module.standing not in (Standing.PASSED, Standing.PREPARING)
    return required and passable


def _last_day(course: Learning, today: date) -> date | None:
    ends = course.run.ends_on
    return ends if ends is not None and ends >= today else None


def _left(due: date | None, today: date) -> int | None:
    return None if due is None else (due - today).days
