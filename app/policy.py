"""Figures that law or a yearly guideline can change: data with an effective date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, String, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.orm import Base


class PolicyFigure(Base):
    __tablename__ = "policy_figures"
    __table_args__ = (UniqueConstraint("name", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    effective_on: Mapped[date]
    value: Mapped[int]
    """A whole number in the unit that the name ends with (age, days, percent …)."""
    source: Mapped[str] = mapped_column(String(200))
    """The law and article, or the document, that sets it."""


def figure(session: Session, name: str, *, on: date) -> int:
    """The value in force on that day.

    Raises LookupError where none is: a figure is never assumed.
    """
    value: int | None = session.scalar(select(figure_column(name, on=on)))
    if value is None:
        raise LookupError(f"no policy figure {name!r} in force on {on}")
    return value


def figure_column(name: str, *, on: date) -> ScalarSelect[int]:
    """`figure` within another statement; NULL where none is in force."""
    return (
        select(PolicyFigure.value)
        .where(PolicyFigure.name == name, PolicyFigure.effective_on <= on)
        .order_by(PolicyFigure.effective_on.desc())
        .limit(1)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class History:
    """Every value a figure has had, to be asked for many days."""

    name: str
    values: tuple[tuple[date, int], ...]
    """From which day on, and how much; the earliest first."""

    def on(self, day: date) -> int:
        """The value in force on that day. Raises LookupError where none is."""
        past = [value for since, value in self.values if since <= day]
        if not past:
            raise LookupError(f"no policy figure {self.name!r} in force on {day}")
        return past[-1]


def history(session: Session, name: str) -> History:
    """All values of one figure, in one statement."""
    return histories(session, (name,))[name]


def histories(session: Session, names: Collection[str]) -> dict[str, History]:
    """All values of several figures, in one statement."""
    rows = session.execute(
        select(PolicyFigure.name, PolicyFigure.effective_on, PolicyFigure.value)
        .where(PolicyFigure.name.in_(names))
        .order_by(PolicyFigure.effective_on)
    ).all()
    return {
        name: History(
            name, tuple((r.effective_on, r.value) for r in rows if r.name == name)
        )
        for name in names
    }


_FIGURES = (
    select(PolicyFigure.name, PolicyFigure.value)
    .where(
        PolicyFigure.name.in_(bindparam("names", expanding=True)),
        PolicyFigure.effective_on <= bindparam("day"),
    )
    .order_by(PolicyFigure.effective_on)
)


def figures(session: Session, names: Collection[str], *, on: date) -> dict[str, int]:
    """`figure` for several names, in one statement.

    Raises LookupError where one of them is not in force on that day.
    """
    rows = session.execute(_FIGURES, {"names": names, "day": on})
    values = {row.name: row.value for row in rows}  # the latest of each comes last
    if missing := sorted(set(names) - set(values)):
        raise LookupError(f"no policy figure {missing[0]!r} in force on {on}")
    return values
