"""The root of every refusal. A refusal is wordless: the forms hold the words."""

from __future__ import annotations

from collections.abc import Mapping


class DomainError(Exception):
    """Something the rules refuse; one subclass per reason.

    Keyword arguments are the facts that its words may name,
    e.g. ``RunFull(limit=5)`` with “%(limit)d people are waiting already”.
    """

    def __init__(self, **facts: object) -> None:
        self.facts: Mapping[str, object] = facts
        super().__init__(*facts.values())


class NotAllowed(DomainError):
    """The person may do this in general, but not with this object."""
