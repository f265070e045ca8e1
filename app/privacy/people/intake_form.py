"""The form of somebody who applies by telephone or at the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from app.enrollment.allocation import Channel
from app.enrollment.forms.labels import CHANNELS
from app.form import Form

TAKEN_DOWN = (Channel.PHONE, Channel.VISIT)


class IntakeForm(Form):
    channel = RadioField(
        _l("How does the person apply?"),
        choices=[SelectChoice(one.value, CHANNELS[one]) for one in TAKEN_DOWN],
        validators=[InputRequired(_l("Choose how the person applies."))],
    )
