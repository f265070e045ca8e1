"""What is asked before staff carry personal data of others away in a file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.form import Form

SHORTEST, LONGEST = 5, 300


class ExportForm(Form):
    """The reason stands in the access log (안전성 확보조치 기준 제8조)."""

    reason = StringField(
        _l("What do you need the file for?"),
        description=_l("The access log keeps your answer with the download."),
        validators=[
            DataRequired(_l("Enter what you need the file for.")),
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=_l("Use %(min)d to %(max)d characters."),
            ),
        ],
        render_kw={"maxlength": LONGEST, "autocomplete": "off"},
    )
