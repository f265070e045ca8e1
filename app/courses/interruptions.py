"""What upset a run's application period: outages, and the extensions that mend them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from app.courses.extending import OpenTime, Outage, outages_in
from app.courses.extension_models import WindowExtension
from app.courses.models import CourseRun
from app.heartbeat import WEB, ServiceGap, gaps

ASKED_FOR = timedelta(days=7)
"""So long after an outage a coordinator is asked whether to extend."""


@dataclass(frozen=True)
class Extension:
    """A window became longer."""

    window_id: int | None
    old_closes_at: datetime
    new_closes_at: datetime
    reason: str
    made_at: datetime


@dataclass(frozen=True)
class Interruptions:
    outages: Sequence[Outage] = ()
    extensions: Sequence[Extension] = ()

    @property
    def times(self) -> list[tuple[datetime, datetime]]:
        """When the service did not answer; what two windows lost at once, once."""
        return list(dict.fromkeys((one.began_at, one.ended_at) for one in self.outages))

    @property
    def unmended(self) -> list[Outage]:
        """Outages after which nobody has extended their window yet."""
        return [one for one in self.outages if not self._mended(one)]

    def _mended(self, outage: Outage) -> bool:
        return any(
            one.window_id == outage.window_id and one.made_at >= outage.ended_at
            for one in self.extensions
        )


def interruptions_of(session: Session, run: CourseRun) -> Interruptions:
    """All that upset this run's windows, in one statement."""
    windows = open_times(run)
    if run.published_at is None or not windows:
        return Interruptions()
    both = union_all(_extensions([run.id]), _gaps_in(windows))
    rows = session.execute(both.order_by("made_at", "began_at")).all()
    lost = [(row.began_at, row.ended_at) for row in rows if row.made_at is None]
    return Interruptions(
        outages_in(windows, sorted(lost)),
        [_extension(row) for row in rows if row.made_at is not None],
    )


def interruptions_by_run(
    session: Session, runs: Iterable[CourseRun], *, now: datetime
) -> Mapping[int, Interruptions]:
    """The same for many runs, of outages that still ask for something: two
    statements at most."""
    times = {run.id: open_times(run) for run in runs}
    lost = [
        (gap.began_at, gap.ended_at)
        for gap in gaps(session, since=now - ASKED_FOR, until=now)
    ]
    if not lost or not times:
        return {}
    rows = session.execute(_extensions(list(times))).all()
    return {
        run_id: Interruptions(
            outages_in(windows, lost),
            [_extension(row) for row in rows if row.run_id == run_id],
        )
        for run_id, windows in times.items()
    }


def open_times(run: CourseRun) -> list[OpenTime]:
    """The run's windows that have both ends."""
    return [
        OpenTime(window.id, window.opens_at, window.closes_at)
        for window in run.windows
        if window.opens_at is not None and window.closes_at is not None
    ]


def _extensions(run_ids: Sequence[int]) -> Select[Any, Any, Any, Any, Any, Any]:
    row = WindowExtension
    return select(
        row.window_id.label("window_id"),
        row.old_closes_at.label("began_at"),
        row.new_closes_at.label("ended_at"),
        row.reason.label("reason"),
        row.made_at.label("made_at"),
        row.run_id.label("run_id"),
    ).where(row.run_id.in_(run_ids))


def _extension(row: Row[Any, Any, Any, Any, Any, Any]) -> Extension:
    return Extension(row.window_id, row.began_at, row.ended_at, row.reason, row.made_at)


def _gaps_in(windows: Sequence[OpenTime]) -> Select[Any, Any, Any, Any, Any, Any]:
    """In the columns of `_extensions`; what a gap has none of is empty."""
    gap, row = ServiceGap, WindowExtension
    touched = [
        and_(gap.ended_at > window.opens_at, gap.began_at < window.closes_at)
        for window in windows
    ]
    return select(
        cast(null(), row.window_id.type),
        gap.began_at,
        gap.ended_at,
        literal(""),
        cast(null(), row.made_at.type),
        cast(null(), row.run_id.type),
    ).where(gap.service == WEB, or_(*touched))
