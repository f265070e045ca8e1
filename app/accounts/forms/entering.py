"""Signing in, signing up, and a new password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length

from app.accounts.forms.fields import (
    Obeys,
    a_district,
    a_mobile_number,
    a_new_password,
    an_address,
    district_choices,
)
from app.accounts.identity import clean_name, demand_adult, read_birth_date
from app.accounts.models import ConsentText
from app.accounts.passwords import LONGEST, demand_good_password
from app.accounts.sign_up import demand_required_consents
from app.form import Form
from app.formats import local
from app.places.models import District


class SignInForm(Form):
    email = an_address()
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=_l("This password is too long.")),
        ],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )


class AddressForm(Form):
    """Forgotten password: only the address."""

    email = an_address()


class NewPasswordForm(Form):
    password = a_new_password()

    def __init__(self, *, personal: tuple[str, ...], **more: Any) -> None:
        super().__init__(**more)
        self.personal = personal

    def validate_password(self, field: Field) -> None:
        Obeys(lambda typed: demand_good_password(typed, personal=self.personal))(
            self, field
        )


class SignUpForm(Form):
    name = StringField(
        _l("Name"),
        description=_l("As on your identity card. It is printed on your certificates."),
        validators=[DataRequired(_l("Enter your name.")), Obeys(clean_name)],
        render_kw={"autocomplete": "name", "maxlength": 60},
    )
    birth_date = StringField(
        _l("Date of birth"),
        description=_l("8 digits, for example 19680305"),
        validators=[DataRequired(_l("Enter your date of birth."))],
        render_kw={"autocomplete": "bday", "inputmode": "numeric", "maxlength": 16},
    )
    mobile = a_mobile_number()
    district = a_district()
    email = an_address(
        description=_l(
            "We will send a link to this address. Use it to finish signing up."
        )
    )
    password = a_new_password()
    agreed = SelectMultipleField(_l("Consents"), coerce=int)

    def __init__(
        self,
        *,
        districts: Sequence[District],
        asked: Sequence[ConsentText],
        today: date,
        adult_age: int,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.asked, self.today, self.adult_age = asked, today, adult_age
        self.district.choices = district_choices(districts)
        self.agreed.choices = [SelectChoice(t.id, local(t, "title")) for t in asked]

    def validate_birth_date(self, field: Field) -> None:
        def adult(typed: str) -> None:
            born = read_birth_date(typed, today=self.today)
            demand_adult(born, today=self.today, adult_age=self.adult_age)

        Obeys(adult)(self, field)

    def validate_password(self, field: Field) -> None:
        known = (self.email.data, self.name.data, self.mobile.data)
        personal = tuple(typed for typed in known if typed)
        Obeys(lambda typed: demand_good_password(typed, personal=personal))(self, field)

    def validate_agreed(self, field: Field) -> None:
        Obeys(lambda ids: demand_required_consents(self.asked, ids or []))(self, field)
