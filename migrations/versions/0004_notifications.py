"""The outbox, the worker's heartbeat, and the schema of its queue."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker_beats",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_beats_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_beats")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_key", sa.String(length=32), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(state = 'sending') = (lease IS NOT NULL)",
            name=op.f("ck_messages_leased_while_sending"),
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)",
            name=op.f("ck_messages_sent_when"),
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed')",
            name=op.f("ck_messages_state_known"),
        ),
        sa.CheckConstraint(
            "(lease IS NULL) = (leased_until IS NULL)",
            name=op.f("ck_messages_lease_has_an_end"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_messages_attempts_counted")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_messages_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_messages_school_id_schools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("message_key", name=op.f("uq_messages_message_key")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_messages_of_school", ["school_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_messages_owed", ["state", "due_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_messages_person_id"), ["person_id"], unique=False
        )

    # One row from the start: workers then only update it, and never race to add it.
    op.execute("INSERT INTO worker_beats (id) VALUES (1)")
    if op.get_bind().dialect.name == "postgresql":
        # huey makes its own tables there, out of sight of Alembic's comparison.
        op.execute("CREATE SCHEMA IF NOT EXISTS jobs")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SCHEMA IF EXISTS jobs CASCADE")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_person_id"))
        batch_op.drop_index("ix_messages_owed")
        batch_op.drop_index("ix_messages_of_school")

    op.drop_table("messages")
    op.drop_table("worker_beats")
