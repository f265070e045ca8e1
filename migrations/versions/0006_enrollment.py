"""Enrolments."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enrollments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_no", sa.Integer(), nullable=True),
        sa.Column("waiting_order", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "status <> 'waiting' OR waiting_no IS NOT NULL",
            name=op.f("ck_enrollments_waiting_has_number"),
        ),
        sa.CheckConstraint(
            "status IN ('applied', 'confirmed', 'waiting', 'offered', 'not_selected', 'withdrawn', 'cancelled', 'lapsed', 'dropped')",
            name=op.f("ck_enrollments_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_enrollments_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_enrollments_run_id_course_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollments")),
        sa.UniqueConstraint(
            "run_id", "waiting_no", name=op.f("uq_enrollments_run_id_waiting_no")
        ),
    )
    with op.batch_alter_table("enrollments", schema=None) as batch_op:
        batch_op.create_index("ix_enrollments_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_enrollments_run_id_status_waiting_order",
            ["run_id", "status", "waiting_order"],
            unique=False,
        )
        batch_op.create_index(
            "uq_enrollments_live",
            ["run_id", "person_id"],
            unique=True,
            sqlite_where=sa.text(
                "status IN ('applied', 'confirmed', 'waiting', 'offered')"
            ),
            postgresql_where=sa.text(
                "status IN ('applied', 'confirmed', 'waiting', 'offered')"
            ),
        )


def downgrade() -> None:
    with op.batch_alter_table("enrollments", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_enrollments_live",
            sqlite_where=sa.text(
                "status IN ('applied', 'confirmed', 'waiting', 'offered')"
            ),
            postgresql_where=sa.text(
                "status IN ('applied', 'confirmed', 'waiting', 'offered')"
            ),
        )
        batch_op.drop_index("ix_enrollments_run_id_status_waiting_order")
        batch_op.drop_index("ix_enrollments_person_id")

    op.drop_table("enrollments")
