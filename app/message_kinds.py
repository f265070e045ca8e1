"""Every message we write, by its template: what can wait for the morning, what goes
as a text too, what somebody may do without. Pure; the one place where this is said.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class MessageChannel(enum.Enum):
    EMAIL = "email"
    TEXT = "text"
    """문자: through the gateway of SMS_URL."""


class Wish(enum.Enum):
    """What people may switch off. All else is sent: it is what they came for."""

    REMINDERS = "reminders"
    NEWS = "news"
    """The consent of that kind, held with the other consents."""


@dataclass(frozen=True)
class MessageKind:
    can_wait: bool = False
    """Whether it is kept out of the quiet hours. Answers to what the reader just did
    never wait, nor does what is urgent."""
    text: bool = False
    """Whether `templates/sms` has it in few words: what people act on."""
    wish: Wish | None = None
    deadline: str = ""
    """The parameter with the moment by which it must be there: where that comes
    before the quiet hours end, it doesn't wait after all."""


ANSWER = MessageKind()
"""To what the reader has just done herself."""
TOLD = MessageKind(can_wait=True)
"""Somebody else did something, and it can be read in the morning."""
ANSWER_BY_TEXT = MessageKind(text=True)
TOLD_BY_TEXT = MessageKind(can_wait=True, text=True)

KINDS: dict[str, MessageKind] = {
    "account-closed": ANSWER,
    "certificate-issued": TOLD_BY_TEXT,
    "certificate-revoked": TOLD_BY_TEXT,
    "class_reminder": MessageKind(
        can_wait=True, text=True, wish=Wish.REMINDERS, deadline="begins_at"
    ),
    "email-change": ANSWER,
    "email-change-asked": ANSWER,
    "email-change-known": ANSWER,
    "email-changed": ANSWER,
    "enrollment_cancelled": TOLD_BY_TEXT,
    "enrollment_confirmed": ANSWER_BY_TEXT,
    "enrollment_dropped": TOLD_BY_TEXT,
    "enrollment_moved_up": TOLD_BY_TEXT,
    "enrollment_no_show": TOLD_BY_TEXT,
    "enrollment_waiting": ANSWER_BY_TEXT,
    "enrollment_withdrawn": ANSWER_BY_TEXT,
    "offer_declined": ANSWER_BY_TEXT,
    "offer_lapsed": TOLD_BY_TEXT,
    "offer_reminder": MessageKind(can_wait=True, text=True, deadline="by"),
    "outside-connected": ANSWER,
    "outside-disconnected": ANSWER,
    "outside-link": ANSWER,
    "outside-unknown": ANSWER,
    "password-changed": ANSWER,
    "person_claimed": ANSWER,
    "person_merged": TOLD,
    "prepared_called_off": TOLD,
    "prepared_closed": TOLD,
    "prepared_reminder": MessageKind(
        can_wait=True, text=True, wish=Wish.REMINDERS, deadline="opens_at"
    ),
    "privacy_answered": TOLD,
    "privacy_asked": ANSWER,
    "privacy_erasure": ANSWER,
    "privacy_file": ANSWER,
    "reset": ANSWER,
    "reset-unknown": ANSWER,
    "restriction_lifted": TOLD_BY_TEXT,
    "run_cancelled": ANSWER_BY_TEXT,  # who sets out in the morning must know
    "run_short": TOLD,
    "run_short_closed": TOLD,
    "seat_offered": MessageKind(can_wait=True, text=True, deadline="by"),
    "second-factor-off": ANSWER,
    "second-factor-on": ANSWER,
    "second-factor-taken": ANSWER,
    "second-factor-wrong": ANSWER,
    "sign-up": ANSWER,
    "sign-up-known": ANSWER,
    "venture_invitation": TOLD,
    "venture_step": TOLD,
    "waiting_list_ended": TOLD_BY_TEXT,
    "waiting_moved": TOLD_BY_TEXT,
    "window_extended": MessageKind(can_wait=True, text=True, deadline="new"),
}
"""A test demands an entry for each file of `templates/mail`."""


def kind_of(template: str) -> MessageKind:
    """An unknown template goes at once, by e-mail, to everybody: the safe side."""
    return KINDS.get(template, ANSWER)
