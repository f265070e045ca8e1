"""The forms of the timetable as a whole and of one meeting."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app import words
from app.courses import changes, timetable
from app.courses.forms.labels import WEEKDAYS
from app.courses.forms.parts import DayField, MultiCheckboxField, Quiet, Row, text
from app.courses.services.meeting_facts import (
    MeetingHasBegun,
    MeetingIsCancelled,
    MeetingsHaveBegun,
)
from app.courses.services.meetings import MeetingDetails
from app.courses.timetable import LONGEST, Slot
from app.form import Form

words.register(
    {
        timetable.PatternIncomplete: _l(
            "Enter the first day, the weekdays, the times, and either the number "
            "of classes or the last day."
        ),
        timetable.EndsBeforeItBegins: _l("The end time must be after the start time."),
        timetable.TooManyMeetings: _l("A course run can have up to %(limit)s classes."),
        timetable.NoDaysLeft: _l(
            "No class is left. Check the weekdays, the period and the days left out."
        ),
        timetable.MeetingsOverlap: _l(
            "This run already has a class at that time on %(on)s."
        ),
        MeetingsHaveBegun: _l("Classes have already begun. Change them one by one."),
        MeetingHasBegun: _l(
            "The day of this class has come, so it can't be moved or removed. "
            "You can still call it off."
        ),
        MeetingIsCancelled: _l("This class has already been called off."),
    }
)


class PlannedRow(Row):
    """A planned class; it can be changed by hand or left out."""

    planned = HiddenField()
    on = DayField(_l("Date"), [DataRequired()])
    begins = TimeField(_l("From"), [DataRequired()])
    finishes = TimeField(_l("To"), [DataRequired()])
    leave_out = BooleanField(_l("Leave this day out"))


class LeftOutRow(Row):
    """A day without a class; one can be held all the same."""

    on = HiddenField()
    hold = BooleanField(_l("Hold a class on this day"))


class PlanForm(Form):
    """The pattern, the classes it gives and the days it leaves out.

    All is kept in the form until it is saved, so that it works without script.
    """

    starts_on = DayField(_l("First day"), [Quiet(), Optional()])
    weekdays = MultiCheckboxField(
        _l("Weekdays"),
        [Quiet()],
        choices=[SelectChoice(str(i), day) for i, day in enumerate(WEEKDAYS)],
    )
    begins_at = TimeField(_l("Classes start at"), [Quiet(), Optional()])
    finishes_at = TimeField(_l("Classes end at"), [Quiet(), Optional()])
    meeting_count = IntegerField(
        _l("Number of classes"),
        [Quiet(), Optional(), NumberRange(min=1, max=LONGEST)],
    )
    ends_on = DayField(
        _l("Or until this day"),
        [Quiet(), Optional()],
        description=_l("Only used if you leave the number of classes empty."),
    )
    basis = HiddenField()
    rows = FieldList(FormField(PlannedRow), _l("Planned classes"), max_entries=LONGEST)
    left_out = FieldList(
        FormField(LeftOutRow), _l("Days left out"), max_entries=2 * LONGEST
    )
    confirmed = BooleanField(_l("Yes, replace the current classes"))

    beside: ClassVar = {
        changes.ConfirmationNeeded: "confirmed",
        timetable.MeetingsOverlap: "rows",
        timetable.NoDaysLeft: "weekdays",
    }


class MeetingForm(Form):
    on = DayField(_l("Date"), [DataRequired()])
    begins = TimeField(_l("From"), [DataRequired()])
    finishes = TimeField(_l("To"), [DataRequired()])
    title_ko = StringField(_l("Subject in Korean"), [Length(max=120)])
    tools_ko = StringField(_l("Tools and materials in Korean"), [Length(max=200)])
    title_en = StringField(_l("Subject in English"), [Length(max=160)])
    tools_en = StringField(_l("Tools and materials in English"), [Length(max=240)])
    venue = StringField(
        _l("Venue, if different"),
        [Length(max=200)],
        description=_l("Leave empty if it is the venue of the run."),
    )
    confirmed = BooleanField(_l("Yes, change this date of a published run"))

    beside: ClassVar = {
        changes.ConfirmationNeeded: "confirmed",
        timetable.EndsBeforeItBegins: "finishes",
        timetable.MeetingsOverlap: "on",
        MeetingHasBegun: "on",
    }

    def details(self) -> MeetingDetails:
        assert self.on.data and self.begins.data and self.finishes.data  # noqa: S101, PT018
        return MeetingDetails(
            slot=Slot(self.on.data, self.begins.data, self.finishes.data),
            title_ko=text(self.title_ko),
            title_en=text(self.title_en),
            tools_ko=text(self.tools_ko),
            tools_en=text(self.tools_en),
            venue=text(self.venue),
        )


class CancelMeetingForm(Form):
    reason = TextAreaField(
        _l("Why"), [DataRequired(), Length(max=200)], render_kw={"rows": 2}
    )

    beside: ClassVar = {changes.ReasonNeeded: "reason"}


class RemoveMeetingForm(Form):
    """Only a button, and for a published run a box to tick."""

    confirmed = BooleanField(_l("Yes, remove this class of a published run"))
