"""Structured logs: one JSON object a line in production, plain lines elsewhere."""

from __future__ import annotations

import logging
import time
import uuid

import structlog
from flask import Flask, Response, g, request

CHATTY = ("weasyprint", "fontTools", "huey")


def init_app(app: Flask) -> None:
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    production = app.config["APP_ENV"] == "production"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if production
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if app.config["APP_ENV"] == "test" else logging.INFO
        ),
    )
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex[:12])


def _end(response: Response) -> Response:
    """One line a request. The rule is logged, not the path: paths carry codes."""
    if request.endpoint not in {"static", "bootstrap.static"}:
        structlog.get_logger().info(
            "request",
            method=request.method,
            rule=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            ms=round((time.perf_counter() - g.request_started) * 1000, 1),
        )
    return response
