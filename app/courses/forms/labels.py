"""Words for the closed lists of courses, shared by forms and pages."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.courses.kinds import Applicants, AttendancePolicy, Level, Residence
from app.courses.kinds import SelectionMethod as Method
from app.courses.office_queries import RunGroup
from app.courses.publication import Missing
from app.places.models import Seal

LEVELS: dict[Level, LazyString] = {
    Level.BASIC: _l("Basic"),
    Level.ADVANCED: _l("Advanced"),
    Level.LICENCE: _l("Licence preparation"),
    Level.FIELD: _l("Field practice"),
}
METHODS: dict[Method, LazyString] = {
    Method.FIRST_COME: _l("First come, first served"),
    Method.LOTTERY: _l("Lottery (coming later)"),
    Method.SCREENING: _l("Application papers and interview (coming later)"),
    Method.PERFORMANCE: _l("Practical test (coming later)"),
}
RESIDENCES: dict[Residence, LazyString] = {
    Residence.ANYWHERE: _l("Wherever they live"),
    Residence.DISTRICT: _l("Residents of the district only"),
}
APPLICANTS: dict[Applicants, LazyString] = {
    Applicants.EVERYBODY: _l("Everybody"),
    Applicants.RESIDENTS: _l("Residents of the district"),
}
POLICIES: dict[AttendancePolicy, LazyString] = {
    AttendancePolicy.HRD3: _l(
        "Being late, leaving early or going out three times counts as one absence"
    ),
}
SEALS: dict[Seal, LazyString] = {
    Seal.SPECIMEN: _l("A seal marked “specimen” (demonstrations only)"),
    Seal.OMITTED: _l("No seal (“seal omitted”)"),
}
GROUPS: dict[RunGroup, LazyString] = {
    RunGroup.DRAFT: _l("Drafts"),
    RunGroup.CURRENT: _l("Published"),
    RunGroup.FINISHED: _l("Finished runs"),
    RunGroup.CANCELLED: _l("Called off"),
}
WEEKDAYS: tuple[LazyString, ...] = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
MISSING: dict[Missing, tuple[LazyString, str]] = {
    Missing.STARTS_ON: (_l("First day"), "starts_on"),
    Missing.ENDS_ON: (_l("Last day"), "ends_on"),
    Missing.WEEKDAYS: (_l("Weekdays"), "weekdays"),
    Missing.TIME: (_l("Time of the classes"), "begins_at"),
    Missing.MEETING_COUNT: (_l("Number of classes"), "meeting_count"),
    Missing.TOTAL_HOURS: (_l("Hours in total"), "total_minutes"),
    Missing.VENUE: (_l("Venue"), "venue"),
    Missing.CAPACITY: (_l("Seats"), "capacity"),
    Missing.SELECTION_METHOD: (_l("How people are selected"), "selection_method"),
    Missing.OPENS_AT: (_l("When applications open"), "windows-0-opens_at"),
    Missing.CLOSES_AT: (_l("When applications close"), "windows-0-closes_at"),
    Missing.FEE: (_l("Fee"), "fee_won"),
    Missing.COMPLETION_PERCENT: (
        _l("Attendance needed to complete"),
        "completion_percent",
    ),
    Missing.CONTACT: (_l("Whom to ask"), "contact"),
}
"""What a notice lacks: its name, and the field of the run's form that mends it."""
