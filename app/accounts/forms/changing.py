"""A new e-mail address and a new password; both ask for the password of today."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField
from wtforms.validators import InputRequired, Length

from app.accounts import changing, second_factor, slowing
from app.accounts.forms.fields import Obeys, a_new_password, an_address
from app.accounts.passwords import LONGEST, demand_good_password
from app.form import Form


def a_current_password() -> PasswordField:
    return PasswordField(
        _l("Your password now"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=_l("This password is too long.")),
        ],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )


class EmailForm(Form):
    beside = {
        changing.SameAddress: "email",
        second_factor.PasswordWrong: "current_password",
        slowing.SlowedDown: "current_password",
    }

    email = an_address(
        description=_l("We will send a link to this address. It changes it.")
    )
    current_password = a_current_password()

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.email.label.text = _l("New e-mail address")


class PasswordForm(Form):
    beside = {
        second_factor.PasswordWrong: "current_password",
        slowing.SlowedDown: "current_password",
    }

    current_password = a_current_password()
    password = a_new_password()

    def __init__(self, *, personal: tuple[str, ...], **more: Any) -> None:
        super().__init__(**more)
        self.personal = personal
        self.password.label.text = _l("New password")

    def validate_password(self, field: Field) -> None:
        Obeys(lambda typed: demand_good_password(typed, personal=self.personal))(
            self, field
        )
