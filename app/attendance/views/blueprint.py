"""The one blueprint of attendance, and whose registers whoever is signed in keeps."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint

from app.accounts.permissions import Role
from app.courses.models import CourseRun
from app.web import me

bp = Blueprint("attendance", __name__)


@dataclass(frozen=True)
class Keeper:
    """Who opens a register: an instructor of the run, or the school's coordinator."""

    person_id: int
    teaches: frozenset[int]
    """The schools where she holds an instructor's role."""
    coordinates: frozenset[int]
    """The schools that she coordinates."""

    def corrects(self, run: CourseRun) -> bool:
        """A coordinator corrects after the run's end too."""
        return run.course.school_id in self.coordinates


def keeper() -> Keeper:
    account = me()
    return Keeper(
        person_id=account.person_id,
        teaches=account.school_ids(Role.INSTRUCTOR),
        coordinates=account.school_ids(Role.COORDINATOR),
    )
