"""Lifting a restriction, and the words of its refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app import words
from app.enrollment import services
from app.form import Form

words.register(
    {
        services.AlreadyLifted: _l("Somebody lifted it before. Nothing was changed."),
        services.RestrictionOver: _l(
            "It ended on %(until)s by itself. There is nothing left to lift."
        ),
        services.NoteMissing: _l("Enter why you lift it."),
    }
)


class LiftForm(Form):
    """Why somebody may apply again before the time is over."""

    beside = {services.NoteMissing: "note"}

    note = StringField(
        _l("Why do you lift it?"),
        description=_l("It is kept with the restriction. Only staff can see it."),
        validators=[DataRequired(_l("Enter why you lift it.")), Length(max=300)],
        render_kw={"maxlength": 300},
    )
