"""A password is long and nobody's first guess; nothing more is asked of it."""

from __future__ import annotations

import pytest

from app.accounts.passwords import (
    LONGEST,
    SHORTEST,
    PasswordGuessable,
    PasswordPersonal,
    PasswordTooLong,
    PasswordTooShort,
    demand_good_password,
)

HER = ("gildong@example.org", "홍길동", "010-1234-5678")


@pytest.mark.parametrize(
    "password",
    [
        "바늘 실 골무 단추 가위",
        "correct horse battery",
        "jumin-demo-2026",
        "k7!mQz#2pL",
    ],
)
def test_long_and_unusual_is_good(password: str) -> None:
    demand_good_password(password, personal=HER)


def test_the_shortest_good_one_has_ten_characters() -> None:
    demand_good_password("abcdef" + "xyz7")

    with pytest.raises(PasswordTooShort) as refusal:
        demand_good_password("abcdefxyz")

    assert refusal.value.facts == {"shortest": SHORTEST}


def test_an_endless_one_is_refused_before_it_is_hashed() -> None:
    with pytest.raises(PasswordTooLong):
        demand_good_password("가나다라마" * LONGEST)


@pytest.mark.parametrize(
    "password",
    ["1234567890", "qwerty12345", "Password12"[:10], "aaaaaaaaaaaa", "1212121212"],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordGuessable):
        demand_good_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "gildong@example.org",
        "내이름은 홍길동입니다",
        "x010-1234-5678",
        "Gildong@Example.Org!",
    ],
)
def test_what_others_know_of_her_is_refused(password: str) -> None:
    with pytest.raises(PasswordPersonal):
        demand_good_password(password, personal=HER)
