"""Codes of an authenticator app, and recovery codes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.accounts import second_factor
from app.accounts.passwords import LONGEST
from app.exceptions import DomainError
from app.form import Form
from app.words import words_for

LONGEST_CODE = 40


def a_code(*validators: Any) -> StringField:
    return StringField(
        _l("Code in your app"),
        description=_l("6 digits. They change every 30 seconds."),
        validators=[
            *validators,
            Length(max=LONGEST_CODE, message=_l("This is longer than a code.")),
        ],
        render_kw={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "maxlength": LONGEST_CODE,
        },
    )


def a_recovery_code() -> StringField:
    return StringField(
        _l("Recovery code"),
        description=_l("16 letters and digits. You can leave out the hyphens."),
        validators=[
            Optional(),
            Length(max=LONGEST_CODE, message=_l("This is longer than a code.")),
        ],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": LONGEST_CODE,
        },
    )


class SetUpForm(Form):
    """The first code, which shows that the app has the key."""

    beside = {second_factor.CodeWrong: "code"}

    code = a_code(DataRequired(_l("Enter the code in your app.")))


class CodeForm(Form):
    """A code of the app, or a recovery code where the app is lost."""

    beside = {
        second_factor.CodeWrong: "code",
        second_factor.CodeUsed: "code",
        second_factor.KeyUnreadable: "code",
    }

    code = a_code()
    recovery = a_recovery_code()

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        for field in self:  # one of two is needed, which no single field can say
            field.flags.quiet = True

    def validate_code(self, field: Field) -> None:
        if not field.data and not self.recovery.data:
            raise ValidationError(_l("Enter the code in your app."))

    def refuse_code(self, refusal: DomainError) -> None:
        """Say a wrong code beside the field that was filled in."""
        if isinstance(refusal, second_factor.CodeWrong) and self.recovery.data:
            self.recovery.errors = [*self.recovery.errors, words_for(refusal)]
        else:
            self.refuse(refusal)


class RemoveForm(CodeForm):
    """Taking the second step away needs more than an open session."""

    beside = {**CodeForm.beside, second_factor.PasswordWrong: "password"}

    password = PasswordField(
        _l("Password"),
        validators=[Length(max=LONGEST, message=_l("This password is too long."))],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )
