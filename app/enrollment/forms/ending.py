"""Ending somebody's place, and the words of its refusals."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app import words
from app.enrollment import services
from app.exceptions import DomainError
from app.form import Form

WORDS: dict[type[DomainError], LazyString] = {
    services.AlreadyEnded: _l("This enrolment has already ended. Nothing was changed."),
    services.RunOver: _l(
        "The course ended on %(ended_on)s, so enrolments can't be changed any more."
    ),
    services.ReasonMissing: _l("Enter the reason."),
    services.NotYetBegun: _l(
        "The course starts on %(starts_on)s. Before that day nobody can drop "
        "out. Cancel the enrolment instead."
    ),
}

words.register(WORDS)


class EndForm(Form):
    """Why the school ends somebody's place."""

    beside = {services.ReasonMissing: "reason"}

    reason = StringField(
        _l("Reason"),
        description=_l("It is kept with the enrolment."),
        validators=[DataRequired(_l("Enter the reason.")), Length(max=300)],
    )
