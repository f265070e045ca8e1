"""`flask worker`: background work; any number, wherever the database can be seen."""

from __future__ import annotations

import logging

import click
from flask import Flask, current_app

from app import jobs
from app.alarm import Alarm


@click.command("worker")
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32))
def cli(threads: int) -> None:
    """Do what is owed until stopped. SIGINT lets the running work end first."""
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    logging.getLogger("huey").setLevel(logging.WARNING)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    queue = jobs.queue_of(app)
    queue.look()  # what became due while no worker was there
    alarm = Alarm(app)
    alarm.start()
    click.echo("the worker is ready")
    queue.consumer(threads).run()
    alarm.stop()
