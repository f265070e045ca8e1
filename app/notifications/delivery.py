"""The pass of a worker that delivers what the outbox owes."""

from __future__ import annotations

import smtplib
from contextlib import ExitStack
from typing import cast

import structlog
from flask import current_app

from app.clock import now
from app.config import Settings
from app.extensions import db
from app.notifications import letters, services
from app.notifications.models import Message
from app.notifications.services import Claim
from app.notifications.smtp import (
    MailServer,
    ServerUnreachable,
    Undeliverable,
    hand_over,
    mail_server,
)
from app.unit_of_work import transaction

log = structlog.get_logger()


def deliver_due_messages() -> int:
    """Send every message that is due, oldest first; how many went out.

    Without MAIL_URL nothing is sent: messages stay readable in the outbox.
    """
    settings = cast(Settings, current_app.config["SETTINGS"])
    if settings.mail_url is None:
        return 0
    with ExitStack() as sessions:
        return Postman(mail_server(settings.mail_url), sessions).round()


class Postman:
    """One session with the server, opened for the first letter that needs it."""

    def __init__(self, server: MailServer, sessions: ExitStack) -> None:
        self.server = server
        self.sessions = sessions
        self.line: smtplib.SMTP | None = None

    def round(self) -> int:
        """Deliver until nothing is due, or the server can't be reached."""
        delivered = 0
        while True:
            with transaction() as session:
                claim = services.claim_next(session, now=now())
            if claim is None:
                return delivered
            try:
                delivered += self.deliver(claim)
            except ServerUnreachable as error:
                self.failed(claim, str(error))
                return delivered

    def deliver(self, claim: Claim) -> bool:
        """Send the claimed message outside any transaction and record the outcome.

        Raises ServerUnreachable, having recorded nothing.
        """
        try:
            letter = letters.as_email(
                db.session.get_one(Message, claim.message_id), sender=self.server.sender
            )
            db.session.rollback()  # no transaction stays open while the server thinks
            hand_over(self.session(), letter)
        except ServerUnreachable:
            raise
        except Undeliverable as error:
            self.hang_up()
            self.failed(claim, error.reason, for_good=error.for_good)
            return False
        except Exception as error:
            log.exception("a letter could not be written", message=claim.message_id)
            self.failed(claim, f"not written: {type(error).__name__}")
            return False
        with transaction() as session:
            return services.record_sent(session, claim, now=now())

    def session(self) -> smtplib.SMTP:
        if self.line is None:
            self.line = self.sessions.enter_context(self.server.session())
        return self.line

    def hang_up(self) -> None:
        """After a refusal the session may be in any state: begin a new one."""
        self.line = None
        self.sessions.close()

    def failed(self, claim: Claim, error: str, *, for_good: bool = False) -> None:
        db.session.rollback()
        log.warning("a message was not sent", message=claim.message_id, error=error)
        with transaction() as session:
            services.record_failure(
                session, claim, error=error, for_good=for_good, now=now()
            )
