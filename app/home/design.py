"""The parts that pages are made of, each with its states. Not in production."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    EmailField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app import clock
from app.config import PRODUCTION
from app.form import Form
from app.home.blueprint import bp
from app.seoul import seoul_date
from app.web import public

DAYS = [
    SelectChoice("0", _l("Monday")),
    SelectChoice("1", _l("Tuesday")),
    SelectChoice("2", _l("Wednesday")),
]
WEEKS_SHOWN = 6


class PartsForm(Form):
    """A field of every kind; nothing becomes of what is typed."""

    name = StringField(
        _l("Name"),
        description=_l("As on your identity card: certificates carry it."),
        validators=[InputRequired()],
    )
    email = EmailField(_l("E-mail address"), validators=[InputRequired()])
    phone = TelField(_l("Mobile number"), description=_l("For example 010-1234-5678"))
    password = PasswordField(_l("Password"), validators=[InputRequired()])
    seats = IntegerField(_l("Seats"))
    day = DateField(_l("Date"))
    time = TimeField(_l("From"))
    opens_at = DateTimeLocalField(_l("Applications open"))
    weekday = SelectField(_l("Weekday"), choices=DAYS)
    method = RadioField(_l("How people are selected"), choices=DAYS[:2])
    weekdays = SelectMultipleField(
        _l("Weekdays"),
        choices=DAYS,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    agreed = BooleanField(_l("I have read the rules"))
    about = TextAreaField(_l("What one learns"))
    workbook = FileField(_l("Workbook (.xlsx)"))


@bp.get("/design")
@public
def design() -> ResponseReturnValue:
    """404 in production: it is for those who build pages."""
    if current_app.config["APP_ENV"] == PRODUCTION:
        abort(404)
    wrong = PartsForm(formdata=None, prefix="wrong")
    wrong.name.errors = [_l("Fill this in.")]
    wrong.email.errors = [_l("This is not an e-mail address.")]
    wrong.method.errors = [_l("Choose one from the list.")]
    today = seoul_date(clock.now())
    weeks = [today - timedelta(weeks=n) for n in reversed(range(WEEKS_SHOWN))]
    return render_template(
        "home/design.html",
        form=PartsForm(formdata=None),
        wrong=wrong,
        today=today,
        weeks=weeks,
    )
