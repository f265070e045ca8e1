"""`flask assets build`: static files named by their content, and compressed."""

from __future__ import annotations

from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup

from app.assets.build import make_build
from app.assets.bundling import CannotBuild
from app.assets.places import places
from app.config import Settings

cli = AppGroup("assets", help="Static files as they are sent.")


@cli.command("build")
def build() -> None:
    """Build what changed. What is there already takes no time."""
    try:
        number = build_assets()
    except (CannotBuild, OSError) as reason:
        raise click.ClickException(f"static files can't be built: {reason}") from reason
    click.echo(f"{number} static files are built")


def build_assets() -> int:
    """Build this app's; how many there are. Raises CannotBuild, OSError."""
    settings = cast(Settings, current_app.config["SETTINGS"])
    if settings.built_assets is None:
        raise CannotBuild("these settings name no folder for them")
    manifest = make_build(places(current_app), settings.built_assets)
    return sum(len(files) for files in manifest.values())
