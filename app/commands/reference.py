"""`flask reference load`: districts, trades, law's figures, consents."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import reference
from app.unit_of_work import transaction

cli = AppGroup("reference", help="Data that every installation needs.")


@cli.command("load")
def load() -> None:
    """Add what is missing, update what changed; remove nothing."""
    with transaction() as session:
        reference.load(session)
    click.echo("reference data is up to date")
