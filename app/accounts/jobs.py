"""What the accounts package owes a worker."""

from __future__ import annotations

from app.accounts import mailed_links, tries
from app.clock import now
from app.unit_of_work import transaction


def forget_old_links() -> int:
    """Remove what was typed by people who never finished; how many links."""
    with transaction() as session:
        return mailed_links.forget_old(session, now=now())


def forget_old_tries() -> int:
    """Remove counts of wrong passwords that make nobody wait; how many."""
    with transaction() as session:
        return tries.forget_old(session, now=now())
