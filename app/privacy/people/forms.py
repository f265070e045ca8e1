"""Entering and correcting a person, claiming a record, and words of refusals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from app import words
from app.accounts.forms.fields import (
    LONGEST_ADDRESS,
    Obeys,
    a_district,
    a_mobile_number,
    district_choices,
)
from app.accounts.identity import (
    clean_email,
    clean_mobile,
    clean_name,
    demand_adult,
    read_birth_date,
)
from app.accounts.models import ConsentHow, ConsentText
from app.accounts.sign_up import demand_required_consents
from app.courses.forms.parts import MomentField
from app.form import Form
from app.formats import local
from app.places.models import District, School
from app.privacy.people import entering
from app.privacy.people import refusal_words as _refusal_words  # noqa: F401
from app.privacy.people.claim_code import ClaimRefused

HOW_WORDS = {
    ConsentHow.ONLINE: _l("online"),
    ConsentHow.PHONE: _l("by phone"),
    ConsentHow.DESK: _l("at the desk"),
    ConsentHow.PAPER: _l("on paper"),
}
TOLD_TO_STAFF = (ConsentHow.DESK, ConsentHow.PHONE, ConsentHow.PAPER)
ANOTHER = "another"
"""Chosen where none of the alike is she."""


def an_optional_address() -> EmailField:
    return EmailField(
        _l("E-mail address"),
        description=_l("Only if the person has one. Notices are sent there."),
        validators=[
            Optional(),
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
            Email(
                _l("Enter the full address, for example hong@example.com."),
                allow_smtputf8=False,
            ),
        ],
        filters=[lambda typed: clean_email(typed) if typed else None],
        render_kw={"autocomplete": "off", "inputmode": "email", "maxlength": 254},
    )


def a_birth_date() -> StringField:
    return StringField(
        _l("Date of birth"),
        description=_l("8 digits, for example 19680305"),
        validators=[DataRequired(_l("Enter the date of birth."))],
        render_kw={"autocomplete": "off", "inputmode": "numeric", "maxlength": 16},
    )


class PersonForm(Form):
    """Somebody's details, as she tells them to a member of staff."""

    name = StringField(
        _l("Name"),
        description=_l("As on the identity card."),
        validators=[DataRequired(_l("Enter the name.")), Obeys(clean_name)],
        render_kw={"autocomplete": "off", "maxlength": 60},
    )
    birth_date = a_birth_date()
    mobile = a_mobile_number()
    district = a_district()
    email = an_optional_address()

    def __init__(
        self,
        *,
        districts: Sequence[District],
        today: date,
        adult_age: int,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.today, self.adult_age = today, adult_age
        self.district.label.text = str(_l("District of residence"))
        self.district.choices = district_choices(districts)
        self.mobile.render_kw = {**self.mobile.render_kw, "autocomplete": "off"}

    def validate_birth_date(self, field: Field) -> None:
        def adult(typed: str) -> None:
            born = read_birth_date(typed, today=self.today)
            demand_adult(born, today=self.today, adult_age=self.adult_age)

        Obeys(adult)(self, field)

    def entry(self) -> entering.Entry:
        """What was typed, clean."""
        return entering.Entry(
            name=clean_name(self.name.data or ""),
            birth_date=read_birth_date(self.birth_date.data or "", today=self.today),
            mobile=clean_mobile(self.mobile.data or ""),
            district_code=self.district.data,
            email=self.email.data or None,
        )


class NewPersonForm(PersonForm):
    """A person, and what she agreed to, how and when."""

    beside = {entering.ToldLater: "told_at", entering.LikelyKnown: "same"}

    school = SelectField(
        _l("School"), coerce=int, validators=[InputRequired(_l("Choose a school."))]
    )
    agreed = SelectMultipleField(_l("Consents"), coerce=int)
    how = RadioField(
        _l("How the consent was given"),
        choices=[SelectChoice(how.value, HOW_WORDS[how]) for how in TOLD_TO_STAFF],
        validators=[InputRequired(_l("Choose how the consent was given."))],
    )
    told_at = MomentField(
        _l("When the consent was given"),
        validators=[InputRequired(_l("Enter the day and the time."))],
    )
    same = RadioField(_l("Is it the same person?"), validators=[Optional()])

    def __init__(
        self,
        *,
        asked: Sequence[ConsentText],
        schools: Sequence[School],
        now: datetime,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.asked, self.now = asked, now
        self.agreed.choices = [SelectChoice(t.id, local(t, "title")) for t in asked]
        self.school.choices = [SelectChoice(s.id, local(s, "name")) for s in schools]
        self.same.validate_choice = False

    def validate_agreed(self, field: Field) -> None:
        Obeys(lambda ids: demand_required_consents(self.asked, ids or []))(self, field)

    def validate_told_at(self, field: Field) -> None:
        if field.data is not None and field.data > self.now:
            raise ValidationError(words.words_for(entering.ToldLater()))

    def agreed_to(self, account_id: int) -> entering.Agreed:
        return entering.Agreed(
            text_ids=tuple(self.agreed.data or ()),
            how=ConsentHow(self.how.data),
            told_at=self.told_at.data or self.now,
            to_account_id=account_id,
        )


class ClaimForm(Form):
    """The code that staff handed out, and the date of birth they entered."""

    beside = {ClaimRefused: "code"}

    code = StringField(
        _l("Code"),
        description=_l("8 letters and digits, for example 7K3M-9Q2D"),
        validators=[DataRequired(_l("Enter the code."))],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "maxlength": 20,
        },
    )
    birth_date = StringField(
        _l("Date of birth"),
        description=_l("8 digits, for example 19680305"),
        validators=[DataRequired(_l("Enter your date of birth."))],
        render_kw={"autocomplete": "bday", "inputmode": "numeric", "maxlength": 16},
    )

    def __init__(self, *, today: date, **more: Any) -> None:
        super().__init__(**more)
        self.today = today

    def validate_birth_date(self, field: Field) -> None:
        Obeys(lambda typed: read_birth_date(typed, today=self.today))(self, field)

    def born(self) -> date:
        return read_birth_date(self.birth_date.data or "", today=self.today)
