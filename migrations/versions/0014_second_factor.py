"""Second factors, schools that demand them, and sign-in through Kakao and Naver."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# What 0013 allows, and that with our own.
PURPOSES_BEFORE = "purpose IN ('sign_up', 'reset', 'change_email')"
PURPOSES = "purpose IN ('sign_up', 'reset', 'change_email', 'outside')"


def upgrade() -> None:
    with op.batch_alter_table("schools") as batch:
        batch.add_column(
            sa.Column(
                "demands_second_factor",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
            )
        )
    _allow(PURPOSES)
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed_key", sa.String(length=255), nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "wrong_codes >= 0", name=op.f("ck_second_factors_wrong_codes_counted")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_second_factors_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_recovery_codes_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint(
            "account_id",
            "code_hash",
            name=op.f("uq_recovery_codes_account_id_code_hash"),
        ),
    )
    op.create_table(
        "outside_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "provider IN ('kakao', 'naver')",
            name=op.f("ck_outside_identities_provider_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_outside_identities_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_identities")),
        sa.UniqueConstraint(
            "provider", "subject", name=op.f("uq_outside_identities_provider_subject")
        ),
        sa.UniqueConstraint(
            "account_id",
            "provider",
            name=op.f("uq_outside_identities_account_id_provider"),
        ),
    )


def downgrade() -> None:
    op.drop_table("outside_identities")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
    op.execute("DELETE FROM mailed_links WHERE purpose = 'outside'")
    _allow(PURPOSES_BEFORE)
    with op.batch_alter_table("schools") as batch:
        batch.drop_column("demands_second_factor")


def _allow(purposes: str) -> None:
    with op.batch_alter_table("mailed_links") as batch:
        batch.drop_constraint(op.f("ck_mailed_links_purpose_known"), type_="check")
        batch.create_check_constraint(op.f("ck_mailed_links_purpose_known"), purposes)
