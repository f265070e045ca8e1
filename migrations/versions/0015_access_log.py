"""Who of the staff looked at whose data, and the seals of whole months."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "act IN ('view', 'search', 'export', 'change', 'reveal')",
            name=op.f("ck_access_entries_act_known"),
        ),
        sa.CheckConstraint(
            "act <> 'export' OR reason <> ''",
            name=op.f("ck_access_entries_export_has_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entries")),
    )
    op.create_index("ix_access_entries_at", "access_entries", ["at", "id"])
    op.create_index(
        "ix_access_entries_account_id", "access_entries", ["account_id", "id"]
    )
    op.create_table(
        "access_subjects",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "entry_id", "person_id", name=op.f("pk_access_subjects")
        ),
    )
    op.create_index(
        "ix_access_subjects_person_id", "access_subjects", ["person_id", "entry_id"]
    )
    op.create_table(
        "access_seals",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_access_seals")),
    )


def downgrade() -> None:
    op.drop_table("access_seals")
    op.drop_table("access_subjects")
    op.drop_table("access_entries")
