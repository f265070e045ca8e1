"""Buttons on a message that did not arrive: try again, and told otherwise."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.permissions import Permission
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.notifications import mending, queries
from app.notifications.views.blueprint import (
    Reader,
    note_recipients,
    office,
    office_reader,
    outbox_reader,
)
from app.unit_of_work import transaction
from app.web import found, me, signed_in
from app.words import words_for


@office.post("/office/messages/<int:message_id>/again")
@signed_in
def again(message_id: int) -> ResponseReturnValue:
    """Send what did not arrive once more, to the address or number of today."""
    return _mended(message_id, mending.try_again, _("The message will be sent again."))


@office.post("/office/messages/<int:message_id>/told")
@signed_in
def told(message_id: int) -> ResponseReturnValue:
    """Somebody has telephoned: nothing is left to do."""
    return _mended(message_id, mending.told, _("Noted. Nothing is left to do here."))


def _mended(
    message_id: int, mend: Callable[..., None], said: str
) -> ResponseReturnValue:
    reader, by = _reader(), me().id
    message = found(
        queries.message_in_outbox(
            db.session(), message_id, school_ids=reader.school_ids
        )
    )
    note_recipients([message], reader)
    try:
        with transaction() as session:
            mend(session, message_id, by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(said, "ok")
    return redirect(url_for(reader.message_endpoint, message_id=message_id))


def _reader() -> Reader:
    """Administrators mend any message, coordinators those of their schools."""
    return office_reader() if me().can(Permission.COORDINATE) else outbox_reader()
