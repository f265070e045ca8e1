"""What stands against the reader applying, or doesn't, for pages that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app import clock
from app.accounts.models import Person
from app.accounts.permissions import Permission
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.allocation import Channel
from app.enrollment.eligibility import Check, checked
from app.enrollment.forms.labels import CHANNELS
from app.enrollment.services.admission import Admission
from app.enrollment.views.blueprint import bp
from app.extensions import db
from app.web import me
from app.words import words_for

LABELS: dict[Check, LazyString] = {
    Check.AGE: _l("Age"),
    Check.RESIDENCE: _l("District"),
    Check.RESTRICTION: _l("Restriction"),
    Check.PREREQUISITES: _l("Courses completed before"),
    Check.TERM: _l("Courses in this half-year"),
}


@dataclass(frozen=True)
class Checked:
    """A condition of the run, and what stands against this person, if anything."""

    label: LazyString
    against: str | None


def checks_of(run: CourseRun, person: Person) -> Sequence[Checked]:
    """Each condition of the run as this person meets it now, whenever it opens.

    What the page has read to say whether she may apply isn't read again.
    """
    session, now, today = db.session(), clock.now(), clock.today()
    known: Admission | None = g.get("admission")
    if known is not None and known.run is run and person.id in known.applicants:
        standing, conditions = known.applicants[person.id], known.conditions
    else:
        standing = queries.standings_of(session, run, [person], now=now)[person.id]
        conditions = queries.conditions_of(session, run, on=today)
    return [
        Checked(LABELS[check], words_for(refusal) if refusal else None)
        for check, refusal in checked(standing, conditions, today=today).items()
    ]


@bp.app_template_global()
def channel_word(channel: Channel) -> LazyString:
    """How an application came in."""
    return CHANNELS[channel]


@bp.app_template_global()
def my_checks(run: CourseRun) -> Sequence[Checked]:
    """The same for the reader; nothing for who is not a learner."""
    if not current_user.is_authenticated or not me().can(Permission.LEARN):
        return ()
    return checks_of(run, me().person)
