"""Settings: defaults that start at once, and a production that isn't half there."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.config import (
    ConfigurationError,
    OutsideClient,
    Settings,
    from_environment,
)

SECRET = "x" * 32
PRODUCTION = {
    "APP_ENV": "production",
    "DATABASE_URL": "postgresql://jumin@db/jumin",
    "SECRET_KEY": SECRET,
    "PUBLIC_URL": "https://jumin.example.org/",
    "MAIL_URL": "smtp://mail.example.org:25",
}


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


def read(instance: Path, **environ: str) -> Settings:
    return from_environment(environ, instance=instance)


def test_without_any_setting_it_is_a_development_on_sqlite(instance: Path) -> None:
    settings = read(instance)

    assert settings.environment == "development"
    assert settings.database_url == f"sqlite:///{instance / 'jumin.sqlite'}"
    assert settings.embedded
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.storage_url == f"file://{instance / 'storage'}"
    assert (settings.mail_url, settings.redis_url) == (None, None)
    assert settings.trusted_proxies == 0


def test_what_is_set_to_nothing_is_not_set(instance: Path) -> None:
    names = ("APP_ENV", "DATABASE_URL", "PORT", "PUBLIC_URL", "TRUSTED_PROXIES")

    settings = read(instance, **dict.fromkeys(names, ""), MAIL_URL=" ")

    assert settings == read(instance)


def test_the_port_stands_in_the_address(instance: Path) -> None:
    settings = read(instance, PORT="8123")

    assert settings.public_url == "http://127.0.0.1:8123"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_address_of_postgresql_names_our_driver(
    instance: Path, scheme: str
) -> None:
    settings = read(instance, DATABASE_URL=f"{scheme}://jumin@db:5432/jumin")

    assert settings.database_url == "postgresql+psycopg://jumin@db:5432/jumin"
    assert not settings.embedded


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "staging"),
        ("PORT", "eighty"),
        ("TRUSTED_PROXIES", "-1"),
        ("PUBLIC_URL", "jumin.example.org"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_by_name(
    instance: Path, name: str, value: str
) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} is '{value}'"):
        read(instance, **{name: value})


def test_the_secret_is_made_once_and_read_by_its_owner_only(instance: Path) -> None:
    first, second = read(instance), read(instance)

    kept = instance / "secret_key"
    assert first.secret_key == second.secret_key == kept.read_text()
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in instance.iterdir()] == ["secret_key"]


def test_processes_that_begin_together_keep_one_secret(instance: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        settings = threads.map(lambda _: read(instance), range(8))

    assert len({each.secret_key for each in settings}) == 1


def test_a_given_secret_is_not_written_down(instance: Path) -> None:
    settings = read(instance, SECRET_KEY=SECRET, DATABASE_URL="sqlite://")

    assert settings.secret_key == SECRET
    assert not instance.exists()


def test_production_starts_with_all_it_needs(instance: Path) -> None:
    settings = from_environment(PRODUCTION, instance=instance)

    assert settings.public_url == "https://jumin.example.org"
    flask = settings.for_flask()
    assert flask["SESSION_COOKIE_SECURE"] is True
    assert flask["OPEN_OUTBOX"] is False
    # What somebody typed must not stand in the log beside a broken statement.
    assert flask["SQLALCHEMY_ENGINE_OPTIONS"]["hide_parameters"] is True
    assert not instance.exists()


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "MAIL_URL"]
)
@pytest.mark.parametrize("value", [None, ""])
def test_production_refuses_to_start_without(
    instance: Path, name: str, value: str | None
) -> None:
    environ = {k: v for k, v in PRODUCTION.items() if k != name}
    if value is not None:
        environ[name] = value

    with pytest.raises(ConfigurationError, match=f"production needs {name}$"):
        from_environment(environ, instance=instance)


def test_production_names_everything_that_is_missing_at_once(instance: Path) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        read(instance, APP_ENV="production", SECRET_KEY=SECRET)

    assert str(refusal.value) == "production needs DATABASE_URL, PUBLIC_URL, MAIL_URL"


def test_production_refuses_a_short_secret_without_printing_it(instance: Path) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        from_environment({**PRODUCTION, "SECRET_KEY": "hunter2"}, instance=instance)

    assert "shorter than 32" in str(refusal.value)
    assert "hunter2" not in str(refusal.value)


def test_without_https_cookies_go_over_http(instance: Path) -> None:
    assert read(instance).for_flask()["SESSION_COOKIE_SECURE"] is False


def test_kakao_and_naver_are_switched_off_until_they_are_set(instance: Path) -> None:
    settings = read(instance)

    assert (settings.kakao, settings.naver) == (None, None)


def test_with_id_and_secret_they_are_switched_on(instance: Path) -> None:
    settings = read(
        instance,
        KAKAO_CLIENT_ID="k",
        KAKAO_CLIENT_SECRET="hush",
        NAVER_CLIENT_ID="n",
        NAVER_CLIENT_SECRET="hush",
        NAVER_SITE="http://127.0.0.1:9/",
    )

    assert settings.kakao == OutsideClient("https://kauth.kakao.com", "k", "hush")
    assert settings.naver == OutsideClient("http://127.0.0.1:9", "n", "hush")
    assert "hush" not in repr(settings.kakao)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"KAKAO_CLIENT_ID": "k"}, "KAKAO_CLIENT_SECRET"),
        ({"NAVER_CLIENT_SECRET": "s"}, "NAVER_CLIENT_ID"),
        (
            {
                "KAKAO_CLIENT_ID": "k",
                "KAKAO_CLIENT_SECRET": "s",
                "KAKAO_ISSUER": "kakao.example",
            },
            "KAKAO_ISSUER",
        ),
    ],
)
def test_half_a_setting_of_theirs_is_refused(
    instance: Path, given: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        read(instance, **given)
