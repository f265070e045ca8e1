"""A real server for sign-ins, as Kakao's (OpenID Connect) and Naver's (OAuth 2.0).

It listens on a port of this machine, signs with a key of its own, and checks what a
provider checks: client, secret, redirect address, code (once), PKCE. What it says of
whoever signs in, and what it gets wrong, a test sets.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from app.config import OutsideClient

CLIENT_ID, CLIENT_SECRET = "jumin-school", "a provider's secret"
Answer = tuple[int, dict[str, Any]]
_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


@dataclass
class Provided:
    """What the server says of whoever signs in, and its faults."""

    subject: str = "4711"
    email: str | None = "gildong@example.org"
    verified: bool | None = True
    """None says nothing about it."""
    name: str = "홍길동"
    refuses: bool = False
    """She presses “cancel” over there."""
    nonce: str | None = None
    """Said in place of the one that was asked."""
    audience: str = CLIENT_ID
    foreign_key: bool = False
    """Signs with a key that isn't published."""
    other_profile: bool = False
    """The profile is somebody else's."""
    broken: set[str] = field(default_factory=set)
    """Paths that answer 500."""


class OutsideServer:
    """The server's memory, and what it was asked."""

    def __init__(self) -> None:
        self.says = Provided()
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, Provided] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    @property
    def client(self) -> OutsideClient:
        return OutsideClient(self.address, CLIENT_ID, CLIENT_SECRET)

    def metadata(self) -> Answer:
        return 200, {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def jwks(self) -> Answer:
        return 200, {"keys": [_KEY.as_dict(private=False)]}

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes back to: with a code, or with a refusal."""
        back, state = query["redirect_uri"], query["state"]
        if query["client_id"] != CLIENT_ID or query["response_type"] != "code":
            said = {"error": "invalid_request"}
        elif self.says.refuses:
            said = {"error": "access_denied", "error_description": "User denied"}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = query
            said = {"code": code}
        return f"{back}?{urlencode({**said, 'state': state})}"

    def token(self, form: dict[str, str]) -> Answer:
        begun = self.codes.pop(form.get("code", ""), None)
        if (form.get("client_id"), form.get("client_secret")) != (
            CLIENT_ID,
            CLIENT_SECRET,
        ):
            return 401, {"error": "invalid_client"}
        if begun is None or form.get("redirect_uri") != begun["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if not _proved(begun, form.get("code_verifier", "")):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        self.tokens[access] = self.says
        answer = {"access_token": access, "token_type": "bearer", "expires_in": "3600"}
        if "openid" in begun.get("scope", ""):
            answer["id_token"] = self._id_token(begun.get("nonce", ""))
        return 200, answer

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.address,
            "aud": self.says.audience,
            "sub": self.says.subject,
            "iat": now,
            "exp": now + 600,
            "nonce": self.says.nonce or nonce,
            "nickname": self.says.name,
        }
        key = RSAKey.generate_key(2048) if self.says.foreign_key else _KEY
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)

    def userinfo(self, bearer: str) -> Answer:
        """Kakao's: the address, and whether it is known to be hers."""
        says = self.tokens.get(bearer)
        if says is None:
            return 401, {"error": "invalid_token"}
        subject = "0815" if says.other_profile else says.subject
        answer: dict[str, Any] = {"sub": subject, "nickname": says.name}
        if says.email is not None:
            answer["email"] = says.email
        if says.verified is not None:
            answer["email_verified"] = says.verified
        return 200, answer

    def naver_profile(self, bearer: str) -> Answer:
        """Naver's: nested, and nothing about the address being hers."""
        says = self.tokens.get(bearer)
        if says is None:
            return 401, {"resultcode": "024", "message": "Authentication failed"}
        profile = {"id": says.subject, "email": says.email, "name": says.name}
        return 200, {"resultcode": "00", "message": "success", "response": profile}


def _proved(begun: dict[str, str], verifier: str) -> bool:
    """RFC 7636, 4.6."""
    if "code_challenge" not in begun:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return begun["code_challenge_method"] == "S256" and (
        challenge == begun["code_challenge"]
    )


class _Handler(BaseHTTPRequestHandler):
    """Gives each request to the server that the listening socket belongs to."""

    @property
    def outside(self) -> OutsideServer:
        return cast(_Listening, self.server).outside

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer(self.rfile.read(length).decode())

    def _answer(self, sent: str) -> None:
        outside, path = self.outside, urlsplit(self.path).path
        query = {name: values[0] for name, values in parse_qs(sent).items()}
        outside.asked.append((path, query))
        if path in outside.says.broken:
            self._say(500, {"error": "server_error"})
        elif path in ("/authorize", "/oauth2.0/authorize"):
            self.send_response(302)
            self.send_header("Location", outside.authorize(query))
            self.end_headers()
        else:
            bearer = self.headers.get("Authorization", "").partition(" ")[2]
            self._say(*self._told(path, query, bearer))

    def _told(self, path: str, query: dict[str, str], bearer: str) -> Answer:
        match path:
            case "/.well-known/openid-configuration":
                return self.outside.metadata()
            case "/jwks":
                return self.outside.jwks()
            case "/token" | "/oauth2.0/token":
                return self.outside.token(query)
            case "/userinfo":
                return self.outside.userinfo(bearer)
            case "/v1/nid/me":
                return self.outside.naver_profile(bearer)
        return 404, {"error": "not_found"}

    def _say(self, status: int, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Quiet: the test says what went wrong."""


class _Listening(ThreadingHTTPServer):
    def __init__(self, outside: OutsideServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.outside = outside


@contextmanager
def outside_server() -> Iterator[OutsideServer]:
    """A server on a free port until the block ends."""
    server = OutsideServer()
    listening = _Listening(server)
    server.address = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join(timeout=10)
