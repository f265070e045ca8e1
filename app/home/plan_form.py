"""The form of the plan: what is wanted of a figure in a year, by which document."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from app.form import Form
from app.places.models import PlanFigure

FIRST_YEAR, YEARS_AHEAD = 2019, 10
MOST = 1_000_000
FIGURES: dict[PlanFigure, LazyString] = {
    PlanFigure.SCHOOLS: _l("Schools"),
    PlanFigure.RUNS: _l("Course runs"),
    PlanFigure.PEOPLE: _l("People in courses"),
    PlanFigure.COMPLETIONS: _l("Completions"),
    PlanFigure.VENTURES: _l("Ventures"),
    PlanFigure.ENTERPRISES: _l("Enterprises"),
}


class TargetForm(Form):
    """A new number for the same figure and year replaces the old one."""

    figure = SelectField(
        _l("Figure"),
        [InputRequired()],
        choices=[SelectChoice(f.value, word) for f, word in FIGURES.items()],
    )
    year = IntegerField(_l("Year"), [InputRequired()])
    number = IntegerField(_l("Target"), [InputRequired(), NumberRange(min=1, max=MOST)])
    source = StringField(
        _l("Source"),
        [DataRequired(), Length(max=200)],
        description=_l("The document that sets it, with its date."),
    )

    def until(self, this_year: int) -> TargetForm:
        """Take years from the programme's first to some years ahead."""
        last = this_year + YEARS_AHEAD
        self.year.validators = [InputRequired(), NumberRange(min=FIRST_YEAR, max=last)]
        return self
