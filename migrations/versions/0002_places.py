"""Districts, schools and their operators."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "districts",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name_ko", sa.String(length=20), nullable=False),
        sa.Column("name_en", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_districts")),
        sa.UniqueConstraint("name_ko", name=op.f("uq_districts_name_ko")),
    )
    op.create_table(
        "schools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=5), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("office_hours", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("seal", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "seal IN ('specimen', 'omitted')", name=op.f("ck_schools_seal_known")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"],
            ["districts.code"],
            name=op.f("fk_schools_district_code_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
        sa.UniqueConstraint("district_code", name=op.f("uq_schools_district_code")),
    )
    op.create_table(
        "school_operators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("head_title_ko", sa.String(length=80), nullable=False),
        sa.Column("head_title_en", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR until >= since",
            name=op.f("ck_school_operators_until_after_since"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["schools.id"],
            name=op.f("fk_school_operators_school_id_schools"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_operators")),
        sa.UniqueConstraint(
            "school_id", "since", name=op.f("uq_school_operators_school_id_since")
        ),
    )


def downgrade() -> None:
    op.drop_table("school_operators")
    op.drop_table("schools")
    op.drop_table("districts")
