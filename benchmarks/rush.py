"""An opening: everybody presses “apply” for one run at one moment.

These ways take turns on one PostgreSQL server that writes to disk in earnest, each a
real server process, started alike, with residents who are signed in and send the token
of their form:

- today's: those who come together are placed together;
- alone: the same, but each placed alone (PLACED_TOGETHER=1);
- the first issue's: its whole tree, taken from its commit, one request a transaction;
- the same with four threads, as it was started then.

Then 5,000 residents press for 30 seats, in today's way on either database, and in the
first issue's; the run itself asks the database whether everything is exact.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from benchmarks.rush_serving import (
    FIRST_ISSUES_THREADS,
    Served,
    first_issue,
    serve,
    today,
)
from tests.support.crowd import Resident, rush, seconds
from tests.support.servers import postgresql
from tests.support.town import SEATS

A_TURN, TURNS, WARM = 400, 5, 40
CROWD = 5_000


@dataclass
class Way:
    """One way of placing, as a server, and how long its turns took."""

    name: str
    served: Served
    turns: list[float] = field(default_factory=list)
    """Seconds a press."""

    def turn(self, people: int) -> float:
        crowd = self.press(people)
        assert {one.status for one in crowd} == {302}, self.name
        return seconds(crowd) / people

    def press(self, people: int) -> list[Resident]:
        run_id, residents = self.served.next(people)
        return rush(self.served.port, f"/runs/{run_id}/apply", residents)


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgresql(durable=True))
        needed = CROWD + WARM + 3 * (WARM + TURNS * A_TURN)
        begin = stack.enter_context
        old = Way("the first issue's", begin(first_issue(server, folder, needed)))
        few = begin(serve(old.served, threads=FIRST_ISSUES_THREADS))
        was = Way("the first issue's, with four threads", few)
        new = Way("placed together", begin(today(server, folder, needed)))
        alone = Way("placed alone", begin(serve(new.served, PLACED_TOGETHER="1")))
        take_turns(old, was, new, alone)
        for way in (new, alone):
            say_ratio(way, old)
            say_ratio(way, was)
        say_crowd(new, old)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        embedded = stack.enter_context(today(None, folder, CROWD + WARM))
        say_crowd(Way("placed together", embedded), None)


def take_turns(*ways: Way) -> None:
    for way in ways:
        way.turn(WARM)
    for _ in range(TURNS):
        for way in ways:
            way.turns.append(way.turn(A_TURN))


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say_ratio(subject: Way, baseline: Way) -> None:
    """Above 1 the subject serves more presses a second."""
    mine, theirs = subject.turns, baseline.turns
    say(
        benchmark="rush, one hot run",
        subject=subject.name,
        baseline=baseline.name,
        ratio=round(statistics.median(theirs) / statistics.median(mine), 2),
        median_ms=round(statistics.median(mine) * 1000, 3),
        min_ms=round(min(mine) * 1000, 3),
        max_ms=round(max(mine) * 1000, 3),
        runs=len(mine),
    )


def say_crowd(way: Way, baseline: Way | None) -> None:
    """5,000 on 30 seats: whether it is exact, and how far from the order of sending."""
    way.turn(WARM)
    crowd = way.press(CROWD)
    line: dict[str, object] = {
        "benchmark": f"rush, {CROWD} residents on {SEATS} seats",
        "database": way.served.kind,
        "subject": way.name,
        "statuses": Counter(one.status for one in crowd),
        "seconds": round(seconds(crowd), 2),
        "inversion_p99_ms": inversion(way, crowd),
        "exact": exact(way, crowd),
    }
    if baseline is not None:
        line["baseline"] = baseline.name
        line["baseline_inversion_p99_ms"] = inversion(baseline, baseline.press(CROWD))
    say(**line)
    if not line["exact"]:
        sys.exit(1)


def exact(way: Way, crowd: Sequence[Resident]) -> bool:
    """Asked of the database: thirty seats, numbers from 1 without a gap, a place and
    a message each, counters that agree, and each led to her own place."""
    rows = way.served.ask(
        "SELECT id, person_id, status, waiting_no FROM enrollments "
        "WHERE run_id = :run_id ORDER BY id"
    )
    counters = way.served.ask(
        "SELECT confirmed_count, offered_count, waiting_count, last_waiting_no "
        "FROM course_runs WHERE id = :run_id"
    )
    messages = way.served.ask(
        "SELECT count(DISTINCT person_id), count(*) FROM messages "
        "WHERE run_id = :run_id"
    )
    waiting = [number for _, _, status, number in rows if status == "waiting"]
    left = CROWD - SEATS
    checks: tuple[Callable[[], bool], ...] = (
        lambda: {one.status for one in crowd} == {302},
        lambda: len(rows) == len({person for _, person, _, _ in rows}) == CROWD,
        lambda: sum(status == "confirmed" for _, _, status, _ in rows) == SEATS,
        lambda: waiting == list(range(1, left + 1)),
        lambda: [tuple(row) for row in counters] == [(SEATS, 0, left, left)],
        lambda: [tuple(row) for row in messages] == [(CROWD, CROWD)],
        lambda: (
            {one.led_to for one in crowd}
            == {f"/me/enrollments/{place}" for place, _, _, _ in rows}
        ),
    )
    return all(check() for check in checks)


def inversion(way: Way, crowd: Sequence[Resident]) -> float:
    """p99 in ms over the requests: how much later than this one the latest was sent
    of those that were placed before it."""
    sent = {one.led_to: one.sent for one in crowd}
    rows = way.served.ask(
        "SELECT id FROM enrollments WHERE run_id = :run_id ORDER BY id"
    )
    order = [sent[f"/me/enrollments/{place}"] for (place,) in rows]
    latest = accumulate(order, max)
    late = sorted(before - own for before, own in zip(latest, order, strict=True))
    return round(late[int(len(late) * 0.99)] * 1000, 1)


if __name__ == "__main__":
    main()
