"""Interleaved measuring: the machine's speed drifts, so rivals take turns."""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable

Work = Callable[[], object]


def compare(
    benchmark: str, *, subject: tuple[str, Work], baseline: tuple[str, Work], runs: int
) -> None:
    """Run both in turns and print one JSON line; ratio = baseline / subject.

    Above 1 the subject is quicker. Each is run once before, unmeasured.
    """
    for _, work in (subject, baseline):
        work()
    gc.collect()
    taken: dict[str, list[float]] = {subject[0]: [], baseline[0]: []}
    for _ in range(runs):
        for name, work in (subject, baseline):
            begun = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - begun) * 1000)
    mine = taken[subject[0]]
    line = {
        "benchmark": benchmark,
        "subject": subject[0],
        "baseline": baseline[0],
        "ratio": round(
            statistics.median(taken[baseline[0]]) / statistics.median(mine), 3
        ),
        "median_ms": round(statistics.median(mine), 3),
        "min_ms": round(min(mine), 3),
        "max_ms": round(max(mine), 3),
        "runs": runs,
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
