"""Channels, preferences and messages owed once."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FAULTS = (
    "'address_refused', 'refused', 'text_refused', 'put_off', 'no_server', "
    "'no_answer', 'no_gateway', 'no_address', 'not_written', 'workers_died'"
)
STATES = "'queued', 'sending', 'sent', 'failed'"
INDEXES = {
    "ix_messages_of_run": ["run_id", "id"],
    "ix_messages_of_person": ["person_id", "id"],
}
FEW = {
    "ix_messages_owed": (
        ["channel", "due_at", "id"],
        "state = 'queued' OR state = 'sending'",
    ),
    "ix_messages_held": (["channel", "leased_until"], "state = 'sending'"),
    "ix_messages_lost": (
        ["school_id", "id"],
        "state = 'failed' OR state = 'unreachable'",
    ),
    "ix_messages_texts": (["school_id", "id"], "channel = 'text'"),
}


def upgrade() -> None:
    op.drop_index("ix_messages_owed", "messages")
    op.drop_index("ix_messages_person_id", "messages")
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("once_key", sa.String(length=120), nullable=True))
        table.add_column(_text("channel", server_default="email"))
        table.add_column(sa.Column("run_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column(
                "can_wait", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        table.add_column(
            sa.Column("not_after", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(_text("fault", nullable=True))
        table.add_column(_text("text_fault", nullable=True))
        table.create_foreign_key(
            op.f("fk_messages_run_id_course_runs"), "course_runs", ["run_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_messages_once_key"), ["once_key"])
        table.drop_constraint(op.f("ck_messages_state_known"), type_="check")
        _checks(table)
    with op.batch_alter_table("messages") as table:
        table.alter_column("channel", server_default=None)
        table.alter_column("can_wait", server_default=None)
    for name, columns in INDEXES.items():
        op.create_index(name, "messages", columns)
    for name, (columns, where) in FEW.items():
        op.create_index(
            name,
            "messages",
            columns,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "message_preferences",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_text", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_message_preferences_person_id_persons"),
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_message_preferences")),
    )


def _text(name: str, *, nullable: bool = False, **more: object) -> sa.Column:
    return sa.Column(name, sa.String(length=32), nullable=nullable, **more)


def _checks(table: object) -> None:
    checks = {
        "state_known": f"state IN ({STATES}, 'unreachable', 'told')",
        "channel_known": "channel IN ('email', 'text')",
        "fault_known": f"fault IN ({FAULTS})",
        "text_fault_known": f"text_fault IN ({FAULTS})",
        "addressed": "to_address <> '' OR state IN ('unreachable', 'told')",
    }
    for name, condition in checks.items():
        table.create_check_constraint(op.f(f"ck_messages_{name}"), condition)


def downgrade() -> None:
    """What had to be telephoned, or was a text, is no message of the older kind."""
    op.drop_table("message_preferences")
    for name in (*INDEXES, *FEW):
        op.drop_index(name, "messages")
    op.execute(
        "DELETE FROM messages "
        "WHERE channel = 'text' OR state IN ('unreachable', 'told')"
    )
    with op.batch_alter_table("messages") as table:
        for name in (
            "state_known",
            "channel_known",
            "fault_known",
            "text_fault_known",
            "addressed",
        ):
            table.drop_constraint(op.f(f"ck_messages_{name}"), type_="check")
        table.drop_constraint(op.f("uq_messages_once_key"), type_="unique")
        table.drop_constraint(
            op.f("fk_messages_run_id_course_runs"), type_="foreignkey"
        )
        for name in (
            "once_key",
            "channel",
            "run_id",
            "can_wait",
            "not_after",
            "fault",
            "text_fault",
        ):
            table.drop_column(name)
        table.create_check_constraint(
            op.f("ck_messages_state_known"), f"state IN ({STATES})"
        )
    op.create_index("ix_messages_owed", "messages", ["state", "due_at", "id"])
    op.create_index("ix_messages_person_id", "messages", ["person_id"])
