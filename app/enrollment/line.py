"""Moving somebody to another position of a line: who stands where afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.exceptions import DomainError


class MoveRefused(DomainError):
    """Why the order of a line stays as it is."""


class NotWaiting(MoveRefused):
    """She waits no more, so she has no position."""


class PositionUnknown(MoveRefused):
    """The line has no such position. Facts: last."""


class SamePosition(MoveRefused):
    """She stands there already. Facts: position."""


class MoveReasonMissing(MoveRefused):
    """Whose turn it is isn't changed without saying why."""


@dataclass(frozen=True)
class Shift:
    """Whose position changes; the head of the line is 1."""

    key: int
    before: int
    after: int


def shifts(line: Sequence[int], *, key: int, to: int) -> list[Shift]:
    """Everybody whose position changes when `key` moves to position `to`, the head
    first: she, and by one position those whom she passes.

    `line`: who waits, in order. Raises NotWaiting, PositionUnknown, SamePosition.
    """
    if key not in line:
        raise NotWaiting
    if not 1 <= to <= len(line):
        raise PositionUnknown(last=len(line))
    at = line.index(key) + 1
    if at == to:
        raise SamePosition(position=to)
    rest = [each for each in line if each != key]
    after = [*rest[: to - 1], key, *rest[to - 1 :]]
    was = {each: position for position, each in enumerate(line, start=1)}
    return [
        Shift(each, was[each], position)
        for position, each in enumerate(after, start=1)
        if was[each] != position
    ]
