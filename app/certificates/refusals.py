"""Why a certificate isn't issued or revoked; the words are in forms.py."""

from __future__ import annotations

from app.exceptions import DomainError, NotAllowed


class ForeignSchool(NotAllowed):
    """The certificate belongs to a school that the account doesn't coordinate."""


class NobodyChosen(DomainError):
    """The request names nobody to issue to."""


class NotInRun(DomainError):
    """Somebody named has no seat in this run."""


class NotCompleted(DomainError):
    """`name` has not completed the run."""


class AlreadyIssued(DomainError):
    """Everybody named holds a valid certificate of this run."""


class BirthDateMissing(DomainError):
    """`name`'s birth date isn't known, and a certificate shows it."""


class IssuerUnknown(DomainError):
    """Nobody operates the school on the day of issue, so nobody can sign."""


class NoticeIncomplete(DomainError):
    """The run's notice lacks its first day, last day or hours."""


class AlreadyRevoked(DomainError):
    """The certificate was revoked before."""
