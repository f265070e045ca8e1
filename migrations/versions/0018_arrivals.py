"""How somebody applied, and who wrote it down for her."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("enrollments") as table:
        table.add_column(
            sa.Column(
                "channel", sa.String(length=32), nullable=False, server_default="online"
            )
        )
        table.add_column(sa.Column("entered_by", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_enrollments_entered_by_accounts"),
            "accounts",
            ["entered_by"],
            ["id"],
        )
        table.create_check_constraint(
            op.f("ck_enrollments_channel_known"),
            "channel IN ('online', 'phone', 'visit')",
        )
        table.create_check_constraint(
            op.f("ck_enrollments_entered_by_staff"),
            "(channel = 'online') = (entered_by IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("enrollments") as table:
        table.drop_constraint(op.f("ck_enrollments_entered_by_staff"), type_="check")
        table.drop_constraint(op.f("ck_enrollments_channel_known"), type_="check")
        table.drop_constraint(
            op.f("fk_enrollments_entered_by_accounts"), type_="foreignkey"
        )
        table.drop_column("entered_by")
        table.drop_column("channel")
