"""`flask enrollment recount`: do the seat counters say what the enrolments say?"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.enrollment import queries, services
from app.extensions import db
from app.unit_of_work import transaction

cli = AppGroup("enrollment", help="Enrolments in course runs.")


@cli.command("recount")
@click.option("--mend", is_flag=True, help="Correct the counters that are wrong.")
def recount(mend: bool) -> None:
    """Compare every run's counters with its enrolments; status 1 where they differ."""
    found = 0
    for run_id in queries.run_ids(db.session()):
        with transaction() as session:
            for wrong in services.recount(session, run_id=run_id, mend=mend):
                found += 1
                click.echo(
                    f"run {wrong.run_id}: {wrong.counter} says {wrong.stored}, "
                    f"there are {wrong.counted}{', mended' if mend else ''}"
                )
    if not found:
        click.echo("every counter is right")
    elif not mend:
        raise SystemExit(1)
