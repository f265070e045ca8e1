"""The blueprint of people, and what its pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask_limiter import RateLimitExceeded

from app.accounts.models import ConsentHow, Person
from app.accounts.permissions import Role
from app.accounts.views.blueprint import too_many_tries
from app.privacy.people.duplicates import Details
from app.privacy.people.forms import HOW_WORDS
from app.web import me

bp = Blueprint("people", __name__)

A_PAGE = 30


@dataclass(frozen=True)
class Desk:
    """From where staff look: a coordinator's office, or the whole city."""

    everywhere: bool
    school_ids: frozenset[int] | None
    """Whose people; None for everybody's."""

    def url(self, page: str, **values: Any) -> str:
        """This desk's page: `duplicates`, `pair`, `merges`, …"""
        return url_for(f"people.{'all_' if self.everywhere else ''}{page}", **values)

    def person_url(self, person: Person) -> str:
        if self.everywhere:
            return url_for("accounts.person", person_id=person.id)
        return url_for("people.person", person_id=person.id)

    @property
    def own_school_id(self) -> int | None:
        """Whose merge it is where one school's staff do it."""
        return min(self.school_ids) if self.school_ids else None


def office() -> Desk:
    return Desk(False, me().school_ids(Role.COORDINATOR))


def city() -> Desk:
    return Desk(True, None)


def details_of(person: Person) -> Details:
    return Details(person.name, person.birth_date, person.mobile)


@bp.errorhandler(429)
def slow_down(error: RateLimitExceeded) -> tuple[str, int]:
    return too_many_tries(error)


@bp.app_template_filter("consent_how")
def consent_how(how: ConsentHow) -> str:
    return str(HOW_WORDS[how])
