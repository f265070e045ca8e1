"""The pages of this package: the catalogue, the office, the workbook importer."""

from __future__ import annotations

from flask import Blueprint

from app.courses.views.catalogue import bp as catalogue
from app.courses.views.importing import bp as importing
from app.courses.views.office import blueprint as office

blueprints: tuple[Blueprint, ...] = (
    catalogue,
    importing,
    office,
)
