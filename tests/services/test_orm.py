"""Our column types keep their promises on both engines."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.orm import NAMING_CONVENTION, Base, EnumText, UtcDateTime, one_of
from tests.support.time import SEOUL, seoul


class Colour(enum.Enum):
    INDIGO = "indigo"
    RED = "red"


class Made(DeclarativeBase):
    """A base of its own, so that the app's tables stay the app's."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = Base.type_annotation_map


class Patch(Made):
    __tablename__ = "made_for_test_patches"
    __table_args__ = (one_of("colour", Colour),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sewn_at: Mapped[datetime | None]
    colour: Mapped[Colour | None] = mapped_column(EnumText(Colour))
    notes: Mapped[dict[str, Any] | None]


@pytest.fixture
def patches(connection: Connection) -> Iterator[Session]:
    """A session on a table made for these tests, undone with the rest."""
    Made.metadata.create_all(connection)
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        yield session


def kept(session: Session, **values: Any) -> Patch:
    """Written, forgotten and read again."""
    session.add(Patch(**values))
    session.commit()
    session.expire_all()
    return session.scalars(select(Patch)).one()


@pytest.mark.parametrize(
    "instant",
    [
        seoul(2026, 3, 2, 10),
        datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=-5))),
    ],
)
def test_an_instant_comes_back_aware_and_the_same(
    patches: Session, instant: datetime
) -> None:
    patch = kept(patches, sewn_at=instant)

    assert patch.sewn_at == instant
    assert patch.sewn_at is not None
    assert patch.sewn_at.tzinfo is UTC


def test_an_instant_is_found_by_the_same_one_on_another_wall(patches: Session) -> None:
    kept(patches, sewn_at=seoul(2026, 3, 2, 10))
    early = datetime(2026, 3, 2, 0, 59, tzinfo=UTC)

    found = select(Patch.id).where(Patch.sewn_at > early)
    not_found = select(Patch.id).where(Patch.sewn_at > early.astimezone(SEOUL) + HOUR)

    assert patches.scalars(found).all()
    assert not patches.scalars(not_found).all()


HOUR = timedelta(hours=1)


def test_a_naive_instant_is_refused(patches: Session) -> None:
    patches.add(Patch(sewn_at=datetime(2026, 3, 2, 10)))  # noqa: DTZ001 - on purpose

    with pytest.raises(StatementError, match="needs a time zone"):
        patches.flush()


def test_an_enum_stands_in_the_table_as_its_value(patches: Session) -> None:
    patch = kept(patches, colour=Colour.INDIGO)

    stored = patches.scalar(text("SELECT colour FROM made_for_test_patches"))
    assert patch.colour is Colour.INDIGO
    assert stored == "indigo"


def test_an_unknown_value_is_refused_before_it_is_sent(patches: Session) -> None:
    with pytest.raises(StatementError, match="'green' is not a valid Colour"):
        patches.execute(insert(Patch).values(colour="green"))


def test_the_schema_refuses_it_too(patches: Session) -> None:
    with pytest.raises(IntegrityError, match="ck_made_for_test_patches_colour_known"):
        patches.execute(
            text("INSERT INTO made_for_test_patches (colour) VALUES ('green')")
        )


def test_nothing_comes_back_as_nothing(patches: Session) -> None:
    patch = kept(patches)

    assert (patch.sewn_at, patch.colour, patch.notes) == (None, None, None)


def test_korean_in_json_comes_back(patches: Session) -> None:
    patch = kept(patches, notes={"이름": ["홍길동", 3, None]})

    assert patch.notes == {"이름": ["홍길동", 3, None]}


def test_every_instant_of_the_app_is_of_our_type() -> None:
    plain = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.type.python_type is datetime
        and not isinstance(column.type, UtcDateTime)
    ]

    assert not plain, "annotate Mapped[datetime], which keeps the time zone"


def test_every_enum_column_of_the_app_has_its_check() -> None:
    open_columns = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, EnumText)
        and f"ck_{table.name}_{column.name}_known"
        not in {str(constraint.name) for constraint in table.constraints}
    ]

    assert not open_columns, 'add one_of("column", Kind) to __table_args__'
