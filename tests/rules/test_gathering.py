"""Requests gather before the same work: served together, in order, each once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from app.gathering import Gathering

CROWD = 40


class Kitchen:
    """Work that notes what it served together, and waits for its first guest's sign."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.begun, self.may_end = Event(), Event()

    def serve(self, guests: Sequence[int]) -> list[str]:
        self.rounds.append(list(guests))
        if len(self.rounds) == 1:
            self.begun.set()
            self.may_end.wait(10)
        if any(guest < 0 for guest in guests):
            raise ValueError(guests)
        return [f"served {guest}" for guest in guests]


def in_turn(
    gathering: Gathering[int, str], kitchen: Kitchen, guests: Sequence[int]
) -> list[Future[str]]:
    """The first is being served while the others come, one after the other."""
    pool = ThreadPoolExecutor(len(guests))
    first = pool.submit(gathering.ask, guests[0])
    assert kitchen.begun.wait(10)
    asked = [first]
    for number, guest in enumerate(guests[1:], 1):
        asked.append(pool.submit(gathering.ask, guest))
        wait_until_there_wait(number, gathering)
    kitchen.may_end.set()
    pool.shutdown()
    return asked


def wait_until_there_wait(number: int, gathering: Gathering[int, str]) -> None:
    end = time.monotonic() + 10
    while len(gathering._waiting) != number:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_alone_one_is_served_at_once() -> None:
    kitchen = Kitchen()
    kitchen.may_end.set()

    answer = Gathering(kitchen.serve, most=5).ask(7)

    assert (answer, kitchen.rounds) == ("served 7", [[7]])


def test_who_comes_meanwhile_is_served_together_in_order() -> None:
    kitchen = Kitchen()

    asked = in_turn(Gathering(kitchen.serve, most=100), kitchen, range(CROWD))

    assert kitchen.rounds == [[0], list(range(1, CROWD))]
    assert [one.result() for one in asked] == [f"served {i}" for i in range(CROWD)]


def test_never_more_than_the_most_at_once() -> None:
    kitchen = Kitchen()

    asked = in_turn(Gathering(kitchen.serve, most=10), kitchen, range(CROWD))

    assert [len(served) for served in kitchen.rounds] == [1, 10, 10, 10, 9]
    assert [one.result() for one in asked] == [f"served {i}" for i in range(CROWD)]


def test_with_a_most_of_one_everybody_is_served_alone() -> None:
    kitchen = Kitchen()

    in_turn(Gathering(kitchen.serve, most=1), kitchen, range(5))

    assert kitchen.rounds == [[0], [1], [2], [3], [4]]


def test_one_that_fails_spoils_nobody_elses_answer() -> None:
    kitchen = Kitchen()

    asked = in_turn(Gathering(kitchen.serve, most=10), kitchen, [0, 1, -2, 3])

    assert kitchen.rounds == [[0], [1, -2, 3], [1], [-2], [3]]
    assert [asked[i].result() for i in (0, 1, 3)] == [
        "served 0",
        "served 1",
        "served 3",
    ]
    with pytest.raises(ValueError, match="-2"):
        asked[2].result()


def test_after_a_failure_the_next_is_served() -> None:
    kitchen = Kitchen()
    kitchen.may_end.set()
    gathering = Gathering(kitchen.serve, most=10)
    with pytest.raises(ValueError, match="-1"):
        gathering.ask(-1)

    assert gathering.ask(1) == "served 1"


def test_where_the_thread_that_works_is_ended_nobody_waits_for_ever() -> None:
    class Ended(BaseException):
        """What ends a thread."""

    kitchen = Kitchen()

    def serve(guests: Sequence[int]) -> list[str]:
        answers = kitchen.serve(guests)
        if 9 in guests:
            raise Ended
        return answers

    asked = in_turn(Gathering(serve, most=2), kitchen, [0, 9, 1, 2])

    with pytest.raises(Ended):
        asked[1].result()
    with pytest.raises(RuntimeError):
        asked[2].result()
    assert asked[3].result() == "served 2"
