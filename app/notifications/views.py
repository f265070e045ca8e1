"""The outbox: for everybody in development, else for staff, who see their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from jinja2 import TemplateError

from app import access_log, reveal
from app.accounts.permissions import Permission, Role
from app.extensions import db
from app.notifications import letters, queries
from app.notifications.letters import Letter
from app.notifications.models import Message, MessageState
from app.web import asked_id, found, me, public

bp = Blueprint("notifications", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)

A_PAGE = 30
STATES = {
    MessageState.QUEUED: ("off", "wait", _l("To be sent")),
    MessageState.SENDING: ("run", "run", _l("Being sent")),
    MessageState.SENT: ("open", "done", _l("Sent")),
    MessageState.FAILED: ("bad", "cross", _l("Not sent")),
}
"""A state's look, shape and word."""


@dataclass(frozen=True)
class Reader:
    """Who reads the outbox: which schools' messages, and whether links are hidden."""

    school_ids: frozenset[int] | None
    masked: bool


@bp.get("/outbox")
@public
def outbox() -> ResponseReturnValue:
    """Messages, newest first. Public in development, where none is really sent."""
    if must_sign_in():
        return redirect(url_for("accounts.login", next=url_for(".outbox")))
    reader = reader_or_403()
    after = asked_id("after")
    messages = queries.outbox(
        db.session(), school_ids=reader.school_ids, after=after, limit=A_PAGE + 1
    )
    shown = messages[:A_PAGE]
    more = len(messages) > A_PAGE
    note_recipients(shown)
    return render_template(
        "notifications/outbox.html",
        rows=[(message, in_words(message, masked=True)) for message in shown],
        reader=reader,
        states=STATES,
        sending=current_app.config["SETTINGS"].mail_url is not None,
        next_url=url_for(".outbox", after=shown[-1].id) if more else None,
        first_url=url_for(".outbox") if after else None,
    )


@bp.get("/outbox/<int:message_id>")
@public
def message(message_id: int) -> ResponseReturnValue:
    """One message as its reader sees it; staff see it without its secret links."""
    if must_sign_in():
        return redirect(url_for("accounts.login", next=request.path))
    reader = reader_or_403()
    row = found(
        queries.message_in_outbox(
            db.session(), message_id, school_ids=reader.school_ids
        )
    )
    note_recipients([row])
    return render_template(
        "notifications/message.html",
        message=row,
        letter=in_words(row, masked=reader.masked),
        reader=reader,
        states=STATES,
    )


def must_sign_in() -> bool:
    return not (current_app.config["OPEN_OUTBOX"] or current_user.is_authenticated)


def reader_or_403() -> Reader:
    """Everything in development; else administrators, and coordinators their own."""
    if current_app.config["OPEN_OUTBOX"]:
        return Reader(school_ids=None, masked=False)
    if me().owes_second_factor:
        abort(403)
    if me().can(Permission.ADMINISTER):
        return Reader(school_ids=None, masked=True)
    if not me().can(Permission.COORDINATE):
        abort(403)
    return Reader(school_ids=me().school_ids(Role.COORDINATOR), masked=True)


def note_recipients(messages: Iterable[Message]) -> None:
    """Say in the access log whose messages these are; in development, where anybody
    reads them, the data is nobody's."""
    if not current_app.config["OPEN_OUTBOX"]:
        access_log.note(m.person_id for m in messages if m.person_id is not None)


def in_words(message: Message, *, masked: bool) -> Letter | None:
    """The letter, or None where it can't be written: the outbox must show that too."""
    nameless = not reveal.shown_whole(message.person_id)
    try:
        return letters.read(message, masked=masked, nameless=nameless)
    except (TemplateError, TypeError, ValueError):
        return None
