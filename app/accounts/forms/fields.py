"""Fields that several forms of accounts share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, PasswordField, SelectField, TelField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    ValidationError,
)

from app.accounts.identity import clean_email, clean_mobile
from app.accounts.passwords import LONGEST, SHORTEST
from app.exceptions import DomainError
from app.formats import local
from app.places.models import District
from app.words import words_for

LONGEST_ADDRESS = 254


class Obeys:
    """Asks a rule about what was typed, and says its refusal beside the field."""

    def __init__(self, rule: Callable[[Any], object]) -> None:
        self.rule = rule

    def __call__(self, form: Any, field: Field) -> None:
        try:
            self.rule(field.data)
        except DomainError as refusal:
            raise ValidationError(words_for(refusal)) from refusal


def an_address(**more: Any) -> EmailField:
    return EmailField(
        _l("E-mail address"),
        validators=[
            DataRequired(_l("Enter your e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
            Email(
                _l("Enter the full address, for example hong@example.com."),
                allow_smtputf8=False,
            ),
        ],
        filters=[lambda typed: clean_email(typed) if typed else typed],
        render_kw={"autocomplete": "email", "inputmode": "email", "maxlength": 254},
        **more,
    )


def a_new_password() -> PasswordField:
    return PasswordField(
        _l("Password"),
        description=_l(
            "At least %(shortest)s characters. A few words in a row are "
            "easy to remember and hard to guess.",
            shortest=SHORTEST,
        ),
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST},
    )


def a_mobile_number() -> TelField:
    return TelField(
        _l("Mobile number"),
        description=_l("For example 010-1234-5678"),
        validators=[
            DataRequired(_l("Enter your mobile number.")),
            Obeys(clean_mobile),
        ],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": 20},
    )


def a_district() -> SelectField:
    return SelectField(
        _l("District where you live"),
        validators=[DataRequired(_l("Choose your district."))],
    )


def district_choices(districts: Sequence[District]) -> list[SelectChoice]:
    return [
        SelectChoice("", str(_l("Choose a district"))),
        *(SelectChoice(d.code, local(d, "name")) for d in districts),
    ]
