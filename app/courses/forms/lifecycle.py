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
from app.courses.models import Course
from app.courses.publication import (
    MethodNotBuilt,
    NoticeIncomplete,
    WindowOutlastsRun,
)
from app.form import Form
from app.formats import local

words.register(
    {
        changes.AlreadyPublished: _l("This run is published already."),
        changes.RunIsCancelled: _l(
            "This run was called off. Nothing about it can be changed."
        ),
        changes.RunIsOver: _l("This run is over. It can’t be called off any more."),
        changes.DraftStillNeeded: _l(
            "Another cohort was made from this draft. It can’t be deleted."
        ),
        changes.PublishedStays: _l("A published run is called off, never deleted."),
        changes.FixedOncePublished: _l(
            "People have applied under these terms. How they are chosen, where they "
            "must live, their age, the fee and the attendance needed stay as published."
        ),
        changes.ConfirmationNeeded: _l(
            "This run is published, and people have its dates in their diaries. "
            "Please tick this if the change is meant."
        ),
        changes.CapacityBelowSeats: _l(
            "%(taken)s seats are given away already. There can’t be fewer."
        ),
        changes.CohortTaken: _l(
            "The course has a cohort %(cohort)s in %(year)s already."
        ),
        changes.ReasonNeeded: _l("Please say why. People will read it."),
        NoticeIncomplete: _l(
            "The notice isn’t complete. What is missing stands on the run’s page."
        ),
        MethodNotBuilt: _l(
            "This way of choosing people is not built yet. For now a run can be "
            "published only as first come, first served."
        ),
        WindowOutlastsRun: _l("Applications can’t close after the last day."),
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


class CancelForm(Form):
    reason = TextAreaField(
        _l("Why"), [DataRequired(), Length(max=300)], render_kw={"rows": 3}
    )

    beside: ClassVar = {changes.ReasonNeeded: "reason"}
