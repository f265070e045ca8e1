"""The form of a run: everything that a real notice has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from app.courses import changes
from app.courses.forms.labels import APPLICANTS, METHODS, RESIDENCES, WEEKDAYS
from app.courses.forms.parts import (
    DayField,
    HoursField,
    MomentField,
    MultiCheckboxField,
    Quiet,
    Row,
    options,
)
from app.courses.kinds import Applicants, Residence, SelectionMethod
from app.courses.minimum import MinimumAboveCapacity
from app.courses.models import Instructor, Module
from app.courses.publication import WindowOutlastsRun
from app.courses.timetable import LONGEST
from app.form import Form

WINDOWS = 2
MOST_WINDOWS = 6
MOST_WON = 10_000_000


class WindowRow(Row):
    """Wholly blank is no window; half of one makes a draft."""

    opens_at = MomentField(_l("Applications open"), [Quiet(), Optional()])
    closes_at = MomentField(
        _l("Applications close"),
        [Quiet(), Optional()],
        description=_l("Nobody can apply after this time."),
    )
    applicants = SelectField(
        _l("Who it is for"),
        [Quiet()],
        choices=options(Applicants, APPLICANTS),
        default=Applicants.EVERYBODY.value,
    )

    def validate_closes_at(self, field: MomentField) -> None:
        opens_at, closes_at = self.opens_at.data, field.data
        if opens_at and closes_at and closes_at <= opens_at:
            raise ValidationError(_("The closing time must be after the opening time."))


class ModuleRow(Row):
    """Whether a run asks for a module, offers it, or does without."""

    module_id = HiddenField()
    asked = SelectField(
        _l("Entrepreneurship module"),
        [Quiet()],
        choices=[
            SelectChoice("", _l("Not used")),
            SelectChoice("optional", _l("Optional")),
            SelectChoice("required", _l("Required to complete")),
        ],
    )


def _whole(least: int, most: int) -> list[object]:
    return [Optional(), NumberRange(min=least, max=most)]


class RunForm(Form):
    """A draft may have blanks; each value that is given is checked.

    Fields that publication needs are `Quiet`; of those that follow from the meetings
    or are fixed, `without` takes the fields away.
    """

    starts_on = DayField(_l("First day"), [Quiet(), Optional()])
    ends_on = DayField(_l("Last day"), [Quiet(), Optional()])
    weekdays = MultiCheckboxField(
        _l("Weekdays"),
        [Quiet()],
        choices=[SelectChoice(str(i), day) for i, day in enumerate(WEEKDAYS)],
    )
    begins_at = TimeField(_l("Classes start at"), [Quiet(), Optional()])
    finishes_at = TimeField(_l("Classes end at"), [Quiet(), Optional()])
    meeting_count = IntegerField(
        _l("Number of classes"), [Quiet(), *_whole(1, LONGEST)]
    )
    total_minutes = HoursField(
        _l("Hours in total"),
        [Quiet(), Optional()],
        description=_l("For example 48 or 1.5."),
    )
    venue = StringField(_l("Venue"), [Quiet(), Length(max=200)])

    capacity = IntegerField(_l("Seats"), [Quiet(), *_whole(1, 1000)])
    waiting_limit = IntegerField(
        _l("Places on the waiting list"),
        _whole(0, 1000),
        description=_l("Leave empty for no limit."),
    )
    list_ends_after = IntegerField(
        _l("The waiting list ends after class number"),
        _whole(0, LONGEST),
        description=_l("0: when the first class starts. Leave empty for the usual."),
    )
    minimum = IntegerField(
        _l("Minimum number of people"),
        _whole(1, 1000),
        description=_l("Leave empty to use the standard share of the seats."),
    )
    selection_method = SelectField(
        _l("How people are selected"),
        [Quiet()],
        choices=options(SelectionMethod, METHODS, blank=_l("Not decided yet")),
    )
    announced_on = DayField(_l("Result announced on"), [Optional()])
    residence = SelectField(
        _l("Where people must live"),
        [],
        choices=options(Residence, RESIDENCES, blank=_l("Not decided yet")),
    )
    max_age = IntegerField(
        _l("Highest age"),
        _whole(19, 120),
        description=_l("Age on the first day of the course, this age included."),
    )
    audience = StringField(_l("Who the course is for"), [Length(max=300)])
    prerequisites = StringField(
        _l("What people need to have learned before"), [Length(max=300)]
    )

    windows = FieldList(
        FormField(WindowRow), _l("Applications"), max_entries=MOST_WINDOWS
    )

    fee_won = IntegerField(
        _l("Fee in won"),
        [Quiet(), *_whole(0, MOST_WON)],
        description=_l("Enter 0 if the course is free."),
    )
    materials_won = IntegerField(_l("Materials in won"), _whole(0, MOST_WON))
    preparation = StringField(_l("What to bring"), [Length(max=300)])

    instructor_ids = MultiCheckboxField(_l("Instructors"), coerce=int)
    modules = FieldList(FormField(ModuleRow), _l("Entrepreneurship modules"))
    completion_percent = IntegerField(
        _l("Attendance needed to complete, in percent"), [Quiet(), *_whole(1, 100)]
    )
    cautions = TextAreaField(
        _l("Please note"), [Length(max=4000)], render_kw={"rows": 4}
    )
    contact = StringField(_l("Whom to ask"), [Quiet(), Length(max=200)])
    note = TextAreaField(
        _l("Note for staff"),
        [Length(max=4000)],
        description=_l("Only staff can see this."),
        render_kw={"rows": 3},
    )
    confirmed = BooleanField(
        _l("Yes, change dates, application times or seats of this published run")
    )

    beside: ClassVar = {
        changes.ConfirmationNeeded: "confirmed",
        changes.CapacityBelowSeats: "capacity",
        MinimumAboveCapacity: "minimum",
        WindowOutlastsRun: "windows",
    }

    def offer(
        self, instructors: Sequence[Instructor], modules: Sequence[Module]
    ) -> None:
        """Name the choices that are rows of the database."""
        self.instructor_ids.choices = [
            SelectChoice(i.id, i.person.name) for i in instructors
        ]
        self.module_titles = {str(m.id): m for m in modules}

    def without(self, *names: str) -> None:
        """Take these fields away: they follow from elsewhere, or are fixed."""
        for name in names:
            if name in self:
                del self[name]

    def validate_ends_on(self, field: DayField) -> None:
        first = self.starts_on.data if "starts_on" in self else None
        if first and field.data and field.data < first:
            raise ValidationError(_("The last day can't be before the first day."))

    def validate_finishes_at(self, field: TimeField) -> None:
        if self.begins_at.data and field.data and field.data <= self.begins_at.data:
            raise ValidationError(_("Classes must end after they start."))
