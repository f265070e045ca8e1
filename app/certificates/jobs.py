"""The pass of a worker that draws the certificates whose PDF is owed."""

from __future__ import annotations

import contextlib
import hashlib
from typing import cast

import structlog
from flask import current_app

from app import storage
from app.certificates import pdf
from app.certificates.pdf_services import (
    PdfOwed,
    claim_next_pdf,
    put_off_pdf,
    record_pdf,
)
from app.clock import now
from app.unit_of_work import transaction

log = structlog.get_logger()


def make_due_pdfs() -> int:
    """Draw and store every PDF that is owed; how many were made.

    One at a time, each outside any transaction. A worker killed in between leaves a
    lease that lapses; the file's name is its hash, so that who draws it again finds
    the very same file or writes it.
    """
    made = 0
    while (owed := _claim()) is not None:
        try:
            made += _make(owed)
        except Exception:
            log.exception(
                "a certificate could not be drawn", certificate_id=owed.certificate_id
            )
            with transaction() as session:
                put_off_pdf(session, certificate_id=owed.certificate_id, now=now())
    return made


def _claim() -> PdfOwed | None:
    with transaction() as session:
        return claim_next_pdf(session, now=now())


def _make(owed: PdfOwed) -> bool:
    content = pdf.draw(
        facts=owed.facts,
        number=owed.number,
        code=owed.code,
        public_url=cast(str, current_app.config["PUBLIC_URL"]),
    )
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"certificates/{owed.year}/{sha256}.pdf"
    with contextlib.suppress(storage.AlreadyStored):
        storage.current().put(key, content)
    with transaction() as session:
        return record_pdf(
            session,
            certificate_id=owed.certificate_id,
            sha256=sha256,
            key=key,
            now=now(),
        )
