"""What the plan wants of a figure in a year."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "figure IN ('schools', 'runs', 'people', 'completions', 'ventures', 'enterprises')",
            name=op.f("ck_plan_targets_figure_known"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_plan_targets_number_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_targets")),
        sa.UniqueConstraint("figure", "year", name=op.f("uq_plan_targets_figure_year")),
    )


def downgrade() -> None:
    op.drop_table("plan_targets")
