"""Who reads which messages, and the words for what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_login import current_user

from app import access_log
from app.accounts.permissions import Permission, Role
from app.notifications.models import Fault, Message, MessageChannel, MessageState
from app.web import me

bp = Blueprint("notifications", __name__)
office = Blueprint("notifications_office", __name__)
"""The same pages for a school's staff: masked in development too."""

STATES = {
    MessageState.QUEUED: ("off", "wait", _l("To be sent")),
    MessageState.SENDING: ("run", "run", _l("Being sent")),
    MessageState.SENT: ("open", "done", _l("Sent")),
    MessageState.FAILED: ("bad", "cross", _l("Not sent")),
    MessageState.UNREACHABLE: ("bad", "warn", _l("Not reachable")),
    MessageState.TOLD: ("open", "done", _l("Told otherwise")),
}
"""A state's look, shape and word."""
CHANNELS = {
    MessageChannel.EMAIL: _lp("channel", "E-mail"),
    MessageChannel.TEXT: _l("Text message"),
}
FAULTS: dict[Fault, LazyString] = {
    Fault.ADDRESS_REFUSED: _l("The e-mail address was refused. It may be mistyped."),
    Fault.REFUSED: _l("The recipient's e-mail server refused the message."),
    Fault.TEXT_REFUSED: _l("The text message was refused. Check the mobile number."),
    Fault.PUT_OFF: _l("The e-mail server or the gateway asked us to come back later."),
    Fault.NO_SERVER: _l("The e-mail server or the gateway could not be reached."),
    Fault.NO_ANSWER: _l(
        "The e-mail server or the gateway broke off or did not answer."
    ),
    Fault.NO_GATEWAY: _l(
        "This person has no e-mail address, and no gateway for text messages is set up."
    ),
    Fault.NO_ADDRESS: _l("This person has no e-mail address we could write to."),
    Fault.NOT_WRITTEN: _l("The message could not be written. Tell the administrator."),
    Fault.WORKERS_DIED: _l(
        "Sending was interrupted every time. Tell the administrator."
    ),
}
"""Why a message did not go out, for staff."""
UNKNOWN_FAULT = _l("Why is not known.")


@dataclass(frozen=True)
class Reader:
    """Who reads the outbox: which schools' messages, and whether links are hidden."""

    school_ids: frozenset[int] | None
    masked: bool
    within: str
    """The blueprint whose pages she stays on."""

    @property
    def in_office(self) -> bool:
        return self.within == office.name

    @property
    def may_mend(self) -> bool:
        return bool(current_user.is_authenticated) and self.masked

    @property
    def list_endpoint(self) -> str:
        return f"{self.within}.{'messages' if self.in_office else 'outbox'}"

    @property
    def message_endpoint(self) -> str:
        return f"{self.within}.message"


def must_sign_in() -> bool:
    return not (current_app.config["OPEN_OUTBOX"] or current_user.is_authenticated)


def outbox_reader() -> Reader:
    """Everybody in development, else administrators: all messages. Others: 403."""
    if current_app.config["OPEN_OUTBOX"]:
        return Reader(school_ids=None, masked=False, within=bp.name)
    if me().owes_second_factor or not me().can(Permission.ADMINISTER):
        abort(403)
    return Reader(school_ids=None, masked=True, within=bp.name)


def office_reader() -> Reader:
    """A coordinator, who reads her own schools' messages."""
    mine = me().school_ids(Role.COORDINATOR)
    return Reader(school_ids=mine, masked=True, within=office.name)


def note_recipients(messages: Iterable[Message], reader: Reader) -> None:
    """Say in the access log whose messages these are; in development, where anybody
    reads them, the data is nobody's."""
    if reader.masked:
        access_log.note(m.person_id for m in messages if m.person_id is not None)
