"""Masked data lets staff recognise somebody, and no more."""

from __future__ import annotations

from datetime import date

import pytest

from app.accounts.masking import mask_birth, mask_email, mask_mobile, mask_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("홍길동", "홍*동"),
        ("이도", "이*"),
        ("남궁선희", "남**희"),
        ("HONG Gildong", "H**G G*****g"),
        ("뷁", "뷁"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_keeps_its_ends(name: str | None, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("01012345678", "010-****-5678"), ("12345", "***45"), ("", ""), (None, "")],
)
def test_a_mobile_number_keeps_its_end(number: str | None, masked: str) -> None:
    assert mask_mobile(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("hongildong@example.org", "hong***@example.org"),
        ("hong@example.org", "h***@example.org"),
        ("a@example.org", "a***@example.org"),
        ("nonsense", ""),
        (None, ""),
    ],
)
def test_an_address_keeps_its_beginning(address: str | None, masked: str) -> None:
    assert mask_email(address) == masked


def test_a_birth_date_keeps_its_year() -> None:
    assert mask_birth(date(1968, 3, 5)) == "1968. **. **."
    assert mask_birth(None) == ""
