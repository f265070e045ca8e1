"""The forms of a course and its syllabus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, ValidationError

from app import words
from app.courses.forms.labels import LEVELS
from app.courses.forms.parts import Quiet, Row, options, text
from app.courses.kinds import Level
from app.courses.models import Course, Trade
from app.courses.services.courses import (
    LONGEST_SYLLABUS,
    CourseDetails,
    CourseNameTaken,
    Item,
    SyllabusItemUntitled,
    SyllabusTooLong,
)
from app.form import Form
from app.formats import local
from app.places.models import School

words.register(
    {
        CourseNameTaken: _l("Your school already has a course called %(name)s."),
        SyllabusItemUntitled: _l("Say in Korean what is taught in class %(position)s."),
        SyllabusTooLong: _l("A syllabus can have up to %(limit)s classes."),
    }
)

SEPARATOR = "|"
LONGEST = {"title_ko": 120, "tools_ko": 200, "title_en": 160, "tools_en": 240}
"""How many characters a cell of the syllabus has, as in its table."""


class CourseForm(Form):
    school_id = SelectField(_l("School"), [DataRequired()], coerce=int)
    trade_id = SelectField(_l("Trade"), [DataRequired()], coerce=int)
    level = SelectField(_l("Level"), [DataRequired()], choices=options(Level, LEVELS))
    name_ko = StringField(
        _l("Name of the course in Korean"),
        [DataRequired(), Length(max=120)],
        description=_l("Leave out the cohort. It is added to each course run."),
    )
    name_en = StringField(_l("Name of the course in English"), [Length(max=160)])
    summary_ko = TextAreaField(
        _l("What people learn, in Korean"), [Length(max=2000)], render_kw={"rows": 4}
    )
    summary_en = TextAreaField(
        _l("What people learn, in English"), [Length(max=2000)], render_kw={"rows": 4}
    )

    beside: ClassVar = {CourseNameTaken: "name_ko"}

    def offer(self, schools: Iterable[School], trades: Iterable[Trade]) -> None:
        self.school_id.choices = [SelectChoice(s.id, local(s, "name")) for s in schools]
        self.trade_id.choices = [SelectChoice(t.id, local(t, "name")) for t in trades]

    def details(self) -> CourseDetails:
        return CourseDetails(
            trade_id=self.trade_id.data,
            level=Level(self.level.data),
            name_ko=text(self.name_ko),
            name_en=text(self.name_en),
            summary_ko=text(self.summary_ko),
            summary_en=text(self.summary_en),
        )


class SyllabusRow(Row):
    title_ko = StringField(
        _l("Subject in Korean"), [Quiet(), Length(max=LONGEST["title_ko"])]
    )
    tools_ko = StringField(
        _l("Tools and materials in Korean"), [Quiet(), Length(max=LONGEST["tools_ko"])]
    )
    title_en = StringField(
        _l("Subject in English"), [Quiet(), Length(max=LONGEST["title_en"])]
    )
    tools_en = StringField(
        _l("Tools and materials in English"), [Quiet(), Length(max=LONGEST["tools_en"])]
    )

    def item(self) -> Item:
        return Item(
            text(self.title_ko),
            text(self.title_en),
            text(self.tools_ko),
            text(self.tools_en),
        )


class SyllabusForm(Form):
    """A row for each class; its buttons move, remove and add rows without saving."""

    rows = FieldList(
        FormField(SyllabusRow), _l("Classes"), max_entries=LONGEST_SYLLABUS
    )

    @classmethod
    def showing(cls, items: Iterable[Item], *, spare: int = 0) -> SyllabusForm:
        """The form with these items, as if nothing had been sent, and empty rows."""
        rows = [vars(item) for item in items]
        return cls(formdata=None, rows=rows + [{}] * spare)

    def items(self) -> list[Item]:
        return [row.form.item() for row in self.rows]


class SyllabusTextForm(Form):
    """The whole syllabus as text, one class a line."""

    lines = TextAreaField(
        _l("Syllabus as text"),
        [Length(max=20_000)],
        description=_l(
            "One class per line: subject | tools | subject in English | tools in "
            "English. Only the subject is required."
        ),
        render_kw={"rows": 14},
    )

    beside: ClassVar = {
        SyllabusItemUntitled: "lines",
        SyllabusTooLong: "lines",
    }

    def items(self) -> list[Item]:
        return [_item(line) for line in text(self.lines).splitlines() if line.strip()]

    def validate_lines(self, field: TextAreaField) -> None:
        for number, item in enumerate(self.items(), start=1):
            if any(len(vars(item)[name]) > most for name, most in LONGEST.items()):
                raise ValidationError(_("Line %(number)s is too long.", number=number))


def as_lines(course: Course) -> str:
    """The syllabus as the text box takes it; empty ends are left off."""
    return "\n".join(
        f" {SEPARATOR} ".join(
            (row.title_ko, row.tools_ko, row.title_en, row.tools_en)
        ).rstrip(f"{SEPARATOR} ")
        for row in course.syllabus
    )


def _item(line: str) -> Item:
    parts = [part.strip() for part in line.split(SEPARATOR)]
    title_ko, tools_ko, title_en, tools_en, *_rest = [*parts, "", "", "", ""]
    return Item(title_ko, title_en, tools_ko, tools_en)
