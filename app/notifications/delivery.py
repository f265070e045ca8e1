"""The pass of a worker that delivers what the outbox owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import structlog
from flask import current_app

from app.clock import now
from app.config import Settings
from app.extensions import db
from app.notifications import queries, settling
from app.notifications.carriers import Carrier, NoGateway, Undeliverable, Unreachable
from app.notifications.models import Fault, MessageChannel
from app.notifications.settling import Claim, Failure
from app.notifications.sms import Texts, text_gateway
from app.notifications.smtp import Mail, mail_server
from app.outbox import quiet_hours
from app.unit_of_work import transaction

log = structlog.get_logger()


def deliver_due_messages() -> int:
    """Send every message that is due, oldest first; how many went out.

    Texts first: those that can't be sent then go by e-mail at once. Without MAIL_URL
    and SMS_URL nothing is sent: messages stay readable in the outbox.
    """
    settings = cast(Settings, current_app.config["SETTINGS"])
    return sum(Round(carrier).go() for carrier in carriers(settings))


def carriers(settings: Settings) -> Iterator[Carrier]:
    if settings.sms_url:
        yield Texts(text_gateway(settings.sms_url))
    elif settings.mail_url:
        yield NoGateway()
    if settings.mail_url:
        yield Mail(mail_server(settings.mail_url))


class Round:
    """One carrier's way through all that is due."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier

    def go(self) -> int:
        """Deliver until nothing is due, or the carrier can't be reached."""
        delivered = 0
        try:
            while claims := self.claim():
                delivered += self.deliver_all(claims)
        except Unreachable as error:
            log.warning("nothing can be sent", why=str(error))
            if self.carrier.channel is MessageChannel.TEXT:
                with transaction() as session:
                    settling.send_old_texts_by_email(session, error.failure, now=now())
        finally:
            self.carrier.hang_up()
        return delivered

    def claim(self) -> list[Claim]:
        with transaction() as session:
            return settling.claim_due(
                session,
                channel=self.carrier.channel,
                quiet=quiet_hours(session, now=now()),
                now=now(),
            )

    def deliver_all(self, claims: list[Claim]) -> int:
        """Deliver these one by one; what is not begun in time is given back.

        Raises Unreachable, having recorded the try of one and given back the others.
        """
        delivered = 0
        for begun, claim in enumerate(claims):
            if now() >= claim.begin_by:
                self.give_back(claims[begun:])
                break
            try:
                delivered += self.deliver(claim)
            except Unreachable as error:
                self.failed(claim, error.failure)
                self.give_back(claims[begun + 1 :])
                raise
        return delivered

    def deliver(self, claim: Claim) -> bool:
        """Send the claimed message outside any transaction and record the outcome.

        Raises Unreachable, having recorded nothing.
        """
        try:
            message = queries.claimed(db.session(), claim.message_id, lease=claim.lease)
            if message is None:
                return False
            hand_over = self.carrier.write(message)
            db.session.rollback()  # no transaction stays open while the server thinks
            hand_over()
        except Unreachable:
            raise
        except Undeliverable as error:
            self.carrier.hang_up()
            self.failed(claim, error.failure)
            return False
        except Exception as error:
            log.exception("a letter could not be written", message=claim.message_id)
            why = f"not written: {type(error).__name__}"
            self.failed(claim, Failure(Fault.NOT_WRITTEN, why))
            return False
        with transaction() as session:
            return settling.record_sent(session, claim, now=now())

    def failed(self, claim: Claim, failure: Failure) -> None:
        db.session.rollback()
        log.warning(
            "a message was not sent", message=claim.message_id, error=failure.error
        )
        with transaction() as session:
            settling.record_failure(session, claim, failure, now=now())

    def give_back(self, claims: list[Claim]) -> None:
        db.session.rollback()
        with transaction() as session:
            settling.give_back(session, claims)
