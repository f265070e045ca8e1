"""One's own details; an administrator's people, roles and schools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired

from app.accounts import authority
from app.accounts.forms.fields import a_district, a_mobile_number, district_choices
from app.accounts.forms.words import ROLE_WORDS
from app.accounts.permissions import Role
from app.form import Form
from app.formats import local
from app.places.models import District, School
from app.places.services import SchoolThere

LANGUAGE_NAMES = (SelectChoice("ko", "한국어"), SelectChoice("en", "English"))


class DetailsForm(Form):
    mobile = a_mobile_number()
    district = a_district()
    language = SelectField(
        _l("Language of our e-mails"),
        choices=list(LANGUAGE_NAMES),
        validators=[InputRequired(_l("Choose a language."))],
    )

    def __init__(self, *, districts: Sequence[District], **more: Any) -> None:
        super().__init__(**more)
        self.district.choices = district_choices(districts)


class GrantForm(Form):
    """A role, and the school for which it is held."""

    beside = {
        authority.RoleNotGranted: "role",
        authority.RoleHeldAlready: "role",
        authority.RoleNeedsSchool: "school",
        authority.RoleHasNoSchool: "school",
    }

    role = SelectField(_l("Role"), validators=[InputRequired(_l("Choose a role."))])
    school = SelectField(
        _l("School"), coerce=int, validators=[InputRequired(_l("Choose a school."))]
    )

    def __init__(self, *, schools: Sequence[School], **more: Any) -> None:
        super().__init__(**more)
        grantable = [role for role in Role if role is not Role.LEARNER]
        self.role.choices = [SelectChoice(r.value, ROLE_WORDS[r]) for r in grantable]
        self.school.choices = [
            SelectChoice(0, str(_l("Whole of Seoul"))),
            *(SelectChoice(s.id, local(s, "name")) for s in schools),
        ]


class SchoolForm(Form):
    """A district that has no school yet."""

    beside = {SchoolThere: "district"}

    district = SelectField(
        _l("District"), validators=[DataRequired(_l("Choose a district."))]
    )

    def __init__(self, *, districts: Sequence[District], **more: Any) -> None:
        super().__init__(**more)
        self.district.choices = district_choices(districts)
