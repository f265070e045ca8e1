"""What every way of delivering has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.notifications.models import Fault, Message, MessageChannel
from app.notifications.settling import Failure

Handover = Callable[[], None]
"""Gives a message that is written to whoever carries it on."""


class Undeliverable(Exception):
    """This message was not taken."""

    def __init__(self, fault: Fault, error: str, *, for_good: bool) -> None:
        self.failure = Failure(fault, error, for_good)
        super().__init__(error)


class Unreachable(Exception):
    """Nothing can be delivered this way now."""

    def __init__(self, fault: Fault, error: str) -> None:
        self.failure = Failure(fault, error)
        super().__init__(error)


class Carrier(Protocol):
    """One way of delivering, for one round of a worker."""

    channel: MessageChannel

    def write(self, message: Message) -> Handover:
        """Put it into words, so that nothing is asked of the database any more. The
        handover raises Undeliverable or Unreachable."""

    def hang_up(self) -> None:
        """After a failure, and at the end: the next message begins a new session."""


class NoGateway:
    """Where no gateway is set: texts go by e-mail."""

    channel = MessageChannel.TEXT

    def write(self, message: Message) -> Handover:
        raise Undeliverable(Fault.NO_GATEWAY, "SMS_URL is not set", for_good=True)

    def hang_up(self) -> None:
        """There is nothing to hang up."""
