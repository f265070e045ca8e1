"""Applying: a button, and the words of every refusal."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app import words
from app.enrollment import allocation, eligibility, services
from app.exceptions import DomainError
from app.form import Form

WORDS: dict[type[DomainError], LazyString] = {
    allocation.EnrollmentRefused: _l("You can't apply for this course at the moment."),
    allocation.RunFull: _l(
        "All seats are taken and the waiting list (%(limit)s people) is full. "
        "You can try again if somebody withdraws before applications close."
    ),
    allocation.MethodNotBuilt: _l(
        "You can't apply for this course here. Please ask the school."
    ),
    eligibility.BirthDateMissing: _l(
        "Your date of birth is missing. Add it to your account, then come back."
    ),
    eligibility.DistrictMissing: _l(
        "Only residents of %(district)s can apply. Add your district to your "
        "account, then come back."
    ),
    eligibility.NotAdult: _l(
        "You must be %(age)s or over to take this course. You can apply from "
        "%(since)s. If that isn't right, correct your date of birth in your "
        "account."
    ),
    eligibility.TooOld: _l(
        "This course is for people aged %(age)s or younger on its first day, "
        "%(first_day)s. If your age isn't right, correct your date of birth in "
        "your account."
    ),
    eligibility.NotResident: _l(
        "Only residents of %(district)s can apply. If you live there, correct "
        "your district in your account."
    ),
    eligibility.ResidentsFirst: _l(
        "Residents of %(district)s can apply first. Everybody else can apply "
        "from %(opens_at)s."
    ),
    eligibility.NotYetOpen: _l("Applications open on %(opens_at)s."),
    eligibility.Closed: _l("Applications closed on %(closed_at)s."),
    eligibility.NeverOpen: _l(
        "There is no period in which you can apply for this course. Please ask "
        "the school."
    ),
    eligibility.Restricted: _l(
        "You can't apply at this school until %(until)s, because you left the course "
        "“%(course)s” without an excuse (%(since)s). You can apply again from "
        "%(again_on)s. If that isn't right, call the school: %(contact)s. It can lift "
        "this."
    ),
    eligibility.PrerequisiteMissing: _l(
        "First you need to complete: %(courses)s. You can apply once you have the "
        "certificate."
    ),
    eligibility.TermFull: _l(
        "You can take %(limit)s courses of this school in half a year, and you have: "
        "%(courses)s. You can apply if you withdraw from one of them, or for a course "
        "that starts on %(next_term)s or later."
    ),
    services.RunNotPublic: _l("This course hasn't been published."),
    services.RunCancelled: _l("This course was called off, so you can't apply."),
    services.AlreadyApplied: _l("You have already applied for this course."),
}

words.register(WORDS)


class ApplyForm(Form):
    """Only a button: what is known about her is in her account."""
