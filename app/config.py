"""Settings from the environment. Refuses to start half-configured."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

DEVELOPMENT, PRODUCTION, TEST = "development", "production", "test"
DEMANDED_IN_PRODUCTION = ("DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "MAIL_URL")
SHORTEST_SECRET = 32
KAKAO_ISSUER = "https://kauth.kakao.com"


class ConfigurationError(Exception):
    """The settings don't allow a start; the message names each one and why."""


@dataclass(frozen=True)
class OutsideClient:
    """What a provider of sign-ins knows us by, and where it is."""

    site: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """The contract's settings (docs/contract), read once."""

    environment: str
    database_url: str
    secret_key: str
    public_url: str
    mail_url: str | None
    storage_url: str
    redis_url: str | None
    trusted_proxies: int
    placed_together: int = 200
    """How many presses of “apply” one transaction places at most; 1: each alone."""
    sms_url: str | None = None
    built_assets: Path | None = None
    """Where the build of the static files lies; None where only sources are sent."""
    kakao: OutsideClient | None = None
    """Sign-in through Kakao; None where it is switched off."""
    naver: OutsideClient | None = None
    privacy_officer_name: str = ""
    """개인정보 보호책임자, as `/privacy` names her; empty: the school's office."""
    privacy_officer_contact: str = ""

    @property
    def embedded(self) -> bool:
        return self.database_url.startswith("sqlite")

    def for_flask(self) -> dict[str, Any]:
        """The same settings under the names that Flask and its extensions read."""
        secure = self.public_url.startswith("https://")
        return {
            "SETTINGS": self,
            "APP_ENV": self.environment,
            "OPEN_OUTBOX": self.environment == DEVELOPMENT and self.mail_url is None,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # An error's text holds what was written: names, addresses, hashes.
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "hide_parameters": self.environment == PRODUCTION
            },
            "PUBLIC_URL": self.public_url,
            "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,
            "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": secure,
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "ko",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Seoul",
            "BABEL_TRANSLATION_DIRECTORIES": str(_root() / "translations"),
            "BOOTSTRAP_SERVE_LOCAL": True,
            "RATELIMIT_STORAGE_URI": self.redis_url or "memory://",
            "RATELIMIT_HEADERS_ENABLED": True,
        }


def from_environment(
    environ: Mapping[str, str] = os.environ, *, instance: Path | None = None
) -> Settings:
    """Read the settings; one that is set to nothing is not set.

    Raises ConfigurationError for one that can't be read, and in production when one
    is missing or too weak.
    """
    environ = {name: value for name, value in environ.items() if value.strip()}
    environment = environ.get("APP_ENV", DEVELOPMENT)
    if environment not in {DEVELOPMENT, PRODUCTION, TEST}:
        raise ConfigurationError(
            f"APP_ENV is {environment!r}; it must be development, production or test"
        )
    if environment == PRODUCTION:
        _demand_for_production(environ)
    instance = instance or _root() / "instance"
    port = whole_number(environ, "PORT", 8000)
    return Settings(
        environment=environment,
        database_url=_database_url(environ, instance),
        secret_key=environ.get("SECRET_KEY") or _kept_secret(instance),
        public_url=_public_url(environ, f"http://127.0.0.1:{port}"),
        mail_url=environ.get("MAIL_URL"),
        sms_url=environ.get("SMS_URL"),
        storage_url=environ.get("STORAGE_URL", f"file://{instance / 'storage'}"),
        redis_url=environ.get("REDIS_URL"),
        trusted_proxies=whole_number(environ, "TRUSTED_PROXIES", 0),
        placed_together=max(1, whole_number(environ, "PLACED_TOGETHER", 200)),
        built_assets=_root() / "build" / "assets",
        kakao=_outside_client(environ, "KAKAO", "KAKAO_ISSUER", KAKAO_ISSUER),
        naver=_outside_client(environ, "NAVER", "NAVER_SITE", ""),
        privacy_officer_name=environ.get("PRIVACY_OFFICER_NAME", ""),
        privacy_officer_contact=environ.get("PRIVACY_OFFICER_CONTACT", ""),
    )


def _demand_for_production(environ: Mapping[str, str]) -> None:
    missing = [name for name in DEMANDED_IN_PRODUCTION if not environ.get(name)]
    if missing:
        raise ConfigurationError(f"production needs {', '.join(missing)}")
    if len(environ["SECRET_KEY"]) < SHORTEST_SECRET:
        raise ConfigurationError(
            f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters"
        )


def _database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("DATABASE_URL")
    if not url:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'jumin.sqlite'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _outside_client(
    environ: Mapping[str, str], name: str, site: str, default: str
) -> OutsideClient | None:
    """On with id and secret, off with neither; one alone is a mistake."""
    wanted = (f"{name}_CLIENT_ID", f"{name}_CLIENT_SECRET")
    missing = [each for each in wanted if not environ.get(each)]
    if len(missing) == 1:
        raise ConfigurationError(f"sign-in through {name} needs {missing[0]} as well")
    if missing:
        return None
    client_id, client_secret = (environ[each].strip() for each in wanted)
    address = environ.get(site, default).strip().rstrip("/")
    if address and not address.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"{site} is {address!r}; it must begin with https:// or http://"
        )
    return OutsideClient(address, client_id, client_secret)


def _public_url(environ: Mapping[str, str], default: str) -> str:
    """Where the mails' links lead."""
    url = environ.get("PUBLIC_URL", default).rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"PUBLIC_URL is {url!r}; it must begin with https:// or http://"
        )
    return url


def _kept_secret(instance: Path) -> str:
    """The embedded default's key: made once, readable by its owner only.

    Two processes that start together keep one key: the first to link its own wins,
    and nobody reads a file half written.
    """
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=instance, prefix=".secret_key.") as draft:
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()


def whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    """Raises ConfigurationError for anything else."""
    value = environ.get(name) or str(default)
    if not value.isdecimal():
        raise ConfigurationError(f"{name} is {value!r}; it must be a whole number")
    return int(value)


def _root() -> Path:
    return Path(__file__).resolve().parent.parent
