"""Words for the states of an enrolment and for how it came in."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.enrollment.allocation import Channel, EnrollmentStatus

STATES: dict[EnrollmentStatus, LazyString] = {
    EnrollmentStatus.APPLIED: _l("Application received"),
    EnrollmentStatus.CONFIRMED: _l("Seat confirmed"),
    EnrollmentStatus.WAITING: _l("Waiting"),
    EnrollmentStatus.OFFERED: _l("Seat offered"),
    EnrollmentStatus.NOT_SELECTED: _l("Not selected"),
    EnrollmentStatus.WITHDRAWN: _l("Withdrawn"),
    EnrollmentStatus.CANCELLED: _l("Cancelled by the school"),
    EnrollmentStatus.LAPSED: _l("Lapsed"),
    EnrollmentStatus.DROPPED: _l("Dropped out"),
}
NO_SHOW = _l("Missed the first class")
"""What stands where the school cancelled, because she didn't come."""

CHANNELS: dict[Channel, LazyString] = {
    Channel.ONLINE: _lp("application", "Online"),
    Channel.PHONE: _lp("application", "By phone"),
    Channel.VISIT: _lp("application", "At the desk"),
}
