"""By which way somebody is told something. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.message_kinds import MessageChannel, MessageKind, Wish


@dataclass(frozen=True)
class Reach:
    """How somebody can be reached, and how she wants to be."""

    email: str | None
    """The address she signs in with, or else the one staff noted."""
    mobile: str | None
    language: str = "ko"
    by_text: bool = False
    reminders: bool = True
    news: bool = False
    """Whether she agreed to news."""


@dataclass(frozen=True)
class Way:
    channel: MessageChannel
    address: str


def wants(reach: Reach, kind: MessageKind) -> bool:
    """Whether she is told this at all; only what may be switched off is asked."""
    match kind.wish:
        case Wish.REMINDERS:
            return reach.reminders
        case Wish.NEWS:
            return reach.news
    return True


def way_to(reach: Reach, kind: MessageKind) -> Way | None:
    """A text to who wants texts or has no e-mail address, where there is a short
    version; else an e-mail. None where there is neither way."""
    by_text = reach.by_text or not reach.email
    if kind.text and reach.mobile and by_text:
        return Way(MessageChannel.TEXT, reach.mobile)
    if reach.email:
        return Way(MessageChannel.EMAIL, reach.email)
    return None
