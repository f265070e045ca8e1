"""transaction(): the only way to write. Views, commands and jobs open it.

`apart()` is for the one thing that must stay when the page's own work is undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.extensions import db


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit the block, or undo it. On SQLite it takes the write lock at once.

    Raises RuntimeError when nested, or when changes are pending from before:
    the rollback that begins it would lose them silently.
    """
    session: Session = db.session()
    if (
        session.info.get("in_transaction")
        or session.new
        or session.dirty
        or session.deleted
    ):
        raise RuntimeError("transaction() begins with a clean session")
    session.rollback()  # end the read transaction that loading the user began
    session.connection(execution_options={"write": True})
    session.info["in_transaction"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["in_transaction"] = False


@contextmanager
def apart() -> Iterator[Session]:
    """A transaction beside the page's: it stays when that one is undone.

    Only while no `transaction()` is open: on SQLite the two would wait for each other.
    """
    with db.session.session_factory() as session, session.begin():
        session.connection(execution_options={"write": True})
        yield session
