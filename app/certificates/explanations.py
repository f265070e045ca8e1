"""“Why not yet?”: what is missing for completion, in words with its numbers."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.certificates.completion import (
    MeetingsUnmarked,
    ModuleNotPassed,
    NoMeetings,
    Reason,
    TooFewMeetings,
)
from app.formats import local


def for_learner(reason: Reason) -> str:
    """One sentence to the learner: what she still has to do, or what is waited for."""
    match reason:
        case NoMeetings():
            return str(_("No classes are planned for this course yet."))
        case TooFewMeetings():
            return _more_attendance(reason)
        case MeetingsUnmarked():
            return str(
                ngettext(
                    "%(num)d of %(scheduled)d classes is still to come or not "
                    "marked yet.",
                    "%(num)d of %(scheduled)d classes are still to come or not "
                    "marked yet.",
                    reason.unmarked,
                    scheduled=reason.scheduled,
                )
            )
        case ModuleNotPassed(module=module):
            return str(
                _("Pass the module “%(module)s”.", module=local(module, "title"))
            )


def _more_attendance(reason: TooFewMeetings) -> str:
    if not reason.reachable:
        return str(
            _(
                "There were too many absences to complete the course this time: "
                "%(credited)d classes count, but %(needed)d of %(scheduled)d are "
                "needed.",
                **_numbers(reason),
            )
        )
    return str(
        ngettext(
            "Attend %(num)d more class: %(credited)d count so far, "
            "%(needed)d of %(scheduled)d are needed.",
            "Attend %(num)d more classes: %(credited)d count so far, "
            "%(needed)d of %(scheduled)d are needed.",
            reason.lacking,
            **_numbers(reason),
        )
    )


def for_staff(reason: Reason) -> str:
    """The same in a few words, for a coordinator's list."""
    match reason:
        case NoMeetings():
            return str(_("No classes planned"))
        case TooFewMeetings(reachable=False):
            return str(
                _(
                    "Attendance %(credited)d of %(scheduled)d, needs %(needed)d: "
                    "out of reach",
                    **_numbers(reason),
                )
            )
        case TooFewMeetings():
            return str(
                _(
                    "Attendance %(credited)d of %(scheduled)d, needs %(needed)d",
                    **_numbers(reason),
                )
            )
        case MeetingsUnmarked():
            return str(
                ngettext(
                    "%(num)d class still to come or not marked",
                    "%(num)d classes still to come or not marked",
                    reason.unmarked,
                )
            )
        case ModuleNotPassed(module=module):
            return str(
                _("Module not passed: %(module)s", module=local(module, "title"))
            )


def _numbers(reason: TooFewMeetings) -> dict[str, int]:
    return {
        "credited": reason.credited,
        "needed": reason.needed,
        "scheduled": reason.scheduled,
    }
