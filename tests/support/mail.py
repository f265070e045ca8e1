"""A real SMTP server for tests: it keeps what it is given, and refuses on demand."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

PATIENCE_SECONDS = 20


class Postbox:
    """What arrived, in order. `answers` replaces the next replies to a letter."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []
        self.refuses: dict[str, str] = {}
        """Replies to these recipients."""
        self.stalls = 0.0
        """So many seconds it thinks about a letter that it keeps."""
        self.kept: Callable[[], object] = lambda: None
        """Done as soon as the server has a letter, before it says so."""
        self.kills: int | None = None
        """A process that dies as soon as the server has its letter."""
        self.url = ""

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.kept()
        if self.kills is not None:
            os.kill(self.kills, signal.SIGKILL)
        await asyncio.sleep(self.stalls)
        return "250 kept"

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    def header(self, name: str) -> list[str]:
        return [str(letter[name]) for letter in self.letters]

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def wait_for_link(self, address: str, part: str) -> str:
        """The newest link with this in its path that was mailed to the address."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            links = [link for letter in self.to(address) for link in links_in(letter)]
            found = [link for link in links if part in link]
            if found:
                return found[-1]
            assert time.monotonic() < end, f"no link with {part} came to {address}"
            time.sleep(0.05)


def links_in(letter: EmailMessage) -> list[str]:
    body = letter.get_body(("plain",))
    assert body is not None
    return re.findall(r"https?://\S+", str(body.get_content()))


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A server on a port of this machine until the block ends."""
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.url = f"smtp://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()


class Silence:
    """A server that takes calls and never says a word."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.url = f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        self.calls: list[socket.socket] = []

    def wait_for_call(self) -> None:
        self.calls.append(self.listener.accept()[0])


@contextmanager
def silence() -> Iterator[Silence]:
    """Until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE_SECONDS)
        silent = Silence(listener)
        try:
            yield silent
        finally:
            for call in silent.calls:
                call.close()
