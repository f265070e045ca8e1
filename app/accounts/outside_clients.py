"""Talking to Kakao and Naver, through Authlib: the only place that knows how.

Kakao speaks OpenID Connect: its addresses come from its metadata, and what it says of
somebody is signed, for us and for this one sign-in (nonce). Naver speaks OAuth 2.0
with three addresses of its own, and nests the profile in `response`.
"""

from __future__ import annotations

from typing import Any, cast

import structlog
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug import Response

from app.accounts.identity import clean_email
from app.accounts.outside import (
    OutsideRefused,
    OutsideUnreachable,
    Profile,
    Provider,
)
from app.config import OutsideClient, Settings

PATIENCE_SECONDS = 5
STATE = "_state_"
"""How Authlib's keys in the cookie begin."""
NAVER_SIGN_IN, NAVER_API = "https://nid.naver.com", "https://openapi.naver.com"
BROKEN = (OAuthError, JoseError, RequestException, ValueError, KeyError, TypeError)
"""What a provider can do wrong: refuse us, sign badly, be away, answer nonsense."""


def init_app(app: Flask) -> None:
    app.extensions["outside"] = connect(app, app.config["SETTINGS"])
    app.jinja_env.globals["outside_providers"] = switched_on


def connect(app: Flask, settings: Settings) -> dict[Provider, Any]:
    """The providers that are switched on, in the order of their buttons."""
    oauth, clients = OAuth(app), {}
    if settings.kakao is not None:
        clients[Provider.KAKAO] = _kakao(oauth, settings.kakao)
    if settings.naver is not None:
        clients[Provider.NAVER] = _naver(oauth, settings.naver)
    return clients


def switched_on() -> tuple[Provider, ...]:
    return tuple(_clients())


def begin(provider: Provider, *, back: str) -> Response:
    """To the provider's own page, which leads to the address `back`.

    Raises OutsideUnreachable.
    """
    forget_begun()
    try:
        return cast(Response, _clients()[provider].authorize_redirect(back))
    except BROKEN as error:
        raise _unreachable(provider, error) from error


def finish(provider: Provider) -> Profile:
    """What the provider says of whoever came back from it in this request.

    Raises OutsideRefused where she said no, or this wasn't begun in this browser;
    OutsideUnreachable where the provider can't be asked, or not be believed.
    """
    client = _clients()[provider]
    try:
        profile = _of_kakao(client) if provider is Provider.KAKAO else _of_naver(client)
    except OAuthError as error:
        if error.error in {"access_denied", "mismatching_state"}:
            raise OutsideRefused from error
        raise _unreachable(provider, error) from error
    except BROKEN as error:
        raise _unreachable(provider, error) from error
    finally:
        forget_begun()
    return profile


def forget_begun() -> None:
    """One sign-in at a time: an older one would only fill the cookie."""
    for key in [key for key in session if key.startswith(STATE)]:
        del session[key]


def _clients() -> dict[Provider, Any]:
    return cast(dict[Provider, Any], current_app.extensions["outside"])


def _kakao(oauth: OAuth, known: OutsideClient) -> Any:
    return oauth.register(
        "kakao",
        overwrite=True,
        client_id=known.client_id,
        client_secret=known.client_secret,
        server_metadata_url=f"{known.site}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid account_email profile_nickname",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_post",
            "default_timeout": PATIENCE_SECONDS,
        },
    )


def _naver(oauth: OAuth, known: OutsideClient) -> Any:
    sign_in = known.site or NAVER_SIGN_IN
    return oauth.register(
        "naver",
        overwrite=True,
        client_id=known.client_id,
        client_secret=known.client_secret,
        authorize_url=f"{sign_in}/oauth2.0/authorize",
        access_token_url=f"{sign_in}/oauth2.0/token",
        userinfo_endpoint=f"{known.site or NAVER_API}/v1/nid/me",
        client_kwargs={
            "token_endpoint_auth_method": "client_secret_post",
            "default_timeout": PATIENCE_SECONDS,
        },
    )


def _of_kakao(client: Any) -> Profile:
    issuer = client.load_server_metadata()["issuer"]
    token = client.authorize_access_token(
        claims_options={
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client.client_id},
        }
    )
    claims = dict(token["userinfo"])  # what was signed for us and this sign-in
    if "email_verified" not in claims:  # Kakao says it at this address only
        more = client.userinfo(token=token)
        if str(more["sub"]) != str(claims["sub"]):
            raise ValueError("the profile is about somebody else")
        claims = {**claims, **more}
    return Profile(
        provider=Provider.KAKAO,
        subject=_short(claims["sub"]),
        email=_address(claims.get("email")),
        confirmed=claims.get("email_verified") is True,
        name=_text(claims.get("nickname") or claims.get("name")),
    )


def _of_naver(client: Any) -> Profile:
    token = client.authorize_access_token()
    said = client.userinfo(token=token)["response"]
    return Profile(
        provider=Provider.NAVER,
        subject=_short(said["id"]),
        email=_address(said.get("email")),
        name=_text(said.get("name")),
    )


def _short(subject: Any) -> str:
    text = str(subject)
    longest = 255
    if not text or len(text) > longest:
        raise ValueError("an identity without a usable number")
    return text


def _address(said: Any) -> str | None:
    """An address to which a mail can go."""
    try:
        valid = validate_email(
            _text(said), check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError:
        return None
    return clean_email(valid.normalized)


def _text(said: Any) -> str:
    return said.strip() if isinstance(said, str) else ""


def _unreachable(provider: Provider, error: Exception) -> OutsideUnreachable:
    """Logged by its kind only: an answer may hold what is nobody's business."""
    structlog.get_logger().warning(
        "outside sign-in failed", provider=provider.value, error=type(error).__name__
    )
    return OutsideUnreachable(provider=provider)
