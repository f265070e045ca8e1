"""The forms of enrolment, and the words of its refusals."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app import words
from app.enrollment import allocation, eligibility, services
from app.exceptions import DomainError
from app.form import Form

WORDS: dict[type[DomainError], LazyString] = {
    allocation.EnrollmentRefused: _l("You can't apply for this course now."),
    allocation.RunFull: _l(
        "All seats are taken, and the waiting list is full (%(limit)s places). "
        "If somebody leaves before applications close, you can try again."
    ),
    allocation.MethodNotBuilt: _l(
        "Applications for this course aren't taken here. Please ask the school."
    ),
    eligibility.BirthDateMissing: _l(
        "Your birth date is missing. Add it to your account, then come back."
    ),
    eligibility.DistrictMissing: _l(
        "Only residents of %(district)s may apply. Add the district where you live to "
        "your account, then come back."
    ),
    eligibility.NotAdult: _l(
        "This course is for adults of %(age)s and over. You can apply from %(since)s. "
        "If that isn't right, correct your birth date in your account."
    ),
    eligibility.TooOld: _l(
        "This course is for people who are %(age)s or younger on its first day, "
        "%(first_day)s. If your age isn't right, correct your birth date in your "
        "account."
    ),
    eligibility.NotResident: _l(
        "Only residents of %(district)s may apply. If you live there, correct the "
        "district in your account."
    ),
    eligibility.ResidentsFirst: _l(
        "Residents of %(district)s apply first. Everybody else can apply from "
        "%(opens_at)s."
    ),
    eligibility.NotYetOpen: _l("Applications open on %(opens_at)s."),
    eligibility.Closed: _l("Applications closed on %(closed_at)s."),
    eligibility.NeverOpen: _l(
        "This course has no application period for you. Please ask the school."
    ),
    services.RunNotPublic: _l("This course isn't public."),
    services.RunCancelled: _l("This course was called off. No applications are taken."),
    services.AlreadyApplied: _l("You have applied for this course already."),
    services.AlreadyEnded: _l("This place has ended already. Nothing was changed."),
    services.RunOver: _l(
        "The course ended on %(ended_on)s. Places can't be changed any more."
    ),
    services.ReasonMissing: _l("Please write the reason."),
    services.NotYetBegun: _l(
        "The course begins on %(starts_on)s. Before that day nobody can drop out; "
        "cancel the place instead."
    ),
}

words.register(WORDS)


class ApplyForm(Form):
    """Only a button: what is known about her is in her account."""


class EndForm(Form):
    """Why the school ends somebody's place."""

    beside = {services.ReasonMissing: "reason"}

    reason = StringField(
        _l("Reason"),
        description=_l("It is kept with the place."),
        validators=[DataRequired(_l("Please write the reason.")), Length(max=300)],
    )
