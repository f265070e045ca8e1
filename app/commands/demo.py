"""`flask demo load`: invented people and courses, to look around with."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import exists, select

from app import clock
from app.accounts.models import Account
from app.config import PRODUCTION
from app.demo.load import load as load_demo
from app.extensions import db
from app.places.models import School
from app.unit_of_work import transaction

cli = AppGroup("demo", help="Invented people and courses, to look around with.")


@cli.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing if there is data already.")
def load(if_empty: bool) -> None:
    """Fill an empty database; refused in production and if there is data already."""
    if current_app.config["APP_ENV"] == PRODUCTION:
        raise click.ClickException("the demo is never loaded in production")
    if if_empty and not current_app.config["SETTINGS"].embedded:
        return
    occupied = select(exists(select(Account.id)) | exists(select(School.id)))
    if db.session.scalar(occupied):
        if if_empty:
            return
        raise click.ClickException("the database is not empty")
    with transaction() as session:
        load_demo(session, now=clock.now())
    click.echo("the demo is loaded")
