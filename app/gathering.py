"""Requests that come within the same few milliseconds, served by one transaction.

The first that comes begins at once. Whoever comes while it is at work waits, and the
first of those then works for all who have gathered, in the order in which they came.
Nobody waits for a timer: alone, one is served as fast as ever; in a crowd the lock,
the commit and the disk are waited for once for many. No thread of its own, nothing
kept between requests: a killed process loses nothing that was acknowledged.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")

Work = Callable[[Sequence[Asked]], Sequence[Answered]]
"""Serves a list in its order: an answer for each. It may raise; then all are undone."""


class _Ticket(Generic[Asked, Answered]):
    """One who waits: until she is answered, or it is her turn to work for all."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.called = Event()
        self.answers: list[Answered] = []
        self.fault: Exception | None = None

    @property
    def settled(self) -> bool:
        return bool(self.answers) or self.fault is not None


class Gathering(Generic[Asked, Answered]):
    """The place where requests of one process gather before the same work."""

    def __init__(self, work: Work[Asked, Answered], *, most: int) -> None:
        self.work = work
        self.most = most
        """How many are served together at most; 1 serves each alone."""
        self._lock = Lock()
        self._waiting: deque[_Ticket[Asked, Answered]] = deque()
        self._busy = False

    def ask(self, asked: Asked) -> Answered:
        """The answer to this one, served with who else is waiting.

        Raises what the work raised for it, served alone.
        """
        ticket = _Ticket[Asked, Answered](asked)
        with self._lock:
            self._waiting.append(ticket)
            first = not self._busy
            self._busy = True
        if not first:
            ticket.called.wait()
        if not ticket.settled:
            try:
                self._serve(self._next())
            finally:
                self._call_next()
        if ticket.fault is not None:
            raise ticket.fault
        return ticket.answers[0]

    def _next(self) -> list[_Ticket[Asked, Answered]]:
        with self._lock:
            number = min(self.most, len(self._waiting))
            return [self._waiting.popleft() for _ in range(number)]

    def _call_next(self) -> None:
        """The first who waits works next; where nobody does, whoever comes."""
        with self._lock:
            self._busy = bool(self._waiting)
            if self._waiting:
                self._waiting[0].called.set()

    def _serve(self, tickets: Sequence[_Ticket[Asked, Answered]]) -> None:
        """Together; where that fails, one by one, so that one can't spoil the rest."""
        try:
            answers = self.work([ticket.asked for ticket in tickets])
        except Exception as fault:
            if len(tickets) == 1:
                tickets[0].fault = fault
            else:
                for ticket in tickets:
                    self._serve([ticket])
        else:
            for ticket, answer in zip(tickets, answers, strict=True):
                ticket.answers.append(answer)
        finally:
            for ticket in tickets:
                if not ticket.settled:  # this thread is being ended
                    ticket.fault = RuntimeError("nobody served this")
                ticket.called.set()
