"""One gateway for text messages, as SMS_URL names it.

A text is a POST of JSON: `key` (also the header Idempotency-Key, the same each time
this message is tried), `from`, `to` (digits) and `text`. 2xx: taken. 429 and 5xx: not
now. Any other 4xx: never.
"""

from __future__ import annotations

import http.client
import json
import ssl
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from app.notifications import letters
from app.notifications.carriers import Handover, Undeliverable, Unreachable
from app.notifications.models import Fault, Message, MessageChannel

SECONDS = 10
"""How long one answer of the gateway is waited for."""
TAKEN, REFUSED, TOO_MANY, BROKEN = 200, 400, 429, 500
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class TextGateway:
    host: str
    port: int | None
    encrypted: bool
    path: str
    authorisation: str
    """The header's value; empty where SMS_URL names no user."""
    sender: str
    """The number from which texts come, as registered with the gateway."""

    def connect(self) -> http.client.HTTPConnection:
        if self.encrypted:
            return http.client.HTTPSConnection(
                self.host,
                self.port,
                timeout=SECONDS,
                context=ssl.create_default_context(),
            )
        return http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)


def text_gateway(url: str) -> TextGateway:
    """The gateway of https://user:secret@host/path?from=number.

    Raises ValueError for an address of another kind. Numbers and words of people
    leave this machine over TLS only.
    """
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOCAL
    if not parts.hostname or not (parts.scheme == "https" or local):
        raise ValueError("SMS_URL must be https://user:secret@host/path?from=number")
    user = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return TextGateway(
        host=parts.hostname,
        port=parts.port,
        encrypted=parts.scheme == "https",
        path=parts.path or "/",
        authorisation=f"Basic {b64encode(user.encode()).decode()}"
        if parts.username
        else "",
        sender=parse_qs(parts.query).get("from", [""])[0],
    )


class Texts:
    """문자: one connection to the gateway, opened for the first."""

    channel = MessageChannel.TEXT

    def __init__(self, gateway: TextGateway) -> None:
        self.gateway = gateway
        self.line: http.client.HTTPConnection | None = None

    def write(self, message: Message) -> Handover:
        key = message.message_key
        body = {
            "key": key,
            "from": self.gateway.sender,
            "to": message.to_address,
            "text": letters.as_text(message),
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if self.gateway.authorisation:
            headers["Authorization"] = self.gateway.authorisation

        def hand_over() -> None:
            self._post(json.dumps(body).encode(), headers)

        return hand_over

    def hang_up(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            line.close()

    def _post(self, body: bytes, headers: dict[str, str]) -> None:
        """Raises Undeliverable, Unreachable."""
        if self.line is None:
            self.line = self.gateway.connect()
        try:
            if self.line.sock is None:
                self.line.connect()
        except OSError as error:
            raise Unreachable(Fault.NO_SERVER, type(error).__name__) from error
        try:
            self.line.request("POST", self.gateway.path, body, headers)
            answer = self.line.getresponse()
            answer.read()
        except TimeoutError as error:  # the next text would wait as long
            raise Unreachable(Fault.NO_ANSWER, type(error).__name__) from error
        except (OSError, http.client.HTTPException) as error:
            raise Undeliverable(
                Fault.NO_ANSWER, type(error).__name__, for_good=False
            ) from error
        _judge(answer.status)


def _judge(status: int) -> None:
    """Raises Undeliverable for all but 2xx; a redirect is a gateway set up wrongly."""
    if TAKEN <= status < TAKEN + 100:
        return
    said = f"the gateway answered {status}"
    if REFUSED <= status < BROKEN and status != TOO_MANY:
        raise Undeliverable(Fault.TEXT_REFUSED, said, for_good=True)
    raise Undeliverable(Fault.PUT_OFF, said, for_good=False)
