"""Rights of persons, and how long records are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _requests()
    _asks()
    _rules()
    _runs()


def _requests() -> None:
    op.create_table(
        "privacy_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        _instant("asked_at"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        _instant("begins_at"),
        _instant("leased_until", nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _instant("done_at", nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("file_key", sa.String(length=120), nullable=True),
        _instant("file_until", nullable=True),
        sa.CheckConstraint(
            "kind IN ('export', 'correct', 'erase', 'stop')",
            name=op.f("ck_privacy_requests_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'refused', 'withdrawn')",
            name=op.f("ck_privacy_requests_state_known"),
        ),
        sa.CheckConstraint(
            "way IN ('online', 'phone', 'letter', 'visit')",
            name=op.f("ck_privacy_requests_way_known"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (done_at IS NULL)",
            name=op.f("ck_privacy_requests_ended_when_not_open"),
        ),
        sa.CheckConstraint(
            "(file_key IS NULL) = (file_until IS NULL)",
            name=op.f("ck_privacy_requests_file_has_an_end"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_privacy_requests_person_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["accounts.id"],
            name=op.f("fk_privacy_requests_entered_by_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["accounts.id"],
            name=op.f("fk_privacy_requests_done_by_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_requests")),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_privacy_requests_open",
        "privacy_requests",
        ["person_id", "kind"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(
        "ix_privacy_requests_state_due_on",
        "privacy_requests",
        ["state", "due_on", "id"],
    )
    op.create_index(
        "ix_privacy_requests_person_id", "privacy_requests", ["person_id", "id"]
    )


def _asks() -> None:
    op.create_table(
        "consent_asks",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        _instant("asked_at"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_consent_asks_person_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["consent_texts.id"],
            name=op.f("fk_consent_asks_text_id_consent_texts"),
        ),
        sa.PrimaryKeyConstraint("person_id", "text_id", name=op.f("pk_consent_asks")),
    )


def _rules() -> None:
    op.create_table(
        "retention_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(length=32), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("purpose_ko", sa.String(length=200), nullable=False),
        sa.Column("purpose_en", sa.String(length=240), nullable=False),
        sa.Column("since_ko", sa.String(length=120), nullable=False),
        sa.Column("since_en", sa.String(length=160), nullable=False),
        sa.Column("law_ko", sa.String(length=200), nullable=False),
        sa.Column("law_en", sa.String(length=240), nullable=False),
        sa.CheckConstraint(
            "ending IN ('destroy', 'anonymise')",
            name=op.f("ck_retention_rules_ending_known"),
        ),
        sa.CheckConstraint(
            "(months IS NULL OR days IS NULL) AND COALESCE(months, days, 1) > 0",
            name=op.f("ck_retention_rules_one_period"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rules")),
        sa.UniqueConstraint(
            "kind", "effective_on", name=op.f("uq_retention_rules_kind_effective_on")
        ),
    )


def _runs() -> None:
    op.create_table(
        "retention_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("night_of", sa.Date(), nullable=True),
        sa.Column("by_account_id", sa.Integer(), nullable=True),
        _instant("begun_at"),
        _instant("leased_until", nullable=True),
        _instant("finished_at", nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_account_id"],
            ["accounts.id"],
            name=op.f("fk_retention_runs_by_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
        sa.UniqueConstraint("night_of", name=op.f("uq_retention_runs_night_of")),
    )


def downgrade() -> None:
    op.drop_table("retention_runs")
    op.drop_table("retention_rules")
    op.drop_table("consent_asks")
    op.drop_table("privacy_requests")
