"""Ending somebody's place, and the words of its refusals."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length

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
    services.NoShowRefused: _l("No seat can be passed on now."),
    services.NoFirstClass: _l(
        "This course has no class, so nobody can have missed it."
    ),
    services.FirstClassAhead: _l(
        "The first class begins on %(starts_at)s. Until then nobody has missed it."
    ),
    services.ListOver: _l(
        "The waiting list ended on %(ended_at)s, so no seat is passed on any more. "
        "Record the person as dropped out instead."
    ),
    services.NobodyToRelease: _l(
        "Nobody of them has a seat any more. Nothing was changed."
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


class DropOutForm(EndForm):
    """Whether there was an excuse decides on what follows."""

    excused = RadioField(
        _l("Was there an excuse?"),
        description=_l("Illness, work, care, a move: whatever you accept."),
        choices=[
            SelectChoice("yes", _l("Yes, nothing follows")),
            SelectChoice("no", _l("No, the person can't apply for a while")),
        ],
        validators=[InputRequired(_l("Choose whether there was an excuse."))],
    )
