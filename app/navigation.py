"""The main menu: four links at most, by what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_login import current_user

from app.accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    label: LazyString
    endpoint: str
    section: str
    """How the addresses under it begin, by which the current one is found."""
    besides: str | None = None
    """A part of that section with an entry of its own."""

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        return _within(self.section) and not (self.besides and _within(self.besides))


COURSES = Entry(_l("Courses"), "courses.catalogue", "courses")
VERIFY = Entry(_lp("menu", "Verify"), "certificates.verify", "verify")
ENTERPRISES = Entry(_l("Enterprises"), "incubation.enterprises", "enterprises")
MY_LEARNING = Entry(_l("My learning"), "home.me", "me")
VENTURES = Entry(_l("Ventures"), "incubation.ventures", "ventures")
TEACH = Entry(_l("My classes"), "home.teach", "teach")
OFFICE = Entry(_l("To do"), "home.office", "office")
CITY = Entry(_l("Figures"), "home.city", "city")
PEOPLE = Entry(_l("People"), "accounts.people", "people", besides="people/schools")
SCHOOLS = Entry(_l("Schools"), "accounts.schools", "people/schools")
OUTBOX = Entry(_l("Outbox"), "notifications.outbox", "outbox")

VISITOR = (COURSES, ENTERPRISES, VERIFY)
BY_ROLE = (
    (Permission.ADMINISTER, (PEOPLE, SCHOOLS, OUTBOX, COURSES)),
    (Permission.COORDINATE, (OFFICE, COURSES, VENTURES, VERIFY)),
    (Permission.TEACH, (TEACH, COURSES, MY_LEARNING)),
    (Permission.SEE_CITY, (CITY, COURSES, ENTERPRISES, VERIFY)),
    (Permission.MENTOR, (VENTURES, COURSES, ENTERPRISES)),
    (Permission.LEARN, (COURSES, MY_LEARNING, VENTURES, VERIFY)),
)


def menu() -> tuple[Entry, ...]:
    """The entries for whoever reads this page; the most particular role decides."""
    if not current_user.is_authenticated:
        return VISITOR
    held = current_user.permissions
    return next(entries for needed, entries in BY_ROLE if needed in held)


def _within(section: str) -> bool:
    return request.path == f"/{section}" or request.path.startswith(f"/{section}/")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["menu"] = menu
