"""The forms of a school and of who operates it."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, NumberRange, Optional

from app import words
from app.courses.forms.labels import SEALS
from app.courses.forms.parts import DayField, options, text
from app.form import Form
from app.places.models import Seal
from app.places.operators import OperatorTooEarly
from app.places.school_keeping import (
    OperatorDetails,
    SchoolDetails,
    SpecimenSealInProduction,
)

words.register(
    {
        OperatorTooEarly: _l(
            "Another operator started on %(since)s. Choose a later day. "
            "Certificates that have been issued stay as they are."
        ),
        SpecimenSealInProduction: _l(
            "The specimen seal is for demonstrations only. Choose another one."
        ),
    }
)


class SchoolForm(Form):
    name_ko = StringField(_l("Name in Korean"), [DataRequired(), Length(max=80)])
    name_en = StringField(_l("Name in English"), [DataRequired(), Length(max=120)])
    address = StringField(_l("Address"), [Length(max=200)])
    phone = StringField(
        _l("Phone number"),
        [Length(max=20)],
        description=_l("The number as people dial it."),
    )
    office_hours = StringField(
        _l("Office hours"),
        [Length(max=80)],
        description=_l("For example: weekdays 09:00–18:00."),
    )
    email = EmailField(_l("E-mail"), [Optional(), Email(), Length(max=254)])
    courses_a_term = IntegerField(
        _l("Courses a person can take in half a year"),
        [Optional(), NumberRange(min=1, max=99)],
        description=_l(
            "January to June, July to December. Leave empty to use the standard "
            "number of the programme."
        ),
    )
    seal = SelectField(_l("Seal on certificates"), [DataRequired()])

    beside: ClassVar = {SpecimenSealInProduction: "seal"}

    def offer_seals(self, *, production: bool) -> None:
        kinds = [Seal.OMITTED] if production else list(Seal)
        self.seal.choices = options(kinds, SEALS)

    def details(self) -> SchoolDetails:
        return SchoolDetails(
            name_ko=text(self.name_ko),
            name_en=text(self.name_en),
            address=text(self.address),
            phone=text(self.phone),
            office_hours=text(self.office_hours),
            email=text(self.email),
            seal=Seal(self.seal.data),
            courses_a_term=self.courses_a_term.data,
        )


class OperatorForm(Form):
    since = DayField(_l("Runs the school from"), [DataRequired()])
    name_ko = StringField(
        _l("Operator's name in Korean"), [DataRequired(), Length(max=80)]
    )
    head_title_ko = StringField(
        _l("Title of its head in Korean"),
        [DataRequired(), Length(max=80)],
        description=_l("As printed at the bottom of a certificate."),
    )
    name_en = StringField(_l("Operator's name in English"), [Length(max=120)])
    head_title_en = StringField(_l("Title of its head in English"), [Length(max=120)])

    beside: ClassVar = {OperatorTooEarly: "since"}

    def details(self) -> OperatorDetails:
        assert self.since.data is not None  # noqa: S101 - required above
        return OperatorDetails(
            since=self.since.data,
            name_ko=text(self.name_ko),
            head_title_ko=text(self.head_title_ko),
            name_en=text(self.name_en),
            head_title_en=text(self.head_title_en),
        )
