"""The quiz as a form, and the words of every refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from app import words
from app.entrepreneurship.asking import Asked, Kind
from app.entrepreneurship.grading import (
    ChoiceNotOffered,
    NotAnswered,
    NumberNotReadable,
    OtherUnit,
    check_answer,
)
from app.entrepreneurship.progress import AlreadyPassed, LessonsUnread, NoTriesLeft
from app.entrepreneurship.services import AttemptGone, NoQuiz
from app.exceptions import DomainError
from app.form import Form
from app.formats import english, local
from app.words import words_for

NOT_ANSWERED = _l("Answer this question.")

words.register(
    {
        NotAnswered: NOT_ANSWERED,
        ChoiceNotOffered: _l("Choose one of the answers."),
        NumberNotReadable: _l("Enter one number in digits, for example 5 or 10,000."),
        OtherUnit: _l("Answer in the unit shown beside the question."),
        LessonsUnread: _l("The quiz opens once you have read every lesson."),
        AlreadyPassed: _l("You have already passed this module."),
        NoTriesLeft: _l(
            "You have used all %(limit)s attempts. Please speak to your school."
        ),
        AttemptGone: _l("The questions have changed. Please start the quiz again."),
        NoQuiz: _l("This module is still being written."),
    }
)


class QuizForm(Form):
    """One field a question; built for an attempt by `quiz_form`."""

    asked: ClassVar[Sequence[Asked]] = ()

    @property
    def names(self) -> list[str]:
        """The fields of the questions, in their order."""
        return [name for name, _asked in named_fields(self.asked)]

    @property
    def wrong(self) -> list[tuple[int, str, str]]:
        """Number, field and words of each answer that can't be graded."""
        return [
            (number, name, str(self[name].errors[0]))
            for number, name in enumerate(self.names, start=1)
            if self[name].errors
        ]

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by question code."""
        fields = named_fields(self.asked)
        return {asked.code: self[name].data or "" for name, asked in fields}


def quiz_form(asked: Sequence[Asked]) -> QuizForm:
    """The form with these questions, in the reader's language."""
    fields: dict[str, Any] = {
        name: _field(number, question)
        for number, (name, question) in enumerate(named_fields(asked), start=1)
    }
    kind = type("QuizForm", (QuizForm,), {**fields, "asked": tuple(asked)})
    return cast(QuizForm, kind())


def named_fields(asked: Sequence[Asked]) -> list[tuple[str, Asked]]:
    """Each question with its field's name, which doesn't depend on its code."""
    return [(f"q{number}", question) for number, question in enumerate(asked, start=1)]


def _field(number: int, asked: Asked) -> Any:
    label = f"{number}. {local(asked, 'prompt')}"
    validators = [InputRequired(NOT_ANSWERED), _gradable(asked)]
    if asked.kind is not Kind.NUMBER:
        options = [SelectChoice(v, text) for v, text in _options(asked)]
        return RadioField(
            label, choices=options, validators=validators, validate_choice=False
        )
    unit = local(asked, "unit")
    hint = (
        _("Enter a number. Unit: %(unit)s", unit=unit)
        if unit
        else _("Enter a number in digits.")
    )
    return StringField(
        label,
        description=hint,
        validators=validators,
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": "40"},
    )


def _options(asked: Asked) -> tuple[tuple[str, str], ...]:
    return asked.options_en if english() else asked.options_ko


def _gradable(asked: Asked) -> Any:
    """A validator: the answer can be graded, right or wrong."""

    def check(_form: Form, field: Field) -> None:
        try:
            check_answer(asked, field.data or "")
        except DomainError as refusal:
            raise ValidationError(words_for(refusal)) from refusal

    return check
