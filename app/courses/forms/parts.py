"""Fields that several of the office's forms share."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from wtforms import DateField, DateTimeLocalField, Field, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from app.form import Form
from app.seoul import SEOUL

FIRST_YEAR, LAST_YEAR = 2015, 2100
MINUTES_AN_HOUR = 60
LONGEST_MINUTES = 2000 * MINUTES_AN_HOUR


class Quiet:
    """Marks a field that saving doesn't need but publication does: its label doesn't
    say “optional”."""

    field_flags = {"quiet": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Nothing to check."""


class Row(Form):
    """One line of a form that has several of a kind; the form itself has the token."""

    class Meta(Form.Meta):
        csrf = False


class MultiCheckboxField(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DayField(DateField):
    """A date of a plausible year: a year mistyped is told at once."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Check the year."))


class MomentField(DateTimeLocalField):
    """A date and time on the wall in Seoul; its data is an aware instant."""

    data: datetime | None

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(str(raw) for raw in self.raw_data)
        if self.data is None:
            return ""
        return self.data.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M")

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is None:
            return
        if not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Check the year."))
        self.data = self.data.replace(tzinfo=SEOUL)


class HoursField(Field):
    """Hours as people write them, 48 or 1.5 or 2:20; its data is whole minutes."""

    widget = TextInput()
    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        hours, rest = divmod(self.data, MINUTES_AN_HOUR)
        return f"{hours}:{rest:02}" if rest else str(hours)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        minutes = _minutes(text)
        if minutes is None or not 0 < minutes <= LONGEST_MINUTES:
            raise ValueError(_("Enter the hours as a number, for example 48 or 1.5."))
        self.data = minutes


def _minutes(text: str) -> int | None:
    hours, colon, rest = text.partition(":")
    try:
        if colon:
            return int(hours) * MINUTES_AN_HOUR + int(rest)
        minutes = Decimal(text) * MINUTES_AN_HOUR
        return int(minutes) if minutes == minutes.to_integral_value() else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def options(
    kinds: Iterable[enum.Enum],
    words: Mapping[Any, LazyString],
    *,
    blank: LazyString | None = None,
) -> list[SelectChoice]:
    """Choices of an enum, named by `words`; `blank` names “none of them”."""
    first = [] if blank is None else [SelectChoice("", blank)]
    return first + [SelectChoice(kind.value, words[kind]) for kind in kinds]


def text(field: Field) -> str:
    """What was typed; a field that wasn't sent is empty."""
    return field.data or ""
