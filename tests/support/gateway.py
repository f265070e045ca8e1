"""A real HTTP server that takes text messages, and refuses on demand."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message as Headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

TAKEN = 202


@dataclass(frozen=True)
class Posted:
    path: str
    headers: Headers
    body: dict[str, Any]


class Gateway:
    """What arrived, in order. `answers` are the statuses of the next replies."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self.answers: list[int] = []
        self.stalls = 0.0
        """So many seconds it thinks."""
        self.url = ""

    def answer(self, posted: Posted) -> int:
        self.posted.append(posted)
        time.sleep(self.stalls)
        return self.answers.pop(0) if self.answers else TAKEN


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A gateway on a port of this machine until the block ends."""
    kept = Gateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = kept.answer(Posted(self.path, self.headers, json.loads(body)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    kept.url = f"http://me:se%20cret@127.0.0.1:{server.server_port}/send?from=0200"
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
