"""One mail server, as MAIL_URL names it."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from app.notifications import letters
from app.notifications.carriers import Handover, Undeliverable, Unreachable
from app.notifications.models import Fault, Message, MessageChannel

SECONDS = 20
"""How long one answer of the server is waited for."""
PERMANENT = 500
"""From this reply code on, trying again can't help (RFC 5321, 4.2.1)."""
PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587


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

    def connect(self) -> smtplib.SMTP:
        """A session, signed in. Raises Unreachable."""
        try:
            return self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(Fault.NO_SERVER, _reason(error)) from error

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


class Mail:
    """E-mail: one session with the server, opened for the first letter."""

    channel = MessageChannel.EMAIL

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.line: smtplib.SMTP | None = None

    def write(self, message: Message) -> Handover:
        letter = letters.as_email(message, sender=self.server.sender)

        def hand_over() -> None:
            if self.line is None:
                self.line = self.server.connect()
            _give(self.line, letter)

        return hand_over

    def hang_up(self) -> None:
        """After a refusal the session may be in any state."""
        line, self.line = self.line, None
        if line is None:
            return
        try:
            line.quit()
        except (OSError, smtplib.SMTPException):
            line.close()  # the letters are handed over; manners come second


def _give(server: smtplib.SMTP, letter: EmailMessage) -> None:
    """Give the letter to the server. Raises Undeliverable, Unreachable."""
    try:
        server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _words in error.recipients.values())
        raise _refused(
            Fault.ADDRESS_REFUSED, f"the recipient was refused ({code})", code
        ) from error
    except smtplib.SMTPDataError as error:
        raise _refused(Fault.REFUSED, _reason(error), error.smtp_code) from error
    except smtplib.SMTPNotSupportedError as error:  # an address not in ASCII
        raise _refused(Fault.ADDRESS_REFUSED, _reason(error), PERMANENT) from error
    except smtplib.SMTPResponseException as error:  # our own address, the session
        raise _refused(Fault.PUT_OFF, _reason(error), 0) from error
    except (OSError, smtplib.SMTPException) as error:
        if isinstance(error.__context__ or error, TimeoutError):
            # the next letter would wait as long
            raise Unreachable(Fault.NO_ANSWER, _reason(error)) from error
        raise _refused(Fault.NO_ANSWER, _reason(error), 0) from error


def _refused(fault: Fault, error: str, code: int) -> Undeliverable:
    for_good = code >= PERMANENT
    if not for_good and fault is not Fault.NO_ANSWER:
        fault = Fault.PUT_OFF
    return Undeliverable(fault, error, for_good=for_good)


def _reason(error: Exception) -> str:
    """The fault without the server's words, which may repeat an address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} ({error.smtp_code})"
    return type(error).__name__
