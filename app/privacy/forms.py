"""The forms of rights, and the words of their refusals."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from app.accounts.forms.fields import Obeys
from app.accounts.identity import clean_name, read_birth_date
from app.form import Form
from app.privacy import rules
from app.privacy.labels import KIND_WORDS, WAY_WORDS
from app.privacy.rules import RequestKind, Way
from app.words import register

LONGEST_WISH = 2000
LONGEST_NAME_FIELD = 80

register(
    {
        rules.RequestRefused: _l("This can't be done now."),
        rules.AlreadyAsked: _l("You have asked for this already. We are at it."),
        rules.AlreadyErased: _l("This person's data is erased already."),
        rules.NotOpen: _l("This request has been answered or taken back already."),
        rules.NothingToCorrect: _l(
            "Change the name or the date of birth, or write what is wrong."
        ),
        rules.WrongPassword: _l("This isn't your password. Check it and try again."),
        rules.ReasonNeeded: _l("Write why the request is refused."),
        rules.SomethingUnderWay: _l(
            "A course, a venture or a role is still under way. It has to end first."
        ),
        rules.FileGone: _l("This file isn't kept any longer. Ask for a new one."),
    }
)


class PasswordForm(Form):
    """What can't be undone is asked for with the password."""

    beside = {rules.WrongPassword: "password"}

    password = PasswordField(
        _l("Your password"),
        validators=[InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password", "maxlength": 128},
    )


class CorrectionForm(Form):
    """Another name or date of birth, or in words what else is wrong."""

    name = StringField(
        _l("Name"),
        validators=[DataRequired(_l("Enter your name.")), Obeys(clean_name)],
        render_kw={"autocomplete": "name", "maxlength": LONGEST_NAME_FIELD},
    )
    birth_date = StringField(
        _l("Date of birth"),
        description=_l("8 digits, for example 19680305"),
        validators=[DataRequired(_l("Enter your date of birth."))],
        render_kw={"inputmode": "numeric", "autocomplete": "bday", "maxlength": 20},
    )
    wish = TextAreaField(
        _l("What is wrong, and why?"),
        description=_l(
            "For example: my name was changed by a court, or: on 3 March I was there."
        ),
        validators=[
            DataRequired(_l("Write what is wrong and why.")),
            Length(max=LONGEST_WISH),
        ],
        render_kw={"rows": 4, "maxlength": LONGEST_WISH},
    )

    def __init__(self, *, today: date, **more: Any) -> None:
        super().__init__(**more)
        self.today = today

    def validate_birth_date(self, field: StringField) -> None:
        Obeys(self.born_of)(self, field)

    def born_of(self, typed: str) -> date:
        return read_birth_date(typed, today=self.today)


class DecisionForm(Form):
    """Granted or refused, and what she is told."""

    beside = {rules.ReasonNeeded: "answer"}

    decision = RadioField(
        _l("Decision"),
        choices=[
            SelectChoice("grant", _l("Grant it")),
            SelectChoice("refuse", _l("Refuse it")),
        ],
        validators=[InputRequired(_l("Choose what to do."))],
    )
    answer = TextAreaField(
        _l("Answer"),
        description=_l(
            "The person reads this. A refusal needs the reason and the article of the "
            "act, and how to object."
        ),
        validators=[Length(max=LONGEST_WISH)],
        render_kw={"rows": 4, "maxlength": LONGEST_WISH},
    )


class ReasonForm(Form):
    """Why a file with personal data is taken out of the house."""

    reason = StringField(
        _l("Why do you download this file?"),
        validators=[
            DataRequired(_l("Write why you need the file.")),
            Length(max=300),
        ],
        render_kw={"maxlength": 300},
    )


class TakenDownForm(Form):
    """A request that came by phone, by letter or at the office."""

    kind = SelectField(_l("Request"), validators=[InputRequired()])
    way = SelectField(_l("How it came"), validators=[InputRequired()])
    asked_on = StringField(
        _l("The day it came"),
        description=_l("8 digits, for example 20260302"),
        validators=[DataRequired(_l("Enter the day on which it came."))],
        render_kw={"inputmode": "numeric", "maxlength": 20},
    )
    wish = TextAreaField(
        _l("What was asked for"),
        validators=[
            DataRequired(_l("Write what the person asked for.")),
            Length(max=LONGEST_WISH),
        ],
        render_kw={"rows": 4, "maxlength": LONGEST_WISH},
    )
    name = StringField(
        _l("Right name"),
        description=_l("Only for a correction of the name."),
        validators=[Optional(), Obeys(clean_name)],
        render_kw={"maxlength": LONGEST_NAME_FIELD},
    )
    birth_date = StringField(
        _l("Right date of birth"),
        description=_l("Only for a correction of the date, 8 digits."),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "maxlength": 20},
    )

    def __init__(self, *, today: date, **more: Any) -> None:
        super().__init__(**more)
        self.today = today
        self.kind.choices = [
            SelectChoice(kind.value, str(KIND_WORDS[kind])) for kind in RequestKind
        ]
        self.way.choices = [
            SelectChoice(way.value, str(WAY_WORDS[way]))
            for way in Way
            if way is not Way.ONLINE
        ]

    def day_of(self, typed: str) -> date:
        return read_birth_date(typed, today=self.today)

    def validate_asked_on(self, field: StringField) -> None:
        """A real day up to today, not before the act."""
        Obeys(self.day_of)(self, field)
        if self.day_of(field.data or "").year < self.today.year - 1:
            raise ValidationError(str(_l("This day lies too far back.")))

    def validate_birth_date(self, field: StringField) -> None:
        if field.data:
            Obeys(self.day_of)(self, field)

    @property
    def wanted(self) -> dict[str, Any]:
        """What a correction shall write."""
        wanted: dict[str, Any] = {}
        if RequestKind(self.kind.data) is not RequestKind.CORRECT:
            return wanted
        if self.name.data:
            wanted["name"] = clean_name(self.name.data)
        if self.birth_date.data:
            wanted["birth_date"] = self.day_of(self.birth_date.data).isoformat()
        return wanted
