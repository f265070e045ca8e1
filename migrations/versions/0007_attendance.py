"""Attendance: marks and the ledger of their changes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(length=32), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("early", sa.Boolean(), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=True),
        sa.Column("early_minutes", sa.Integer(), nullable=True),
        sa.Column("out_minutes", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "presence = 'present' OR NOT (late OR early OR out)",
            name=op.f("ck_marks_events_need_presence"),
        ),
        sa.CheckConstraint(
            "presence IN ('present', 'absent', 'excused')",
            name=op.f("ck_marks_presence_known"),
        ),
        sa.CheckConstraint(
            "late_minutes >= 0 AND early_minutes >= 0 AND out_minutes >= 0",
            name=op.f("ck_marks_minutes_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_marks_enrollment_id_enrollments"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_marks_meeting_id_meetings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
        sa.UniqueConstraint(
            "meeting_id",
            "enrollment_id",
            name=op.f("uq_marks_meeting_id_enrollment_id"),
        ),
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index("ix_marks_enrollment_id", ["enrollment_id"], unique=False)

    op.create_table(
        "mark_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_mark_changes_account_id_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["mark_id"], ["marks.id"], name=op.f("fk_mark_changes_mark_id_marks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_changes")),
        sa.UniqueConstraint(
            "mark_id", "version", name=op.f("uq_mark_changes_mark_id_version")
        ),
    )


def downgrade() -> None:
    op.drop_table("mark_changes")
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.drop_index("ix_marks_enrollment_id")

    op.drop_table("marks")
