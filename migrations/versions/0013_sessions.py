"""Sessions as rows, tries to sign in, and links that change an e-mail address."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PURPOSES_BEFORE = "purpose IN ('sign_up', 'reset')"
PURPOSES = "purpose IN ('sign_up', 'reset', 'change_email')"


def upgrade() -> None:
    op.create_table(
        "account_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_sessions_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_sessions")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_account_sessions_key_hash")),
    )
    op.create_index(
        op.f("ix_account_sessions_account_id"), "account_sessions", ["account_id"]
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "failures > 0", name=op.f("ck_sign_in_tries_failures_counted")
        ),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_sign_in_tries")),
    )
    _allow(PURPOSES)
    # Whoever was signed in signs in once more: the old cookies held no key.
    op.drop_column("accounts", "session_epoch")


def downgrade() -> None:
    op.add_column(
        "accounts",
        sa.Column("session_epoch", sa.Integer(), nullable=False, server_default="1"),
    )
    op.execute("DELETE FROM mailed_links WHERE purpose = 'change_email'")
    _allow(PURPOSES_BEFORE)
    op.drop_table("sign_in_tries")
    op.drop_index(op.f("ix_account_sessions_account_id"), table_name="account_sessions")
    op.drop_table("account_sessions")


def _allow(purposes: str) -> None:
    with op.batch_alter_table("mailed_links") as batch:
        batch.drop_constraint(op.f("ck_mailed_links_purpose_known"), type_="check")
        batch.create_check_constraint(op.f("ck_mailed_links_purpose_known"), purposes)
