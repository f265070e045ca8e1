"""A real SMTP server that keeps what it is sent."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.servers import free_port

PATIENCE_SECONDS = 20


class MailBox:
    """Every mail that arrived, in order."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(parsed)
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    def wait_for(self, address: str, number: int = 1) -> EmailMessage:
        """The newest mail to the address, once so many have come."""
        end = time.monotonic() + PATIENCE_SECONDS
        while len(self.to(address)) < number:
            assert time.monotonic() < end, f"no mail came to {address}"
            time.sleep(0.05)
        return self.to(address)[-1]


def text_of_mail(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The one address that the mail asks to open."""
    links = re.findall(r"https?://\S+", text_of_mail(mail))
    assert links, "the mail has no link"
    return str(links[0])


@contextmanager
def mail_server() -> Iterator[tuple[str, MailBox]]:
    """Its address as MAIL_URL wants it, and its box."""
    box, port = MailBox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}", box
    finally:
        controller.stop()
