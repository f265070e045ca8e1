"""Codes that change every thirty seconds, recovery codes, and waits."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from app.accounts import second_factor
from app.accounts.vault import SealedOtherwise, Vault
from tests.support.factories.factors import KEY, code_at, wrong_code_at
from tests.support.time import MONDAY_TEN, seoul

STEP = timedelta(seconds=30)


def step(code: str, *, last: int | None = None) -> int:
    return second_factor.step_of(code, key=KEY, now=MONDAY_TEN, last_step=last)


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(drift: int) -> None:
    now = step(code_at(MONDAY_TEN))

    assert step(code_at(MONDAY_TEN + drift * STEP)) == now + drift


@pytest.mark.parametrize("drift", [-2, 2])
def test_two_steps_are_too_far(drift: int) -> None:
    with pytest.raises(second_factor.CodeWrong):
        step(code_at(MONDAY_TEN + drift * STEP))


def test_the_code_is_that_of_the_standard() -> None:
    """RFC 6238, appendix B: at 59 seconds the last six digits are 287082."""
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert (
        second_factor.step_of(
            "287082", key=key, now=seoul(1970, 1, 1, 9, 0) + timedelta(seconds=59),
            last_step=None,
        )
        == 1
    )  # fmt: skip


@pytest.mark.parametrize("write", ["{0}{1}", " {0} {1} ", "{0}-{1}"])
def test_blanks_between_the_digits_are_forgiven(write: str) -> None:
    code = code_at(MONDAY_TEN)

    assert step(write.format(code[:3], code[3:])) == step(code)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２", "\x00", "9" * 40])
def test_anything_else_is_wrong(typed: str) -> None:
    with pytest.raises(second_factor.CodeWrong):
        step(typed)


def test_a_code_of_the_last_step_or_before_has_been_used() -> None:
    now = step(code_at(MONDAY_TEN))

    for used in (code_at(MONDAY_TEN), code_at(MONDAY_TEN - STEP)):
        with pytest.raises(second_factor.CodeUsed):
            step(used, last=now)
    assert step(code_at(MONDAY_TEN + STEP), last=now) == now + 1


def test_a_key_is_as_long_as_the_standard_wants_and_never_the_same() -> None:
    keys = {second_factor.new_key() for _ in range(20)}

    assert len(keys) == 20
    assert {len(pyotp.TOTP(key).byte_secret()) for key in keys} == {20}


def test_the_picture_names_us_and_the_account() -> None:
    address = second_factor.address_of(KEY, email="hong@example.org")

    assert address.startswith("otpauth://totp/Jumin%20School:hong%40example.org?")
    assert f"secret={KEY}" in address


def test_recovery_codes_are_ten_of_eighty_bits_easy_to_copy() -> None:
    codes = second_factor.new_recovery_codes()

    assert len(set(codes)) == 10
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4, 4, 4, 4]
        assert not set("".join(groups)) & set("ILOU")


@pytest.mark.parametrize(
    "typed", ["7K3M-9Q2D-X4TB-0H1C", "7k3m9q2dx4tb0h1c", " 7K3M 9Q2D X4TB OHIC"]
)
def test_a_recovery_code_may_be_typed_carelessly(typed: str) -> None:
    kept = second_factor.hash_of_recovery("7K3M-9Q2D-X4TB-0H1C")

    assert second_factor.hash_of_recovery(typed) == kept


def test_the_fifth_wrong_code_begins_a_wait_that_doubles_up_to_an_hour() -> None:
    waits = [second_factor.wait_after(wrong) for wrong in range(13)]

    minutes = [None if wait is None else wait / timedelta(minutes=1) for wait in waits]
    assert minutes[:5] == [None] * 5
    assert minutes[5:] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert second_factor.wait_after(10**6) == timedelta(hours=1)


def test_the_wait_is_told_in_whole_minutes() -> None:
    until = MONDAY_TEN + timedelta(seconds=61)

    with pytest.raises(second_factor.CodesWait) as refusal:
        second_factor.demand_no_wait(until, now=MONDAY_TEN)

    assert refusal.value.facts == {"minutes": 2}
    second_factor.demand_no_wait(until, now=until)
    second_factor.demand_no_wait(None, now=until)


def test_what_is_sealed_is_read_with_the_same_key_only() -> None:
    sealed = Vault("one secret key").seal(KEY)

    assert KEY not in sealed
    assert Vault("one secret key").open(sealed) == KEY
    for vault, text in ((Vault("another"), sealed), (Vault("one secret key"), "x")):
        with pytest.raises(SealedOtherwise):
            vault.open(text)


def test_a_wrong_code_of_the_tests_is_wrong() -> None:
    with pytest.raises(second_factor.CodeWrong):
        step(wrong_code_at(MONDAY_TEN))
