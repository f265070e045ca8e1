"""When two records look like one person, and which is kept."""

from __future__ import annotations

from datetime import date

import pytest

from app.privacy.people.duplicates import (
    BothSignIn,
    Details,
    Record,
    Sameness,
    alike,
    kept_of,
    shared,
)

BORN, OTHER_DAY = date(1968, 3, 5), date(1971, 1, 1)
MOBILE, OTHER_NUMBER = "01012345678", "01087654321"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Details("김미경", BORN, OTHER_NUMBER), True),
        (Details("박영호", BORN, MOBILE), True),
        (Details("김미경", OTHER_DAY, MOBILE), True),
        (Details("김 미경", BORN, None), True),
        (Details("김미경", OTHER_DAY, OTHER_NUMBER), False),
        (Details("박영호", BORN, OTHER_NUMBER), False),
        (Details("박영호", OTHER_DAY, MOBILE), False),  # one telephone, two people
        (Details("김미경", None, None), False),
    ],
)
def test_two_of_name_birth_date_and_mobile(other: Details, expected: bool) -> None:
    assert alike(Details("김미경", BORN, MOBILE), other) is expected


def test_blanks_and_case_make_no_other_name() -> None:
    one, other = Details("Kim Mi Kyung", BORN, None), Details("kim mikyung", BORN, None)

    assert shared(one, other) == {Sameness.NAME, Sameness.BIRTH}


def test_what_is_not_known_is_not_in_common() -> None:
    one = Details("김미경", None, None)

    assert shared(one, one) == {Sameness.NAME}


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (Record(1, False, False), Record(2, True, True), 2),
        (Record(1, True, True), Record(2, False, False), 1),
        (Record(1, True, False), Record(2, True, True), 2),
        (Record(1, False, False), Record(2, True, False), 2),
        (Record(2, False, False), Record(1, False, False), 1),
        (Record(2, True, False), Record(1, True, False), 1),
    ],
)
def test_kept_is_who_can_sign_in_or_the_older(
    first: Record, second: Record, kept: int
) -> None:
    assert kept_of(first, second) == (kept, 3 - kept)


def test_two_who_can_sign_in_are_not_joined() -> None:
    with pytest.raises(BothSignIn):
        kept_of(Record(1, True, True), Record(2, True, True))
