"""What privacy owes a worker: files, erasures, and destroying what is due."""

from __future__ import annotations

import uuid

import structlog

from app import storage
from app.clock import now
from app.extensions import db
from app.privacy import archive, composition, working
from app.privacy.working import FileOwed
from app.unit_of_work import transaction

log = structlog.get_logger()


def make_due_files() -> int:
    """Make every file of “everything about me” that is owed; how many.

    Each outside any transaction that writes. A worker killed in between leaves a
    lease that lapses, and perhaps a file that no row names.
    """
    made = 0
    while (owed := _claim()) is not None:
        try:
            made += _make(owed)
        except Exception:
            log.exception("a file could not be made", request_id=owed.request_id)
            db.session.rollback()
            with transaction() as session:
                working.put_off(session, request_id=owed.request_id, now=now())
    return made


def _claim() -> FileOwed | None:
    with transaction() as session:
        return working.claim_next_file(session, now=now())


def _make(owed: FileOwed) -> bool:
    with archive.in_language(owed.language):
        chapters = composition.chapters(db.session(), owed.person_id)
        db.session.rollback()  # no transaction stays open while the file is drawn
        content = archive.pack(chapters, made_at=now())
    key = f"exports/{uuid.uuid4().hex}.zip"
    storage.current().put(key, content)
    with transaction() as session:
        kept = working.record_file(
            session, request_id=owed.request_id, key=key, now=now()
        )
    if not kept:
        storage.current().delete(key)
    return kept


def carry_out_erasures() -> int:
    """Erase everybody whose days of changing her mind are over; how many."""
    done = 0
    while True:
        with transaction() as session:
            if not working.erase_next(session, now=now()):
                return done
        done += 1


def destroy_due_records() -> int:
    """Destroy, once a night or because the button was pressed, what has been kept
    long enough; how many batches. Each batch is a transaction of its own."""
    with transaction() as session:
        working.owe_nightly_run(session, now=now())
        run_id = working.claim_run(session, now=now())
    if run_id is None:
        return 0
    for batches in range(working.MOST_BATCHES):
        with transaction() as session:
            if not working.destroy_batch(session, run_id, now=now()):
                return batches
    raise RuntimeError("what is due stays due, however often it is destroyed")
