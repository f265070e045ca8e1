"""Hands out the stored PDF, unchanged."""

from __future__ import annotations

import hashlib
import io

import structlog
from flask import send_file
from flask.typing import ResponseReturnValue

from app import storage
from app.certificates.models import Certificate

log = structlog.get_logger()


def pdf_file(certificate: Certificate) -> ResponseReturnValue | None:
    """The file as a download, or None where it isn't made or can't be fetched.

    What no longer has its hash is not handed out.
    """
    if certificate.pdf_key is None:
        return None
    try:
        content = storage.current().get(certificate.pdf_key)
    except (OSError, storage.NotStored):
        log.exception("a stored certificate is gone", certificate_id=certificate.id)
        return None
    if hashlib.sha256(content).hexdigest() != certificate.pdf_sha256:
        log.error("a stored certificate has changed", certificate_id=certificate.id)
        return None
    number = certificate.number.replace(" ", "")
    return send_file(
        io.BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"수료증_{number}_{certificate.facts.name}.pdf",
    )
