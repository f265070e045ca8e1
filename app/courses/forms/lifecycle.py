"""The forms that make, call off and delete runs, and why a run is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app import words
from app.courses import changes
from app.courses.forms.parts import FIRST_YEAR, LAST_YEAR
from app.courses.minimum import MinimumAboveCapacity, NotShort
from app.courses.models import Course
from app.courses.publication import (
    MethodNotBuilt,
    NoticeIncomplete,
    WindowOutlastsRun,
)
from app.courses.services.prerequisites import OwnCourse
from app.form import Form
from app.formats import local

words.register(
    {
        changes.AlreadyPublished: _l("This run is already published."),
        changes.RunIsCancelled: _l(
            "This run was called off. Nothing about it can be changed."
        ),
        changes.RunIsOver: _l("This run is over, so it can't be called off."),
        changes.DraftStillNeeded: _l(
            "Another cohort was created from this draft, so it can't be deleted."
        ),
        changes.PublishedStays: _l(
            "A published run can't be deleted. You can call it off."
        ),
        changes.FixedOncePublished: _l(
            "People have applied under these terms, so they stay as published: "
            "how people are selected, where they must live, their age, the courses "
            "required before, the fee and the attendance needed."
        ),
        OwnCourse: _l("A course can't be required before itself."),
        changes.ConfirmationNeeded: _l(
            "This run is published and people have noted its dates. Tick the box "
            "if you really want to change them."
        ),
        changes.CapacityBelowSeats: _l(
            "%(taken)s seats are given, or offered to people who were waiting. "
            "There can't be fewer."
        ),
        MinimumAboveCapacity: _l(
            "There are only %(capacity)s seats. The minimum can't be higher."
        ),
        NotShort: _l(
            "There is nothing to decide any more: enough people have a seat, the run "
            "has begun, or somebody has decided already."
        ),
        changes.CohortTaken: _l(
            "This course already has a cohort %(cohort)s in %(year)s."
        ),
        changes.ReasonNeeded: _l("Say why. The people who applied will read it."),
        NoticeIncomplete: _l(
            "The notice isn't complete. The page of the run shows what is missing."
        ),
        MethodNotBuilt: _l(
            "This way of selecting people isn't available yet. For now, only "
            "first come, first served can be published."
        ),
        WindowOutlastsRun: _l(
            "Applications can't close after the last day of classes."
        ),
    }
)


class NewRunForm(Form):
    course_id = SelectField(_l("Which course"), [DataRequired()], coerce=int)
    year = IntegerField(
        _l("Year"), [DataRequired(), NumberRange(min=FIRST_YEAR, max=LAST_YEAR)]
    )
    cohort = IntegerField(
        _l("Cohort"),
        [Optional(), NumberRange(min=1, max=99)],
        description=_l("Leave it empty for the next number."),
    )

    beside: ClassVar = {changes.CohortTaken: "cohort"}

    def offer(self, courses: Iterable[Course]) -> None:
        self.course_id.choices = [
            SelectChoice(c.id, local(c, "name"), optgroup=local(c.school, "name"))
            for c in courses
        ]


class HoldForm(Form):
    reason = TextAreaField(
        _l("Why"),
        [DataRequired(), Length(max=300)],
        description=_l("Only staff can see this."),
        render_kw={"rows": 3},
    )

    beside: ClassVar = {changes.ReasonNeeded: "reason"}


class CancelForm(Form):
    reason = TextAreaField(
        _l("Why"), [DataRequired(), Length(max=300)], render_kw={"rows": 3}
    )

    beside: ClassVar = {changes.ReasonNeeded: "reason"}
