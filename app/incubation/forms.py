"""Forms of incubation; those of steps are made from the workflow's table."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)
from wtforms.widgets import TextInput

from app.courses.forms.parts import DayField, MomentField, text
from app.exceptions import DomainError
from app.form import Form
from app.incubation import refusal_words  # noqa: F401 - registers the words
from app.incubation.facts import LARGEST, Fact, Facts, Kind
from app.incubation.step_labels import ASKED, HINTS
from app.incubation.team import AlreadyFounder, AlreadyInvited, OwnAddress
from app.incubation.workflow import NoteMissing, Step
from app.words import words_for

REQUIRED = _l("Fill this in.")
TICK = _l("Tick this box once it is done.")
TOO_LONG = _l("This is too long. Use no more than %(max)d characters.")


class NumberField(IntegerField):
    """A whole number; 1,800,000원 is read too."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = str(valuelist[0]) if valuelist else ""
        cleaned = typed.replace(",", "").removesuffix("원").strip()
        self.data = None
        if cleaned:
            try:
                self.data = int(cleaned)
            except ValueError as error:
                raise ValueError(_("Enter a whole number.")) from error


class Between:
    """Not below what makes sense, nor beyond what can be meant."""

    def __init__(self, least: int) -> None:
        self.least = least

    def __call__(self, form: BaseForm, field: Field) -> None:
        if field.data is not None and field.data < self.least:
            raise ValidationError(
                _("Enter a number of %(least)d or more.", least=self.least)
            )
        if field.data is not None and field.data > LARGEST:
            raise ValidationError(
                _("Enter a number of %(largest)s or less.", largest=f"{LARGEST:,}")
            )


class BeginForm(Form):
    title = StringField(
        _l("Working title"),
        [DataRequired(REQUIRED), Length(max=80, message=TOO_LONG)],
        description=_l(
            "You can decide the final name later, in the articles of association."
        ),
    )
    idea = TextAreaField(
        _l("Your idea"),
        [InputRequired(REQUIRED), Length(max=1000, message=TOO_LONG)],
        description=_l(
            "What would you like to do, and for whom? "
            "Two or three sentences are enough."
        ),
    )
    trade = SelectField(_l("Trade"), [InputRequired(REQUIRED)], coerce=int)
    district = SelectField(
        _l("District"),
        [InputRequired(REQUIRED)],
        description=_l(
            "The district of your future main office. Its school will help you."
        ),
    )


class InviteForm(Form):
    beside = {AlreadyFounder: "email", AlreadyInvited: "email", OwnAddress: "email"}

    email = EmailField(
        _l("E-mail address of the person you want to invite"),
        [
            InputRequired(REQUIRED),
            Length(max=254, message=TOO_LONG),
            Email(_l("Enter an e-mail address, such as name@example.com.")),
        ],
    )


class StepForm(Form):
    """Made by `step_form` from what a step asks for."""

    def refuse(self, refusal: DomainError) -> None:
        """Beside the answer that can mend it, which the refusal names itself."""
        about = "note" if isinstance(refusal, NoteMissing) else ""
        about = getattr(refusal, "about", about)
        if about in self:
            self[about].errors = [*self[about].errors, words_for(refusal)]
        else:
            super().refuse(refusal)

    def answers(self) -> dict[str, Any]:
        given: dict[str, Any] = self.data
        return {k: v for k, v in given.items() if k not in ("note", "csrf_token")}

    def note_text(self) -> str:
        return text(self.note) if "note" in self else ""


def step_form(step: Step, known: Facts) -> StepForm:
    """The step's form; what was stated before under the same name is filled in."""
    fields: dict[str, Any] = {fact.name: _field_for(fact) for fact in step.facts}
    if step.needs_note:
        fields["note"] = TextAreaField(
            _l("Why?"),
            [DataRequired(REQUIRED), Length(max=1000, message=TOO_LONG)],
            description=_l("The founders and the school will read it."),
        )
    kind = type("FormOfStep", (StepForm,), fields)
    before = {
        fact.name: known[fact.name]
        for fact in step.facts
        if fact.name in known and fact.kind is not Kind.CONFIRM
    }
    form: StepForm = kind(data=before)
    return form


def _needed(fact: Fact) -> Any:
    """A text of blanks is missing; a number of zero isn't."""
    if not fact.required:
        return Optional()
    if fact.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return DataRequired(REQUIRED)
    return InputRequired(TICK if fact.kind is Kind.CONFIRM else REQUIRED)


def _field_for(fact: Fact) -> Field:
    label, hint = ASKED[fact.name], HINTS.get(fact.name, "")
    rules = [_needed(fact)]
    match fact.kind:
        case Kind.DAY:
            return DayField(label, rules, description=hint)
        case Kind.MOMENT:
            return MomentField(label, rules, description=hint)
        case Kind.NUMBER:
            rules.append(Between(fact.least))
            return NumberField(
                label, rules, description=hint, render_kw={"inputmode": "numeric"}
            )
        case Kind.CONFIRM:
            return BooleanField(label, rules, description=hint)
        case Kind.LONG_TEXT:
            rules.append(Length(max=fact.longest, message=TOO_LONG))
            return TextAreaField(label, rules, description=hint)
        case Kind.TEXT:
            rules.append(Length(max=fact.longest, message=TOO_LONG))
            return StringField(label, rules, description=hint)
