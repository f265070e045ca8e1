"""The base of every form: cleaned text, and refusals said beside the field."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.fields.core import UnboundField

from app.exceptions import DomainError
from app.form_words import HouseWords
from app.words import words_for


def clean(value: str | None) -> str | None:
    """Text as stored: NFC (macOS types NFD), without blanks around it, and without
    NUL, which PostgreSQL can't store."""
    if not value:
        return value
    return unicodedata.normalize("NFC", value.replace("\x00", "")).strip()


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours."""

    beside: ClassVar[Mapping[type[DomainError], str]] = {}
    """Beside which field a refusal is said; those not named stand above the form."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(
            self, form: Any, unbound_field: UnboundField[Any], options: dict[str, Any]
        ) -> Field:
            kind = unbound_field.field_class
            if isinstance(kind, type) and issubclass(kind, StringField):
                filters = list(unbound_field.kwargs.get("filters", ()))
                options = {**options, "filters": [clean, *filters]}
            field: Field = unbound_field.bind(form=form, **options)
            return field

        def get_translations(self, form: Any) -> HouseWords:
            return HouseWords()

    def refuse(self, refusal: DomainError) -> None:
        """Say why, beside the field that can mend it, or above the form."""
        name = self.beside.get(type(refusal))
        if name is None:
            self.form_errors.append(words_for(refusal))
        else:
            field = self[name]
            field.errors = [*field.errors, words_for(refusal)]
