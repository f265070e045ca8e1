"""Figures of law and guideline: the one in force on the day, and never a guess."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.policy import PolicyFigure, figure, figures


@pytest.fixture
def ages(session: Session) -> Session:
    """Twenty from 1958, nineteen from July 2013 (민법 제4조)."""
    for day, value in ((date(2013, 7, 1), 19), (date(1958, 2, 22), 20)):
        session.add(
            PolicyFigure(
                name="of_age_made", effective_on=day, value=value, source="민법 제4조"
            )
        )
    session.commit()
    return session


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(1958, 2, 22), 20),
        (date(2013, 6, 30), 20),
        (date(2013, 7, 1), 19),
        (date(2026, 3, 2), 19),
    ],
)
def test_the_figure_in_force_on_that_day(ages: Session, day: date, age: int) -> None:
    assert figure(ages, "of_age_made", on=day) == age
    assert figures(ages, ["of_age_made"], on=day) == {"of_age_made": age}


def test_before_the_first_one_there_is_none(ages: Session) -> None:
    with pytest.raises(LookupError, match="'of_age_made' in force on 1958-02-21"):
        figure(ages, "of_age_made", on=date(1958, 2, 21))


def test_an_unknown_name_is_never_assumed(ages: Session) -> None:
    day = date(2026, 3, 2)

    with pytest.raises(LookupError, match="height"):
        figure(ages, "height", on=day)
    with pytest.raises(LookupError, match="height"):
        figures(ages, ["of_age_made", "height"], on=day)


def test_two_values_for_one_day_are_refused(ages: Session) -> None:
    ages.add(
        PolicyFigure(
            name="of_age_made", effective_on=date(2013, 7, 1), value=18, source="?"
        )
    )

    with pytest.raises(IntegrityError):
        ages.flush()


def test_what_the_code_asks_for_is_in_force_now(session: Session) -> None:
    """A few that pages stand on; the packages' own tests ask for theirs."""
    names = ("adult_age", "completion_percent", "founders_minimum")

    assert set(figures(session, names, on=date(2026, 3, 2))) == set(names)
