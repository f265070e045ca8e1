"""From a message to the letter somebody reads, in her language."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from app.accounts.masking import mask_name
from app.notifications.models import Message
from app.outbox import decode


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


RECIPIENT, OTHERS = "name", frozenset({"inviter"})
"""Under these a message carries names of people."""
NOBODY = "○○○"
"""For the name of another than the recipient: the message doesn't know whose it is,
so that seeing it could not be logged."""


def read(message: Message, *, masked: bool = False, nameless: bool = False) -> Letter:
    """The message in words; `masked` hides the links that do something, and the
    names of others than the recipient, `nameless` hers too.

    The first line of a template is the subject.
    """
    text = _rendered(message, "mail", masked=masked, nameless=nameless)
    subject, _, body = text.strip().partition("\n")
    return Letter(" ".join(subject.split()), body.strip() + "\n")


def as_text(message: Message, *, masked: bool = False, nameless: bool = False) -> str:
    """The short version, as it goes to a telephone; hidden as in `read`."""
    text = _rendered(message, "sms", masked=masked, nameless=nameless)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def _rendered(message: Message, folder: str, *, masked: bool, nameless: bool) -> str:
    params = decode(message.params, language=message.language, masked=masked)
    if masked:
        params |= dict.fromkeys(params.keys() & OTHERS, NOBODY)
    if nameless and RECIPIENT in params:
        params[RECIPIENT] = mask_name(str(params[RECIPIENT]))
    with force_locale(message.language):
        return render_template(f"{folder}/{message.template}.txt", site=site, **params)


def site(path: str) -> str:
    """The whole address of a path of this site, for readers outside it."""
    return f"{current_app.config['PUBLIC_URL']}{path}"


def as_email(message: Message, *, sender: str) -> EmailMessage:
    """The letter as it goes over the wire; the same each time it is made."""
    letter = read(message)
    host = urlsplit(cast(str, current_app.config["PUBLIC_URL"])).hostname
    email = EmailMessage()
    with force_locale(message.language):
        name = gettext("Jumin School")
    email["From"] = f"{name} <{sender or f'no-reply@{host}'}>"
    email["To"] = message.to_address
    email["Subject"] = letter.subject
    email["Date"] = format_datetime(message.created_at)
    email["Message-ID"] = f"<{message.message_key}@{host}>"
    email["Auto-Submitted"] = "auto-generated"
    email["Content-Language"] = message.language
    email.set_content(letter.body)
    return email
