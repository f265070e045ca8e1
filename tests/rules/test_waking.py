"""The bell: once for many pulls, and again for whoever pulls after it rang."""

from __future__ import annotations

import time
from threading import Event

from app.waking import MOMENT_SECONDS, Bell


def test_many_pulls_ring_once() -> None:
    rings: list[float] = []
    bell = Bell(lambda: rings.append(time.monotonic()))

    for _ in range(50):
        bell.pull()
    time.sleep(MOMENT_SECONDS * 3)

    assert len(rings) == 1


def test_a_pull_while_it_rings_rings_again() -> None:
    ringing, go_on, rings = Event(), Event(), []

    def ring() -> None:
        rings.append(1)
        ringing.set()
        go_on.wait(10)

    bell = Bell(ring)
    bell.pull()
    assert ringing.wait(10)
    bell.pull()
    go_on.set()
    time.sleep(MOMENT_SECONDS * 3)

    assert len(rings) == 2
