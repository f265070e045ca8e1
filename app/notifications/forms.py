"""How somebody wants to be written to, and why a message can't be mended."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from app.form import Form
from app.message_kinds import MessageChannel
from app.notifications.mending import NotFailed, StillUnreachable
from app.notifications.services import NoNumber
from app.words import register

register(
    {
        NotFailed: _l("There is nothing left to do for this message."),
        StillUnreachable: _l(
            "There is still no e-mail address, and no mobile number for this message. "
            "Call, or enter an address first."
        ),
        NoNumber: _l("Enter your mobile number among your details first."),
    }
)


class PreferencesForm(Form):
    beside = {NoNumber: "channel"}

    channel = RadioField(
        _lp("preference", "By which way"),
        choices=[
            SelectChoice(MessageChannel.EMAIL.value, _l("By e-mail")),
            SelectChoice(
                MessageChannel.TEXT.value,
                _l("By text message; what is too long for that, by e-mail"),
            ),
        ],
        validators=[InputRequired(_l("Choose one of the two."))],
    )
    reminders = BooleanField(_lp("preference", "Remind me of classes and deadlines"))
    news = BooleanField(_lp("preference", "Tell me about new courses"))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.reminders.flags.quiet = self.news.flags.quiet = True
