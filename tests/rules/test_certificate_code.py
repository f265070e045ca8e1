"""The verification code forgives how it is typed, and notices what is mistyped."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.code import (
    ALPHABET,
    LENGTH,
    RANDOM_BITS,
    CodeMistyped,
    new_code,
    read_code,
)

codes = st.integers(0, 2**RANDOM_BITS - 1).map(lambda value: new_code(lambda _: value))
places = st.integers(0, LENGTH - 1)


def bare(code: str) -> str:
    return code.replace("-", "")


def test_a_code_is_four_groups_of_four() -> None:
    code = new_code(secrets.randbits)

    groups = code.split("-")

    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert set(bare(code)) <= set(ALPHABET)


def test_seventy_five_bits_are_random() -> None:
    asked: list[int] = []

    new_code(lambda bits: asked.append(bits) or 0)  # type: ignore[func-returns-value]

    assert asked == [75]


@given(codes)
def test_a_code_reads_back_as_itself(code: str) -> None:
    assert read_code(code) == code


@given(st.integers(0, 2**RANDOM_BITS - 1), st.integers(0, 2**RANDOM_BITS - 1))
def test_different_bits_give_different_codes(one: int, other: int) -> None:
    same = new_code(lambda _: one) == new_code(lambda _: other)

    assert same == (one == other)


@given(codes, places, st.sampled_from(ALPHABET))
def test_each_single_wrong_character_is_caught(
    code: str, place: int, letter: str
) -> None:
    letters = list(bare(code))
    if letters[place] == letter:
        return
    letters[place] = letter

    with pytest.raises(CodeMistyped):
        read_code("".join(letters))


@given(codes, st.integers(0, LENGTH - 2))
def test_each_swap_of_neighbours_is_caught(code: str, place: int) -> None:
    letters = list(bare(code))
    if letters[place] == letters[place + 1]:
        return
    letters[place : place + 2] = reversed(letters[place : place + 2])

    with pytest.raises(CodeMistyped):
        read_code("".join(letters))


@given(codes)
def test_case_hyphens_and_blanks_do_not_matter(code: str) -> None:
    typed = f"  {bare(code).lower()[:5]} – {bare(code).lower()[5:]}\n"

    assert read_code(typed) == code


@given(codes)
def test_letters_read_for_digits_are_forgiven(code: str) -> None:
    typed = code.replace("0", "O").replace("1", "l")

    assert read_code(typed) == code
    assert read_code(typed.replace("l", "I")) == code


def test_full_width_typing_is_forgiven() -> None:
    code = new_code(lambda _: 123456789)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)

    assert read_code(wide) == code


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "7K3M", "0" * 16, "U" * 16, "가나다라" * 4, "7K3M-9Q2D-X4TB-6HNC-1"],
)
def test_what_no_certificate_can_carry_is_mistyped(typed: str) -> None:
    with pytest.raises(CodeMistyped):
        read_code(typed)


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_mistyped(typed: str) -> None:
    try:
        code = read_code(typed)
    except CodeMistyped:
        return

    assert read_code(code) == code
