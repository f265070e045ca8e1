"""What a slow phone waits for: weight, largest contentful paint and layout shift.

The demo is served as in production, hence from the build, to Chromium under a profile
of a slow phone. Each page is opened in a browser that knows nothing of us, then once
more in the same. Figures are medians; the machine's speed drifts, weights do not.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from flask import Flask
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
from werkzeug.test import Cookie

from tests.support.browser import PHONE, chromium
from tests.support.databases import NOWHERE, running
from tests.support.served import serving
from tests.support.showcase import Exhibit, exhibits, signed_in
from tests.support.time import FakeClock

TURNS = 3
ROUND_TRIP_MS, KBIT_A_SECOND, CPU_SLOWDOWN = 400, 400, 4
PROFILE = f"{ROUND_TRIP_MS} ms, {KBIT_A_SECOND} kbit/s, CPU ÷ {CPU_SLOWDOWN}, 390 × 844"
PRODUCTION = {
    "APP_ENV": "production",  # what it was built of may be edited meanwhile
    "PUBLIC_URL": "http://127.0.0.1",
    "MAIL_URL": f"smtp://{NOWHERE}:25",
}
SHOWN = {
    "front": ("visitor", "home.front"),
    "catalogue": ("visitor", "courses.catalogue"),
    "run": ("visitor", "courses.run"),
    "verify": ("visitor", "certificates.verify"),
    "enterprises": ("visitor", "incubation.enterprises"),
    "sign in": ("visitor", "accounts.login"),
    "me": ("learner", "home.me"),
    "my run": ("learner", "home.my_run"),
    "module": ("learner", "entrepreneurship.module"),
    "venture": ("learner", "incubation.venture"),
    "teach": ("instructor", "home.teach"),
    "register": ("instructor", "attendance.register"),
    "office": ("coordinator", "home.office"),
    "applicants": ("coordinator", "enrollment.applicants"),
    "city": ("city", "home.city"),
}
VITALS = """() => new Promise((done) => {
  const seen = {lcp: 0, cls: 0};
  const watch = (type, note) => new PerformanceObserver((list) =>
    list.getEntries().forEach(note)).observe({type, buffered: true});
  watch("largest-contentful-paint", (e) => { seen.lcp = e.startTime; });
  watch("layout-shift", (e) => { if (!e.hadRecentInput) seen.cls += e.value; });
  setTimeout(() => done(seen), 500);
})"""


@dataclass(frozen=True)
class View:
    """One opening of a page."""

    kb: float
    requests: int
    lcp_ms: float
    cls: float


class Wire:
    """Counts what comes over the network for one page; caches bring nothing."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = self.requests = 0
        session.on("Network.loadingFinished", self._loaded)

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += event["encodedDataLength"] > 0


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, now = Path(name), datetime.now(UTC)
        database = folder / "pages.sqlite"
        with running(f"sqlite:///{database}", folder) as app:
            cast(FakeClock, app.extensions["clock"]).set(now)
            shown = chosen(exhibits(app, now=now))
            with serving(database, **PRODUCTION) as served, chromium() as browser:
                served.greeting()
                for page, exhibit in shown.items():
                    address = f"http://127.0.0.1:{served.port}"
                    cookie = cookie_at(address, app, exhibit.persona)
                    views = [
                        opened(browser, f"{address}{exhibit.path}", cookie)
                        for _ in range(TURNS)
                    ]
                    tell(page, exhibit, views)


def chosen(found: list[Exhibit]) -> dict[str, Exhibit]:
    """The first of each kind that its person is shown. Exits where one has gone."""
    by_kind: dict[tuple[str, str], Exhibit] = {}
    for exhibit in found:
        by_kind.setdefault((exhibit.persona, exhibit.endpoint), exhibit)
    if gone := [page for page, kind in SHOWN.items() if kind not in by_kind]:
        sys.exit(f"the demo no longer shows: {', '.join(gone)}")
    return {page: by_kind[kind] for page, kind in SHOWN.items()}


def cookie_at(address: str, app: Flask, persona: str) -> SetCookieParam:
    name = str(app.config["SESSION_COOKIE_NAME"])
    cookie = cast(Cookie, signed_in(app, persona).get_cookie(name))
    return {"name": name, "value": cookie.value, "url": address}


def opened(browser: Browser, address: str, cookie: SetCookieParam) -> tuple[View, View]:
    """The page for the first time, and again."""
    context: BrowserContext = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.add_cookies([cookie])
    page = context.new_page()
    session = context.new_cdp_session(page)
    slow_down(session)
    first = view(page, session, address)
    page.goto("about:blank")
    later = view(page, session, address)
    context.close()
    return first, later


def slow_down(session: CDPSession) -> None:
    bytes_a_second = KBIT_A_SECOND * 1000 / 8
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})


def view(page: Page, session: CDPSession, address: str) -> View:
    wire = Wire(session)
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{address} answered {answer and answer.status}")
    seen = page.evaluate(VITALS)
    return View(wire.bytes / 1000, wire.requests, seen["lcp"], seen["cls"])


def tell(page: str, exhibit: Exhibit, views: list[tuple[View, View]]) -> None:
    first, later = ([pair[n] for pair in views] for n in (0, 1))
    line = {
        "benchmark": f"page {page}",
        "address": exhibit.path,
        "profile": PROFILE,
        **figures("first", first),
        **figures("later", later),
        "runs": len(views),
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def figures(which: str, views: list[View]) -> dict[str, float]:
    return {
        f"{which}_kb": round(statistics.median(v.kb for v in views), 1),
        f"{which}_requests": max(v.requests for v in views),
        f"{which}_lcp_ms": round(statistics.median(v.lcp_ms for v in views)),
        f"{which}_cls": round(max(v.cls for v in views), 4),
    }


if __name__ == "__main__":
    main()
