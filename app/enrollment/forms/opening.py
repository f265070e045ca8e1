"""Words of what can be refused around an opening, and the form that extends one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from app import words
from app.courses import extending
from app.courses.changes import ReasonNeeded
from app.courses.forms.parts import MomentField
from app.courses.publication import WindowOutlastsRun
from app.enrollment.opening import AlreadyOpen
from app.exceptions import DomainError
from app.form import Form

WORDS: dict[type[DomainError], LazyString] = {
    AlreadyOpen: _l("Applications are open already. You can apply right now."),
    extending.ExtensionRefused: _l("The application period can't be extended."),
    extending.NotLonger: _l(
        "Applications close on %(closes_at)s already. Choose a later time."
    ),
    extending.EndsBeforeNow: _l("This time has passed. Choose a later one."),
    extending.WindowMoved: _l(
        "A colleague has just changed this application period. Look at the new end, "
        "then decide again."
    ),
    extending.NotPublishedYet: _l(
        "This run isn't published, so there is nothing to extend. Change its notice."
    ),
}

words.register(WORDS)


class ExtendForm(Form):
    """Until when, and why. `seen` is the end that stood on the page."""

    beside: ClassVar = {
        extending.NotLonger: "until",
        extending.EndsBeforeNow: "until",
        WindowOutlastsRun: "until",
        ReasonNeeded: "reason",
    }

    seen = HiddenField()
    until = MomentField(_l("New end of applications"), [DataRequired()])
    reason = TextAreaField(
        _l("Why"),
        [DataRequired(), Length(max=300)],
        description=_l(
            "Everybody can read it on the page of the course, and whoever has applied "
            "or prepared an application is told. Don't name people."
        ),
        render_kw={"rows": 3},
    )

    def end_seen(self) -> datetime | None:
        """The end that stood on the page; None for anything odd."""
        try:
            seen = datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return None
        return seen if seen.tzinfo else None
