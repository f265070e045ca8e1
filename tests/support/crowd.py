"""A crowd that presses “apply” at one moment: a connection each, opened before.

It shares the machine with what it measures, so all it can do before it does before.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

PATIENCE_SECONDS = 300
CONNECTING_AT_ONCE = 100


@dataclass
class Resident(asyncio.Protocol):
    """One who presses once, and the answer she gets. Seconds of one clock."""

    request: bytes
    answered_or_lost: Callable[[], None]
    sent: float = 0.0
    answered: float = 0.0
    status: int = 0
    led_to: str = ""
    """The path of the page that she is led to."""
    _transport: asyncio.Transport | None = None
    _got: bytearray = field(default_factory=bytearray)
    _over: bool = False

    async def connect(self, port: int) -> None:
        """Where nobody listens any more she stays without an answer."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            await loop.create_connection(lambda: self, "127.0.0.1", port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def press(self) -> None:
        self.sent = time.perf_counter()
        if self._transport is None:
            self._end()
        else:
            self._transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        if b"\r\n\r\n" in self._got and not self._over:
            self.answered = time.perf_counter()
            self._end()

    def connection_lost(self, _error: Exception | None) -> None:
        self._end()

    def _end(self) -> None:
        if not self._over and self.sent:
            self._over = True
            self.answered_or_lost()

    def hang_up(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def read(self) -> None:
        """Understand the answer, once the rush is over."""
        if not self.answered:
            return
        head = self._got.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
        self.status = int(head[0].split()[1])
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "location":
                self.led_to = urlsplit(value).path


def request_of(path: str, person: dict[str, str]) -> bytes:
    body = f"csrf_token={quote(person['token'])}"
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: session={person['cookie']}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    ).encode()


async def _rush(
    port: int, path: str, people: Sequence[dict[str, str]]
) -> list[Resident]:
    over, left = asyncio.Event(), len(people)

    def one_more() -> None:
        nonlocal left
        left -= 1
        if not left:
            over.set()

    crowd = [Resident(request_of(path, one), one_more) for one in people]
    for first in range(0, len(crowd), CONNECTING_AT_ONCE):
        group = crowd[first : first + CONNECTING_AT_ONCE]
        await asyncio.gather(*(one.connect(port) for one in group))
    for one in crowd:
        one.press()
        await asyncio.sleep(0)  # let it leave: all are sent within a second
    await asyncio.wait_for(over.wait(), PATIENCE_SECONDS)
    for one in crowd:
        one.hang_up()
    return crowd


def rush(port: int, path: str, people: Sequence[dict[str, str]]) -> list[Resident]:
    """Everybody presses at once; how it went for each. In a thread of its own: a
    browser that other tests drive holds the event loop of this one."""
    with ThreadPoolExecutor(1) as thread:
        crowd = thread.submit(lambda: asyncio.run(_rush(port, path, people))).result()
    for one in crowd:
        one.read()
    return crowd


def seconds(crowd: Sequence[Resident]) -> float:
    """From the first press to the last answer."""
    return max(one.answered for one in crowd) - min(one.sent for one in crowd)
