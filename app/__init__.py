"""Jumin School: the platform Seoul's resident technical schools run on."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    access_log,
    assets,
    clock,
    compression,
    config,
    engines,
    formats,
    health,
    jobs,
    kept_pages,
    logs,
    navigation,
    pages,
    reveal,
    storage,
    tables,
    wall_clock,
    web,
)
from app.accounts import recognising
from app.commands import register_commands
from app.extensions import babel, bootstrap, csrf, db, limiter, login_manager, migrate
from app.system_packages import demand_pdf_packages

ROOT = Path(__file__).resolve().parent.parent
__all__ = ["create_app", "tables"]

PACKAGES = (
    "accounts",
    "notifications",
    "courses",
    "enrollment",
    "attendance",
    "entrepreneurship",
    "certificates",
    "incubation",
    "privacy",
    "home",
)

PARTS = (
    web,
    assets,
    compression,
    access_log,  # after what looks at the answer: these run in the reverse order
    formats,
    pages,
    reveal,
    navigation,
    storage,
    health,
    wall_clock,
    kept_pages,
    jobs,
)


def create_app(
    settings: config.Settings | None = None, *, time: clock.Clock | None = None
) -> Flask:
    """Build the app.

    Raises ConfigurationError for half a configuration, MissingSystemPackage where
    certificates could not be drawn.
    """
    demand_pdf_packages()
    settings = settings or config.from_environment()
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(ROOT / "instance"),
    )
    app.config.from_mapping(settings.for_flask())
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": StrictUndefined,
    }
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    clock.init_app(app, time)
    logs.init_app(app)  # first, so that it also times what an extension refuses
    bind_extensions(app)
    for part in PARTS:
        part.init_app(app)
    register_blueprints(app)
    register_commands(app)
    return app


def register_blueprints(app: Flask) -> None:
    for package in PACKAGES:
        for blueprint in import_module(f"app.{package}.views").blueprints:
            app.register_blueprint(blueprint)


def bind_extensions(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            engines.prepare(engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    babel.init_app(app, locale_selector=web.current_language)
    csrf.init_app(app)
    bootstrap.init_app(app)
    limiter.init_app(app)
    login_manager.init_app(app)
    recognising.init_app(app, login_manager)
