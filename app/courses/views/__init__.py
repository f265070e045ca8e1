"""The pages of this package, one module a subject.

`catalogue` (blueprint "courses"), `importing` or `app.courses.import_views`
(blueprint "courses_import") and `office` (blueprint "courses_office"): whoever
writes one imports it here and adds its blueprint to the tuple, nothing else.
"""

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
