"""A crowd that presses “apply” at one moment: a connection each, opened before."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

PATIENCE_SECONDS = 300
CONNECTING_AT_ONCE = 100


@dataclass
class Resident(asyncio.Protocol):
    """One who presses once, and the answer she gets. Seconds of one clock."""

    cookie: str
    token: str
    sent: float = 0.0
    answered: float = 0.0
    status: int = 0
    led_to: str = ""
    _transport: asyncio.Transport | None = None
    _got: bytearray = field(default_factory=bytearray)
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    async def connect(self, port: int) -> None:
        """Where nobody listens any more she stays without an answer."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            await loop.create_connection(lambda: self, "127.0.0.1", port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def press(self, path: str) -> None:
        self.sent = time.perf_counter()
        if self._transport is None:
            self._done.set()
            return
        body = f"csrf_token={quote(self.token)}"
        self._transport.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Cookie: session={self.cookie}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._got += data
        if b"\r\n\r\n" in self._got and not self.status:
            self._read()

    def _read(self) -> None:
        self.answered = time.perf_counter()
        head = self._got.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
        self.status = int(head[0].split()[1])
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "location":
                self.led_to = value
        self._done.set()

    def connection_lost(self, _error: Exception | None) -> None:
        self._done.set()

    async def wait(self) -> None:
        await asyncio.wait_for(self._done.wait(), PATIENCE_SECONDS)
        if self._transport is not None:
            self._transport.close()


async def _rush(port: int, path: str, crowd: Sequence[Resident]) -> None:
    for first in range(0, len(crowd), CONNECTING_AT_ONCE):
        group = crowd[first : first + CONNECTING_AT_ONCE]
        await asyncio.gather(*(one.connect(port) for one in group))
    for one in crowd:
        one.press(path)
        await asyncio.sleep(0)  # let it leave: all are sent within a second
    await asyncio.gather(*(one.wait() for one in crowd))


def rush(port: int, path: str, people: Sequence[dict[str, str]]) -> list[Resident]:
    """Everybody presses at once; how it went for each."""
    crowd = [Resident(one["cookie"], one["token"]) for one in people]
    asyncio.run(_rush(port, path, crowd))
    return crowd


def seconds(crowd: Sequence[Resident]) -> float:
    """From the first press to the last answer."""
    return max(one.answered for one in crowd) - min(one.sent for one in crowd)
