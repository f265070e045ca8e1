"""Which role may do what. The question *whose* is answered by the queries."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Role(enum.Enum):
    """Everybody signed in is a learner; the other roles are granted."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    CITY = "city"
    ADMINISTRATOR = "administrator"


SCHOOL_ROLES = frozenset({Role.INSTRUCTOR, Role.MENTOR, Role.COORDINATOR})
"""Roles that are held for one school each, and mean nothing beyond it."""


class Permission(enum.Enum):
    LEARN = "learn"
    """Apply, study, receive certificates, prepare a venture: one's own things."""
    TEACH = "teach"
    """Mark attendance in one's own runs."""
    MENTOR = "mentor"
    """Read the ventures of one's own schools."""
    COORDINATE = "coordinate"
    """Run one's own schools: courses, selection, certificates, ventures."""
    SEE_CITY = "see_city"
    """Read the figures of all schools."""
    READ_PLAN = "read_plan"
    """Read what the programme is to reach."""
    ADMINISTER = "administer"
    """Keep people, roles, schools and the plan."""


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset({Permission.LEARN}),
    Role.INSTRUCTOR: frozenset({Permission.TEACH}),
    Role.MENTOR: frozenset({Permission.MENTOR}),
    Role.COORDINATOR: frozenset({Permission.COORDINATE}),
    Role.CITY: frozenset({Permission.SEE_CITY, Permission.READ_PLAN}),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER, Permission.READ_PLAN}),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """What somebody signed in with these roles may do; a learner she always is."""
    held = {Role.LEARNER, *roles}
    return frozenset().union(*(GRANTS[role] for role in held))
