"""A bell that rings once for all who pull it within a moment.

Each commit that owes something wakes a worker. In a rush that would write a call to
the queue after every commit, with a commit of its own, while people wait; so the call
is made a moment later, from a thread of its own, for all that was owed meanwhile. A
process that is killed in that moment loses the call, never what is owed: workers look
each minute anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Timer

MOMENT_SECONDS = 0.2


class Bell:
    """Rings within a moment of the first pull; a pull after that rings again."""

    def __init__(self, ring: Callable[[], object]) -> None:
        self._ring = ring
        self._lock = Lock()
        self._pulled = False

    def pull(self) -> None:
        """Have it ring soon; costs nothing where it is about to."""
        with self._lock:
            if self._pulled:
                return
            self._pulled = True
        Timer(MOMENT_SECONDS, self._sound).start()

    def _sound(self) -> None:
        with self._lock:  # first: what is owed from now on needs another ring
            self._pulled = False
        self._ring()
