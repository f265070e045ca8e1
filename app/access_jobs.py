"""What the access log owes a worker: a seal for each month that is over."""

from __future__ import annotations

from app import access_keeping
from app.clock import now
from app.extensions import db
from app.unit_of_work import transaction


def seal_finished_months() -> int:
    """How many were sealed. Asked without a lock first: it comes every minute."""
    done = 0
    while access_keeping.next_to_seal(db.session(), now=now()) is not None:
        with transaction() as session:
            done += access_keeping.seal_next(session, now=now()) is not None
    db.session.rollback()
    return done


def drop_old_months() -> int:
    """How many months were destroyed, each in a transaction of its own."""
    done = 0
    while access_keeping.any_to_drop(db.session(), now=now()):
        with transaction() as session:
            if access_keeping.drop_next(session, now=now()) is None:
                break
        done += 1
    db.session.rollback()
    return done
