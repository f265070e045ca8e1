"""The code that staff hand out."""

from __future__ import annotations

import pytest

from app.privacy.people.claim_code import ClaimRefused, hash_of, new_code, read_code


def test_it_is_eight_letters_in_two_groups() -> None:
    assert new_code(lambda bits: 2**bits - 1) == "ZZZZ-ZZZZ"
    assert new_code(lambda bits: 1) == "0000-0001"


def test_forty_random_bits_are_asked_for() -> None:
    asked: list[int] = []

    def zero(bits: int) -> int:
        asked.append(bits)
        return 0

    new_code(zero)

    assert asked == [40]


@pytest.mark.parametrize(
    "typed", ["7K3M-9Q2D", "7k3m9q2d", " 7K3M 9Q2D ", "7K3M–9Q2D", "７Ｋ３Ｍ９Ｑ２Ｄ"]
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "7K3M-9Q2D"


def test_letters_that_look_like_digits_are_digits() -> None:
    assert read_code("oOiI-lL00") == "0011-1100"


@pytest.mark.parametrize(
    "typed", ["", "7K3M-9Q2", "7K3M-9Q2DD", "7K3M-9Q2U", "가나다라"]
)
def test_what_no_code_can_be_is_refused(typed: str) -> None:
    with pytest.raises(ClaimRefused):
        read_code(typed)


def test_the_hash_is_another_under_another_key() -> None:
    assert hash_of("7K3M-9Q2D", key="a") != hash_of("7K3M-9Q2D", key="b")
    assert hash_of("7K3M-9Q2D", key="a") == hash_of("7K3M-9Q2D", key="a")
