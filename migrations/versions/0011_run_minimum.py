"""How many people a run needs to be held."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("course_runs") as batch:
        batch.add_column(sa.Column("minimum", sa.Integer(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_course_runs_minimum_positive"), "minimum > 0"
        )
        batch.create_check_constraint(
            op.f("ck_course_runs_minimum_within_capacity"), "minimum <= capacity"
        )


def downgrade() -> None:
    with op.batch_alter_table("course_runs") as batch:
        batch.drop_constraint(
            op.f("ck_course_runs_minimum_within_capacity"), type_="check"
        )
        batch.drop_constraint(op.f("ck_course_runs_minimum_positive"), type_="check")
        batch.drop_column("minimum")
