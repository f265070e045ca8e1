"""What the clock has done, and decisions on too few people."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "occasions_done",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "subject_id", "due_at", name=op.f("pk_occasions_done")
        ),
    )
    with op.batch_alter_table("course_runs") as table:
        table.add_column(
            sa.Column("held_at", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(
            sa.Column(
                "held_reason", sa.String(length=300), nullable=False, server_default=""
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("course_runs") as table:
        table.drop_column("held_reason")
        table.drop_column("held_at")
    op.drop_table("occasions_done")
