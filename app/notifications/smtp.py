"""One mail server, as MAIL_URL names it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 20
"""How long one answer of the server is waited for."""
PERMANENT = 500
"""From this reply code on, trying again can't help (RFC 5321, 4.2.1)."""
PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587


class Undeliverable(Exception):
    """The server refuses this message; `for_good` says that a retry can't help."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        self.reason = reason
        self.for_good = for_good
        super().__init__(reason)


class ServerUnreachable(Exception):
    """No session with the server: nothing can be delivered now."""


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    encrypted: bool
    """From the first byte on (smtps)."""
    starttls: bool
    sender: str
    """The address in From; empty where MAIL_URL names none."""

    @contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """A session, signed in. Raises ServerUnreachable."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerUnreachable(_reason(error)) from error
        try:
            yield server
        finally:
            _leave(server)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.encrypted:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.starttls:
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def mail_server(url: str) -> MailServer:
    """The server of smtp://user:password@host:port?starttls&from=address.

    Raises ValueError for an address of another kind.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("MAIL_URL must be smtp://host or smtps://host")
    options = parse_qs(parts.query, keep_blank_values=True)
    starttls = "starttls" in options
    usual = STARTTLS_PORT if starttls else PORTS[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=parts.port or usual,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encrypted=parts.scheme == "smtps",
        starttls=starttls,
        sender=options.get("from", [""])[0],
    )


def hand_over(server: smtplib.SMTP, letter: EmailMessage) -> None:
    """Give the letter to the server. Raises Undeliverable."""
    try:
        server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _words in error.recipients.values())
        raise Undeliverable(
            f"the recipient was refused ({code})", for_good=code >= PERMANENT
        ) from error
    except smtplib.SMTPDataError as error:
        raise Undeliverable(
            _reason(error), for_good=error.smtp_code >= PERMANENT
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Undeliverable(_reason(error), for_good=False) from error


def _reason(error: Exception) -> str:
    """The fault without the server's words, which may repeat an address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} ({error.smtp_code})"
    return type(error).__name__


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()  # the letters are handed over; manners come second
