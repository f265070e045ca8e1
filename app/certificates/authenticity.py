"""Whether a PDF is the very file that was stored at issue."""

from __future__ import annotations

import enum
import hashlib
import io
from dataclasses import dataclass

import pikepdf
from sqlalchemy.orm import Session

from app.certificates import queries
from app.certificates.code import CodeMistyped, read_code
from app.certificates.models import Certificate
from app.certificates.pdf import CODE_NAME


class NotAPdf(Exception):
    """The file can't be read as a PDF."""


class Verdict(enum.Enum):
    VALID = "valid"
    REVOKED = "revoked"
    CHANGED = "changed"  # names one of our certificates, but isn't its file
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    certificate: Certificate | None


def examine(session: Session, content: bytes) -> Finding:
    """Compare a file with what was stored; any changed byte makes it another file.

    Raises NotAPdf.
    """
    code = _code_inside(content)
    sha256 = hashlib.sha256(content).hexdigest()
    certificate = queries.certificate_by_hash(session, sha256)
    if certificate is not None:
        verdict = Verdict.VALID if certificate.valid else Verdict.REVOKED
        return Finding(verdict, certificate)
    certificate = queries.certificate_by_code(session, code) if code else None
    if certificate is not None:
        return Finding(Verdict.CHANGED, certificate)
    return Finding(Verdict.UNKNOWN, None)


def _code_inside(content: bytes) -> str | None:
    """The verification code in the file's metadata, if there is one."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return read_code(str(pdf.docinfo.get(f"/{CODE_NAME}", "")))
    except CodeMistyped:
        return None
    except pikepdf.PdfError as unreadable:
        raise NotAPdf from unreadable
