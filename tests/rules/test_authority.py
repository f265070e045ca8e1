"""Who may be given which role."""

from __future__ import annotations

import pytest

from app.accounts.authority import (
    NotOneself,
    RoleHasNoSchool,
    RoleNeedsSchool,
    RoleNotGranted,
    demand_another,
    demand_grantable,
)
from app.accounts.permissions import SCHOOL_ROLES, Role


@pytest.mark.parametrize("role", [r for r in Role if r in SCHOOL_ROLES])
def test_a_school_role_is_held_for_a_school(role: Role) -> None:
    demand_grantable(role, school_id=1)

    with pytest.raises(RoleNeedsSchool):
        demand_grantable(role, school_id=None)


@pytest.mark.parametrize("role", [Role.CITY, Role.ADMINISTRATOR])
def test_a_city_role_is_held_for_the_city(role: Role) -> None:
    demand_grantable(role, school_id=None)

    with pytest.raises(RoleHasNoSchool):
        demand_grantable(role, school_id=1)


def test_nobody_is_made_a_learner() -> None:
    with pytest.raises(RoleNotGranted):
        demand_grantable(Role.LEARNER, school_id=None)


def test_nobody_does_it_to_herself_but_the_command_line_may() -> None:
    demand_another(7, by=8)
    demand_another(7, by=None)

    with pytest.raises(NotOneself):
        demand_another(7, by=7)
