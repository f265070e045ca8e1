"""What people type about themselves is read as they mean it, or refused."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from app.accounts.identity import (
    BirthDateUnreadable,
    MobileUnreadable,
    NameUnreadable,
    TooYoung,
    age_on,
    clean_email,
    clean_mobile,
    clean_name,
    demand_adult,
    read_birth_date,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "01012345678",
        "010-1234-5678",
        "010 1234 5678",
        " 010.1234.5678",
        "０１０12345678",
    ],
)
def test_a_mobile_number_is_stored_as_its_digits(typed: str) -> None:
    assert clean_mobile(typed) == "01012345678"


@pytest.mark.parametrize(
    "typed", ["", "0101234567", "010123456789", "01112345678", "02-123-4567", "전화"]
)
def test_another_number_is_no_mobile_number(typed: str) -> None:
    with pytest.raises(MobileUnreadable):
        clean_mobile(typed)


@pytest.mark.parametrize(
    "typed",
    ["19680305", "1968-03-05", "1968. 3. 5.", "1968.3.5", "1968년 3월 5일", "1968/3/5"],
)
def test_a_birth_date_is_read_as_people_write_it(typed: str) -> None:
    assert read_birth_date(typed, today=TODAY) == date(1968, 3, 5)


@pytest.mark.parametrize(
    "typed", ["", "680305", "19680230", "20270101", "18990101", "1968-13-01", "어제"]
)
def test_what_is_no_date_of_birth_is_refused(typed: str) -> None:
    with pytest.raises(BirthDateUnreadable):
        read_birth_date(typed, today=TODAY)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2007, 3, 2), 19),  # today is the birthday
        (date(2007, 3, 3), 18),
        (date(2008, 2, 29), 18),
    ],
)
def test_age_counts_full_years(born: date, age: int) -> None:
    assert age_on(TODAY, born=born) == age


def test_who_was_born_on_a_leap_day_turns_older_on_the_first_of_march() -> None:
    born = date(2008, 2, 29)

    assert age_on(date(2027, 2, 28), born=born) == 18
    assert age_on(date(2027, 3, 1), born=born) == 19


def test_adults_only() -> None:
    demand_adult(date(2007, 3, 2), today=TODAY, adult_age=19)

    with pytest.raises(TooYoung) as refusal:
        demand_adult(date(2007, 3, 3), today=TODAY, adult_age=19)

    assert refusal.value.facts == {"age": 19}


def test_a_name_is_kept_in_one_form() -> None:
    typed = unicodedata.normalize("NFD", "  홍  길동 ")

    assert clean_name(typed) == "홍 길동"


@pytest.mark.parametrize(
    "typed", ["뷁햏", "HONG Gildong", "O'Neill-Kim", "Nguyễn Văn A"]
)
def test_rare_and_foreign_names_are_names(typed: str) -> None:
    assert clean_name(typed) == typed


@pytest.mark.parametrize(
    "typed", ["", "   ", "---", "홍길동1", "<b>홍</b>", "홍\u202e길동", "가" * 61]
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(NameUnreadable):
        clean_name(typed)


def test_an_address_is_looked_up_in_small_letters() -> None:
    assert clean_email(" Hong@Example.COM ") == "hong@example.com"
