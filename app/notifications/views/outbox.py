"""The list of messages and one of them: for a school, or all for administrators."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from jinja2 import TemplateError

from app import reveal
from app.accounts.permissions import Permission
from app.clock import now
from app.extensions import db
from app.notifications import letters, queries
from app.notifications.letters import Letter
from app.notifications.models import Message, MessageChannel, MessageState
from app.notifications.queries import Filter
from app.notifications.views.blueprint import (
    CHANNELS,
    FAULTS,
    STATES,
    UNKNOWN_FAULT,
    Reader,
    bp,
    must_sign_in,
    note_recipients,
    office,
    office_reader,
    outbox_reader,
)
from app.outbox import decode
from app.web import asked_id, current_language, found, permission_required, public

A_PAGE = 30


class Group(enum.Enum):
    """The tabs above the list."""

    FAILED = "failed"
    WAITING = "waiting"
    SENT = "sent"


GROUPS: Mapping[Group, tuple[LazyString, tuple[MessageState, ...]]] = {
    Group.FAILED: (_l("Did not arrive"), queries.NOT_DELIVERED),
    Group.WAITING: (_l("To be sent"), (MessageState.QUEUED, MessageState.SENDING)),
    Group.SENT: (_l("Sent"), (MessageState.SENT,)),
}


@bp.get("/outbox")
@public
def outbox() -> ResponseReturnValue:
    """Messages, newest first. Public in development, where none is really sent."""
    if must_sign_in():
        return redirect(url_for("accounts.login", next=url_for(".outbox")))
    return _list(outbox_reader())


@bp.get("/outbox/<int:message_id>")
@public
def message(message_id: int) -> ResponseReturnValue:
    """One message as its reader sees it; staff see it without its secret links."""
    if must_sign_in():
        return redirect(url_for("accounts.login", next=request.path))
    return _one(message_id, outbox_reader())


@office.get("/office/messages")
@permission_required(Permission.COORDINATE)
def messages() -> ResponseReturnValue:
    """What a school has told its people, and what did not arrive."""
    return _list(office_reader())


@office.get("/office/messages/<int:message_id>", endpoint="message")
@permission_required(Permission.COORDINATE)
def office_message(message_id: int) -> ResponseReturnValue:
    return _one(message_id, office_reader())


def _list(reader: Reader) -> ResponseReturnValue:
    """One list for both: filtered by the address, paged by the last id shown."""
    session, after = db.session(), asked_id("after")
    group, wanted = _asked()
    rows = queries.messages(
        session, wanted, school_ids=reader.school_ids, after=after, limit=A_PAGE + 1
    )
    shown = rows[:A_PAGE]
    note_recipients(shown, reader)
    to = partial(_list_url, reader, _chosen(group, wanted))
    return render_template(
        "notifications/outbox.html",
        rows=[(message, in_words(message, masked=True)) for message in shown],
        people=queries.recipients(session, shown),
        reader=reader,
        wanted=wanted,
        about=_about(shown, wanted),
        sending=current_app.config["SETTINGS"].mail_url is not None,
        unfiltered=to(run=None, person=None),
        next_url=to(after=shown[-1].id) if len(rows) > A_PAGE else None,
        first_url=to() if after else None,
        now=now(),
        **_tabs(group, wanted, to),
        **_words(),
    )


def _list_url(reader: Reader, chosen: Mapping[str, Any], **changes: Any) -> str:
    return url_for(reader.list_endpoint, **{**chosen, **changes})


def _tabs(
    group: Group | None, wanted: Filter, to: Callable[..., str]
) -> dict[str, list[tuple[LazyString | str, str, bool]]]:
    """Label, address, and whether it is shown now."""
    return {
        "states_asked": [
            (_("All"), to(state=None), group is None),
            *((GROUPS[one][0], to(state=one.value), group is one) for one in Group),
        ],
        "channels_asked": [
            (_("All ways"), to(channel=None), wanted.channel is None),
            *(
                (label, to(channel=one.value), wanted.channel is one)
                for one, label in CHANNELS.items()
            ),
        ],
    }


def _one(message_id: int, reader: Reader) -> ResponseReturnValue:
    session = db.session()
    row = found(
        queries.message_in_outbox(session, message_id, school_ids=reader.school_ids)
    )
    note_recipients([row], reader)
    return render_template(
        "notifications/message.html",
        message=row,
        letter=in_words(row, masked=reader.masked),
        text=_text_of(row, masked=reader.masked),
        person=queries.recipients(session, [row]).get(row.person_id or 0),
        reader=reader,
        mendable=reader.may_mend and row.state in queries.NOT_DELIVERED,
        **_words(),
    )


def _asked() -> tuple[Group | None, Filter]:
    """What the address asks for; anything odd asks for everything."""
    asked = request.args.get("state", "")
    group = Group(asked) if asked in {each.value for each in Group} else None
    channel = request.args.get("channel", "")
    known = {each.value for each in MessageChannel}
    return group, Filter(
        states=GROUPS[group][1] if group else (),
        channel=MessageChannel(channel) if channel in known else None,
        run_id=asked_id("run"),
        person_id=asked_id("person"),
    )


def _chosen(group: Group | None, wanted: Filter) -> dict[str, Any]:
    return {
        "state": group.value if group else None,
        "channel": wanted.channel.value if wanted.channel else None,
        "run": wanted.run_id,
        "person": wanted.person_id,
    }


def _about(shown: Sequence[Message], wanted: Filter) -> dict[str, Any] | None:
    """The course run that is asked for, as its messages name it."""
    if wanted.run_id is None or not shown:
        return None
    return decode(shown[0].params, language=current_language(), masked=True)


def in_words(message: Message, *, masked: bool) -> Letter | None:
    """The letter, or None where it can't be written: the outbox must show that too."""
    try:
        return letters.read(message, masked=masked, nameless=_nameless(message))
    except (TemplateError, TypeError, ValueError):
        return None


def _text_of(message: Message, *, masked: bool) -> str | None:
    """The short version, of what goes as a text."""
    if message.channel is not MessageChannel.TEXT:
        return None
    try:
        return letters.as_text(message, masked=masked, nameless=_nameless(message))
    except (TemplateError, TypeError, ValueError):
        return None


def _nameless(message: Message) -> bool:
    return not reveal.shown_whole(message.person_id)


def _words() -> dict[str, Any]:
    return {
        "states": STATES,
        "channels": CHANNELS,
        "faults": FAULTS,
        "unknown_fault": UNKNOWN_FAULT,
    }
