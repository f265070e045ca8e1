"""The forms of who teaches at a school."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Email, Length

from app import words
from app.courses.services.instructors import (
    AlreadyInstructor,
    StillTeaching,
    UnknownAccount,
)
from app.form import Form
from app.formats import local
from app.places.models import School

words.register(
    {
        UnknownAccount: _l(
            "Nobody has signed up with this address. Ask the instructor to sign "
            "up first, then try again."
        ),
        AlreadyInstructor: _l("This person already teaches at your school."),
        StillTeaching: _l(
            "This instructor teaches %(count)s published runs that are not over. "
            "Choose another instructor for them first."
        ),
    }
)


class CareerForm(Form):
    career_ko = StringField(
        _l("Experience in Korean"),
        [Length(max=200)],
        description=_l(
            "Shown in the course notice, for example “22 years as a tailor”."
        ),
    )
    career_en = StringField(_l("Experience in English"), [Length(max=240)])


class InstructorForm(CareerForm):
    school_id = SelectField(_l("School"), [DataRequired()], coerce=int)
    email = EmailField(
        _l("E-mail address the instructor signs in with"),
        [DataRequired(), Email(), Length(max=254)],
    )

    beside: ClassVar = {UnknownAccount: "email", AlreadyInstructor: "email"}

    def offer(self, schools: Iterable[School]) -> None:
        self.school_id.choices = [SelectChoice(s.id, local(s, "name")) for s in schools]
