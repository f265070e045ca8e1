"""Background work. The row that is owed work is the truth; huey only wakes a worker.

Every pass goes through the rows that are due and is harmless twice, on any number of
workers. So a task that huey loses with a killed worker, and a minute that its
timetable missed, cost nothing but time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.access_jobs import drop_old_months, seal_finished_months
from app.accounts.jobs import forget_old_links, forget_old_tries
from app.certificates.jobs import make_due_pdfs
from app.clock import now
from app.config import ConfigurationError, Settings
from app.courses.jobs import warn_of_short_runs
from app.enrollment.jobs import (
    end_cancelled_runs,
    end_due_lists,
    fill_due_vacancies,
    lapse_due_offers,
)
from app.enrollment.opening_jobs import (
    end_prepared,
    remind_prepared,
    tell_of_extensions,
)
from app.enrollment.reminder_jobs import remind_of_first_classes, remind_of_offers
from app.extensions import db
from app.notifications import services as notifications
from app.notifications.delivery import deliver_due_messages
from app.notifications.sms import text_gateway
from app.notifications.smtp import mail_server
from app.outbox import OWED
from app.privacy.jobs import (
    carry_out_erasures,
    destroy_due_records,
    make_due_files,
)
from app.unit_of_work import transaction
from app.waking import Bell

Pass = Callable[[], int]
"""Does all work of one kind that is due, within an app context; how much it did."""

PASSES: tuple[Pass, ...] = (
    end_cancelled_runs,  # those that owe messages come before their delivery
    lapse_due_offers,
    end_due_lists,
    fill_due_vacancies,
    warn_of_short_runs,
    remind_of_first_classes,
    remind_of_offers,
    tell_of_extensions,
    remind_prepared,
    end_prepared,
    make_due_files,
    carry_out_erasures,
    deliver_due_messages,
    make_due_pdfs,
    forget_old_links,
    forget_old_tries,
    seal_finished_months,
    drop_old_months,
    destroy_due_records,
)

QUEUE = "jumin"
TRIES_TO_MAKE_TABLES = 5

log = structlog.get_logger()


def run_due() -> int:
    """Go once through all work that is due now; how much was done.

    One pass that fails does not stop the others. Raises ExceptionGroup afterwards.
    """
    done = 0
    faults: list[Exception] = []
    for one_pass in PASSES:
        try:
            done += one_pass()
        except Exception as fault:
            log.exception("owed work failed", work=one_pass.__name__)
            faults.append(fault)
    with transaction() as session:
        notifications.beat(session, now=now())
    if faults:
        raise ExceptionGroup("owed work failed", faults)
    return done


def wake() -> None:
    """Have some worker look soon at what is owed."""
    if current_app.config["WAKE_WORKERS"]:
        cast(Bell, current_app.extensions["bell"]).pull()


def call_worker(app: Flask) -> None:
    """Call one now. Never fails: the next minute comes."""
    with app.app_context():
        try:
            queue = queue_of(app)
            if not queue.waiting():  # a call that waits already will see our row too
                queue.look()
        except Exception:
            log.exception("no worker could be called; the next minute's look will do")


class Queue:
    """huey for one app, with the one task that runs everything due."""

    def __init__(self, app: Flask, huey: Huey) -> None:
        self.huey = huey

        def look() -> None:
            with app.app_context():
                run_due()

        self.look: Callable[[], Any] = huey.task(name="look")(look)
        """Have a worker run everything due, soon."""
        huey.periodic_task(crontab(minute="*"), name="tick")(look)

    def waiting(self) -> int:
        """Calls that no worker has taken yet."""
        return int(self.huey.pending_count())

    def consumer(self, threads: int) -> Any:
        """What carries the calls out. The delay is short because an idle worker on
        SQLite would else look up to ten seconds late."""
        return self.huey.create_consumer(workers=threads, max_delay=1.0)


def queue_of(app: Flask) -> Queue:
    """The app's queue, made when it is first needed: huey connects at once."""
    queue: Queue | None = app.extensions.get("jobs")
    if queue is None:
        queue = app.extensions["jobs"] = Queue(app, build_huey(app))
    return queue


def build_huey(app: Flask) -> Huey:
    """huey beside the SQLite file, or in PostgreSQL in a schema of its own, `jobs`."""
    with app.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":
        huey = SqliteHuey(QUEUE, filename=f"{url.database}.jobs", results=False)
    else:
        plain = url.set(drivername="postgresql")
        huey = PostgresHuey(
            QUEUE,
            dsn=plain.render_as_string(hide_password=False),
            options="-csearch_path=jobs",
            create_tables=False,
            results=False,
        )
        _make_tables(huey)
    return huey


def _make_tables(huey: Huey) -> None:
    """Two processes may make them at once, which PostgreSQL lets one of them lose."""
    for last in (*[False] * (TRIES_TO_MAKE_TABLES - 1), True):
        try:
            huey.storage.initialize_schema()
            return
        except Exception:
            if last:
                raise


def init_app(app: Flask) -> None:
    """Raises ConfigurationError for a MAIL_URL that names no mail server, and for an
    SMS_URL that names no gateway."""
    settings = cast(Settings, app.config["SETTINGS"])
    try:
        if settings.mail_url:
            mail_server(settings.mail_url)
        if settings.sms_url:
            text_gateway(settings.sms_url)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    app.config.setdefault("WAKE_WORKERS", app.config["APP_ENV"] != "test")
    app.extensions["bell"] = Bell(partial(call_worker, app))


@event.listens_for(db.session, "after_commit")
def _wake_if_owed(session: Session) -> None:
    if session.info.pop(OWED, False):
        wake()


@event.listens_for(db.session, "after_rollback")
def _nothing_owed(session: Session) -> None:
    session.info.pop(OWED, None)
