"""`flask access verify`: is the access log still what was sealed?"""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from app import access_keeping
from app.access_log import AccessSeal
from app.extensions import db

cli = AppGroup("access", help="The log of who looked at whose data.")


@cli.command("verify")
def verify() -> None:
    """Reckon every seal anew from the lines; status 1 where one doesn't fit."""
    session = db.session()
    faults = list(access_keeping.verify(session))
    for fault in faults:
        click.echo(f"{fault.month}: {fault.what}")
    months = session.scalar(select(func.count()).select_from(AccessSeal))
    last = session.scalar(select(AccessSeal).order_by(AccessSeal.month.desc()).limit(1))
    if last is not None:
        click.echo(f"{months} months sealed; {last.month} is {last.digest}")
    if faults:
        raise SystemExit(1)
    click.echo("every month is as it was sealed")
