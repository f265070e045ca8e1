"""Answering an offer, changing the order of a line, and the words of refusals."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from app import words
from app.enrollment import line, offers, services
from app.exceptions import DomainError
from app.form import Form

WORDS: dict[type[DomainError], LazyString] = {
    offers.OfferRefused: _l("This offer can't be answered."),
    offers.NoOffer: _l("No seat is offered at the moment."),
    offers.OfferTooLate: _l(
        "The seat was held until %(deadline_at)s. That time is over, so the offer "
        "can't be answered any more."
    ),
    offers.OfferDeclined: _l(
        "The offer was declined on %(settled_at)s, and the seat went on to the next "
        "person."
    ),
    offers.OfferAccepted: _l(
        "The offer was accepted on %(settled_at)s. To give the seat up, withdraw "
        "from the course."
    ),
    offers.OfferEnded: _l(
        "The enrolment ended on %(settled_at)s, so the offer doesn't hold any more."
    ),
    offers.AnswerNoteMissing: _l("Enter how you learned the answer."),
    line.MoveRefused: _l("The order stays as it is."),
    line.NotWaiting: _l(
        "This person isn't waiting any more. The order stays as it is."
    ),
    line.PositionUnknown: _l(
        "The waiting list ends at position %(last)s. Choose one from 1 to %(last)s."
    ),
    line.SamePosition: _l("This person is at position %(position)s already."),
    line.MoveReasonMissing: _l("Enter the reason."),
    services.ListEnded: _l(
        "All seats are taken, and the waiting list ended on %(ended_at)s. You can "
        "look for another course."
    ),
}

words.register(WORDS)


class AnswerForm(Form):
    """What somebody told staff who called her, or whom she called."""

    beside: ClassVar = {offers.AnswerNoteMissing: "note"}

    answer = RadioField(
        _l("What was the answer?"),
        [InputRequired(_l("Choose the answer."))],
        choices=[
            SelectChoice("accept", _l("Accepts the seat")),
            SelectChoice("decline", _l("Doesn't want the seat")),
        ],
    )
    note = StringField(
        _l("Note"),
        [DataRequired(_l("Enter how you learned the answer.")), Length(max=300)],
        description=_l("For example: called at 10:20, spoke to her in person."),
    )


class MoveForm(Form):
    """Another position in the line, and why."""

    beside: ClassVar = {
        line.PositionUnknown: "position",
        line.SamePosition: "position",
        line.MoveReasonMissing: "reason",
    }

    position = IntegerField(
        _l("New position"),
        [InputRequired(_l("Enter the new position.")), NumberRange(min=1, max=9999)],
        description=_l("1 is the head of the waiting list."),
    )
    reason = StringField(
        _l("Reason"),
        [DataRequired(_l("Enter the reason.")), Length(max=300)],
        description=_l(
            "Everybody whose position changes reads it. Don't write anything about "
            "a person's circumstances."
        ),
    )
