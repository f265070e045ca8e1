"""Which runs the demo has: where, what, and when, in days from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from app.demo.world import EUNPYEONG, GEUMCHEON, MAPO, SEONGDONG


@dataclass(frozen=True)
class Plan:
    """A run to be: where, what, and when, in days from today."""

    district: str
    trade: str
    starts: int
    opens: int
    closes: int
    weekdays: str
    begins: time
    capacity: int = 15
    waiting_limit: int | None = 5
    minimum: int | None = None
    after: tuple[str, str] | None = None
    """District and trade of the course that must be completed before."""


def plans(today: date) -> dict[str, Plan]:
    """By name. The one under way has a class today."""
    now_and_then = "".join(
        sorted({str(today.weekday()), str((today.weekday() + 2) % 7)})
    )
    return {
        "first": Plan(GEUMCHEON, "mending", -307, -337, -317, "13", time(14)),
        "finished": Plan(
            EUNPYEONG, "wallpapering", -105, -135, -115, "13", time(9, 30)
        ),
        "running": Plan(GEUMCHEON, "upcycling", -21, -45, -28, now_and_then, time(14)),
        "open": Plan(GEUMCHEON, "mending", 18, -5, 8, "13", time(14)),
        "full": Plan(EUNPYEONG, "wallpapering", 24, -9, 6, "02", time(9, 30), 10),
        "soon": Plan(MAPO, "cooking", 33, 1, 17, "5", time(10), 12),
        "open too": Plan(
            SEONGDONG,
            "upcycling",
            15,
            -12,
            2,
            "24",
            time(19),
            12,
            after=(GEUMCHEON, "mending"),
        ),
    }


def office_plans(today: date) -> dict[str, Plan]:
    """Runs that give the coordinator something to do: one whose last class nobody
    has marked, one whose certificates are still to be issued, one short of people."""
    yesterday = str((today - timedelta(days=1)).weekday())
    return {
        "evening": Plan(GEUMCHEON, "cooking", -15, -40, -22, yesterday, time(19), 14),
        "ready": Plan(EUNPYEONG, "upcycling", -70, -95, -78, "14", time(13, 30), 12),
        "short": Plan(
            GEUMCHEON, "wallpapering", 16, -4, 5, "13", time(10), 12, minimum=7
        ),
    }
