"""People without accounts, their codes, and merges."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LIVE_CODE = sa.text("used_at IS NULL AND ended_at IS NULL")
STANDS = sa.text("undone_at IS NULL")


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}")
    )


def upgrade() -> None:
    _persons()
    _consents()
    _claim_codes()
    _merges()
    op.create_table(
        "different_people",
        _id("first_id"),
        _id("second_id"),
        _instant("said_at"),
        _id("said_by"),
        sa.CheckConstraint(
            "first_id < second_id", name=op.f("ck_different_people_in_order")
        ),
        _refers("different_people", "first_id", "persons"),
        _refers("different_people", "second_id", "persons"),
        _refers("different_people", "said_by", "accounts"),
        sa.PrimaryKeyConstraint(
            "first_id", "second_id", name=op.f("pk_different_people")
        ),
    )
    op.create_index("ix_different_people_second_id", "different_people", ["second_id"])


def _persons() -> None:
    with op.batch_alter_table("persons") as batch:
        batch.add_column(_id("entered_by_school_id", nullable=True))
        batch.add_column(_id("merged_into_id", nullable=True))
        batch.create_foreign_key(
            op.f("fk_persons_entered_by_school_id_schools"),
            "schools",
            ["entered_by_school_id"],
            ["id"],
        )
        batch.create_foreign_key(
            op.f("fk_persons_merged_into_id_persons"),
            "persons",
            ["merged_into_id"],
            ["id"],
        )
    for column in PERSON_INDEXES:
        op.create_index(f"ix_persons_{column}", "persons", [column])


PERSON_INDEXES = ("birth_date", "mobile", "entered_by_school_id", "merged_into_id")


def _consents() -> None:
    with op.batch_alter_table("consents") as batch:
        batch.add_column(
            sa.Column(
                "how", sa.String(length=32), nullable=False, server_default="online"
            )
        )
        batch.add_column(_id("by_account_id", nullable=True))
        batch.create_foreign_key(
            op.f("fk_consents_by_account_id_accounts"),
            "accounts",
            ["by_account_id"],
            ["id"],
        )
        batch.create_check_constraint(
            op.f("ck_consents_how_known"),
            "how IN ('online', 'phone', 'desk', 'paper')",
        )
        batch.create_check_constraint(
            op.f("ck_consents_told_to_somebody"),
            "(how = 'online') = (by_account_id IS NULL)",
        )
    with op.batch_alter_table("consents") as batch:
        batch.alter_column("how", server_default=None)


def _claim_codes() -> None:
    op.create_table(
        "claim_codes",
        _id("id"),
        _id("person_id"),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        _instant("made_at"),
        _id("made_by"),
        _instant("expires_at"),
        _instant("used_at", nullable=True),
        _instant("ended_at", nullable=True),
        _refers("claim_codes", "person_id", "persons"),
        _refers("claim_codes", "made_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_codes")),
    )
    op.create_index(
        "uq_claim_codes_live",
        "claim_codes",
        ["person_id"],
        unique=True,
        sqlite_where=LIVE_CODE,
        postgresql_where=LIVE_CODE,
    )
    op.create_index("ix_claim_codes_code_hash", "claim_codes", ["code_hash"])


def _merges() -> None:
    op.create_table(
        "person_merges",
        _id("id"),
        _id("kept_id"),
        _id("gone_id"),
        sa.Column("way", sa.String(length=32), nullable=False),
        _id("school_id", nullable=True),
        _instant("merged_at"),
        _id("merged_by"),
        sa.Column("filled", sa.JSON(), nullable=False),
        _instant("undone_at", nullable=True),
        _id("undone_by", nullable=True),
        sa.CheckConstraint(
            "way IN ('staff', 'claim')", name=op.f("ck_person_merges_way_known")
        ),
        sa.CheckConstraint(
            "kept_id <> gone_id", name=op.f("ck_person_merges_two_records")
        ),
        _refers("person_merges", "kept_id", "persons"),
        _refers("person_merges", "gone_id", "persons"),
        _refers("person_merges", "school_id", "schools"),
        _refers("person_merges", "merged_by", "accounts"),
        _refers("person_merges", "undone_by", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merges")),
    )
    op.create_index(
        "uq_person_merges_gone",
        "person_merges",
        ["gone_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_person_merges_kept_id", "person_merges", ["kept_id"])
    op.create_index("ix_person_merges_school_id", "person_merges", ["school_id", "id"])
    op.create_table(
        "person_merge_rows",
        _id("id"),
        _id("merge_id"),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("column_name", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        _refers("person_merge_rows", "merge_id", "person_merges"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge_rows")),
    )
    op.create_index("ix_person_merge_rows_merge_id", "person_merge_rows", ["merge_id"])


def downgrade() -> None:
    for table in (
        "different_people",
        "person_merge_rows",
        "person_merges",
        "claim_codes",
    ):
        op.drop_table(table)
    with op.batch_alter_table("consents") as batch:
        for check in ("told_to_somebody", "how_known"):
            batch.drop_constraint(op.f(f"ck_consents_{check}"), type_="check")
        batch.drop_constraint(
            op.f("fk_consents_by_account_id_accounts"), type_="foreignkey"
        )
        batch.drop_column("by_account_id")
        batch.drop_column("how")
    for column in PERSON_INDEXES:
        op.drop_index(f"ix_persons_{column}", table_name="persons")
    with op.batch_alter_table("persons") as batch:
        for name in ("entered_by_school_id_schools", "merged_into_id_persons"):
            batch.drop_constraint(op.f(f"fk_persons_{name}"), type_="foreignkey")
        batch.drop_column("merged_into_id")
        batch.drop_column("entered_by_school_id")
