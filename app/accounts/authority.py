"""Who may be given which role, and by whom."""

from __future__ import annotations

from app.accounts.permissions import SCHOOL_ROLES, Role
from app.exceptions import DomainError


class RoleNotGranted(DomainError):
    """Learner is what everybody is; it is neither given nor taken."""


class RoleNeedsSchool(DomainError):
    """Instructor, mentor and coordinator are held for one school each."""


class RoleHasNoSchool(DomainError):
    """City officer and administrator are held for the whole city."""


class RoleHeldAlready(DomainError):
    """The account holds this role there now."""


class NotOneself(DomainError):
    """Nobody gives herself a role, or closes her own account."""


class LastAdministrator(DomainError):
    """Without her nobody could give roles any more."""


def demand_grantable(role: Role, *, school_id: int | None) -> None:
    """Raises RoleNotGranted, RoleNeedsSchool or RoleHasNoSchool."""
    if role is Role.LEARNER:
        raise RoleNotGranted
    if role in SCHOOL_ROLES and school_id is None:
        raise RoleNeedsSchool
    if role not in SCHOOL_ROLES and school_id is not None:
        raise RoleHasNoSchool


def demand_another(account_id: int, *, by: int | None) -> None:
    """Raises NotOneself; the command line (`by` None) is nobody's self."""
    if by == account_id:
        raise NotOneself
