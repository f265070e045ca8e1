"""The entry of any WSGI server: `granian --interface wsgi wsgi:app`."""

from __future__ import annotations

import sys

from app import create_app
from app.config import ConfigurationError
from app.system_packages import MissingSystemPackage

try:
    app = create_app()
except (ConfigurationError, MissingSystemPackage) as reason:
    sys.exit(f"Jumin School can't start: {reason}")
