"""Offers of a seat, and changes of the order in a line."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from app.seoul import seoul_date

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OPEN = sa.text("outcome IS NULL")


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}")
    )


def upgrade() -> None:
    _runs()
    _offers()
    _moves()
    _close_lists_of_runs_that_are_over()


def _runs() -> None:
    with op.batch_alter_table("course_runs") as batch:
        batch.add_column(_id("list_ends_after", nullable=True))
        batch.add_column(
            sa.Column(
                "reached_waiting_no", sa.Integer(), nullable=False, server_default="0"
            )
        )
        batch.create_check_constraint(
            op.f("ck_course_runs_list_ends_after_not_negative"), "list_ends_after >= 0"
        )
    op.execute(
        "UPDATE course_runs SET reached_waiting_no = COALESCE((SELECT MAX(waiting_no) "
        "FROM enrollments WHERE enrollments.run_id = course_runs.id "
        "AND enrollments.confirmed_at IS NOT NULL), 0)"
    )


def _offers() -> None:
    op.create_table(
        "offers",
        _id("id"),
        _id("enrollment_id"),
        _instant("made_at"),
        _instant("deadline_at"),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        _instant("settled_at", nullable=True),
        sa.Column("settled_how", sa.String(length=32), nullable=True),
        _id("settled_by", nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        *_checks_of_offers(),
        _refers("offers", "enrollment_id", "enrollments"),
        _refers("offers", "settled_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_offers_secret_hash")),
    )
    op.create_index(op.f("ix_offers_enrollment_id"), "offers", ["enrollment_id"])
    only_open = {"sqlite_where": OPEN, "postgresql_where": OPEN}
    op.create_index("ix_offers_due", "offers", ["deadline_at", "id"], **only_open)
    op.create_index(
        "uq_offers_open", "offers", ["enrollment_id"], unique=True, **only_open
    )


def _checks_of_offers() -> list[sa.CheckConstraint]:
    checks = {
        "outcome_known": "outcome IN ('accepted', 'declined', 'lapsed', 'ended')",
        "settled_how_known": (
            "settled_how IN ('link', 'signed_in', 'staff', 'school', 'clock')"
        ),
        "deadline_after_made": "deadline_at > made_at",
        "settled_whole": (
            "(outcome IS NULL) = (settled_at IS NULL) "
            "AND (outcome IS NULL) = (settled_how IS NULL)"
        ),
        "lapsed_by_clock": (
            "outcome IS NULL OR (outcome = 'lapsed') = (settled_how = 'clock')"
        ),
        "answered_in_time": (
            "outcome IS NULL OR outcome NOT IN ('accepted', 'declined') "
            "OR settled_at <= deadline_at"
        ),
        "lapsed_in_time": (
            "outcome IS NULL OR outcome <> 'lapsed' OR settled_at > deadline_at"
        ),
        "staff_is_named": (
            "settled_how IS NULL OR settled_how <> 'staff' OR settled_by IS NOT NULL"
        ),
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_offers_{name}"))
        for name, rule in checks.items()
    ]


def _moves() -> None:
    op.create_table(
        "waiting_moves",
        _id("id"),
        _id("run_id"),
        _id("enrollment_id"),
        _id("from_position"),
        _id("to_position"),
        sa.Column("reason", sa.String(length=300), nullable=False),
        _id("moved_by"),
        _instant("moved_at"),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_waiting_moves_has_reason")),
        sa.CheckConstraint(
            "from_position > 0 AND to_position > 0 AND from_position <> to_position",
            name=op.f("ck_waiting_moves_positions_differ"),
        ),
        _refers("waiting_moves", "run_id", "course_runs"),
        _refers("waiting_moves", "enrollment_id", "enrollments"),
        _refers("waiting_moves", "moved_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_moves")),
    )
    op.create_index("ix_waiting_moves_run_id", "waiting_moves", ["run_id", "id"])
    op.create_index(
        "ix_waiting_moves_enrollment_id", "waiting_moves", ["enrollment_id"]
    )
    op.create_table(
        "waiting_shifts",
        _id("move_id"),
        _id("enrollment_id"),
        _id("from_position"),
        _id("to_position"),
        _refers("waiting_shifts", "move_id", "waiting_moves"),
        _refers("waiting_shifts", "enrollment_id", "enrollments"),
        sa.PrimaryKeyConstraint(
            "move_id", "enrollment_id", name=op.f("pk_waiting_shifts")
        ),
    )
    op.create_index(
        "ix_waiting_shifts_enrollment_id", "waiting_shifts", ["enrollment_id"]
    )


def _close_lists_of_runs_that_are_over() -> None:
    """In silence: whose course has long been held needs no letter that it was."""
    runs = sa.table("course_runs", sa.column("id"), sa.column("ends_on", sa.Date))
    over = sa.select(runs.c.id).where(runs.c.ends_on < seoul_date(datetime.now(UTC)))
    places = sa.table(
        "enrollments", sa.column("run_id"), sa.column("status"), sa.column("ended_at")
    )
    op.execute(
        places.update()
        .where(places.c.status == "waiting", places.c.run_id.in_(over))
        .values(status="not_selected", ended_at=sa.func.now())
    )
    counters = sa.table("course_runs", sa.column("id"), sa.column("waiting_count"))
    op.execute(counters.update().where(counters.c.id.in_(over)).values(waiting_count=0))


def downgrade() -> None:
    op.drop_table("waiting_shifts")
    op.drop_table("waiting_moves")
    op.drop_table("offers")
    with op.batch_alter_table("course_runs") as batch:
        batch.drop_constraint(
            op.f("ck_course_runs_list_ends_after_not_negative"), type_="check"
        )
        batch.drop_column("reached_waiting_no")
        batch.drop_column("list_ends_after")
