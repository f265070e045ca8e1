"""Ventures, founders, invitations, steps taken, enterprises."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ventures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=5), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("legal_form", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_from", sa.String(length=32), nullable=True),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(stage IN ('on_hold', 'stopped')) = (held_from IS NOT NULL)",
            name=op.f("ck_ventures_left_from_somewhere"),
        ),
        sa.CheckConstraint(
            "held_from IN ('idea', 'team', 'model', 'plan', 'articles', 'notice', 'meeting', 'filed', 'supplement', 'confirmed', 'paid_in', 'incorporated', 'tax_registered', 'operating', 'on_hold', 'stopped')",
            name=op.f("ck_ventures_held_from_known"),
        ),
        sa.CheckConstraint(
            "legal_form IN ('cooperative')", name=op.f("ck_ventures_legal_form_known")
        ),
        sa.CheckConstraint(
            "stage IN ('idea', 'team', 'model', 'plan', 'articles', 'notice', 'meeting', 'filed', 'supplement', 'confirmed', 'paid_in', 'incorporated', 'tax_registered', 'operating', 'on_hold', 'stopped')",
            name=op.f("ck_ventures_stage_known"),
        ),
        sa.ForeignKeyConstraint(
            ["begun_by_id"],
            ["persons.id"],
            name=op.f("fk_ventures_begun_by_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["certificates.id"],
            name=op.f("fk_ventures_certificate_id_certificates"),
        ),
        sa.ForeignKeyConstraint(
            ["district_code"],
            ["districts.code"],
            name=op.f("fk_ventures_district_code_districts"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_ventures_school_id_schools")
        ),
        sa.ForeignKeyConstraint(
            ["trade_id"], ["trades.id"], name=op.f("fk_ventures_trade_id_trades")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ventures")),
    )
    with op.batch_alter_table("ventures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ventures_certificate_id"), ["certificate_id"], unique=False
        )
        batch_op.create_index(
            "ix_ventures_school_id", ["school_id", "id"], unique=False
        )
        batch_op.create_index(
            "uq_ventures_prepared_by_person",
            ["begun_by_id"],
            unique=True,
            sqlite_where=sa.text("stage NOT IN ('operating', 'stopped')"),
            postgresql_where=sa.text("stage NOT IN ('operating', 'stopped')"),
        )

    op.create_table(
        "enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venture_id", sa.Integer(), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("legal_form", sa.String(length=32), nullable=False),
        sa.Column("district_code", sa.String(length=5), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("operating_since", sa.Date(), nullable=False),
        sa.Column("description_ko", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("registration_number", sa.String(length=14), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("business_number", sa.String(length=12), nullable=False),
        sa.Column("business_registered_on", sa.Date(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "legal_form IN ('cooperative')",
            name=op.f("ck_enterprises_legal_form_known"),
        ),
        sa.ForeignKeyConstraint(
            ["district_code"],
            ["districts.code"],
            name=op.f("fk_enterprises_district_code_districts"),
        ),
        sa.ForeignKeyConstraint(
            ["trade_id"], ["trades.id"], name=op.f("fk_enterprises_trade_id_trades")
        ),
        sa.ForeignKeyConstraint(
            ["venture_id"],
            ["ventures.id"],
            name=op.f("fk_enterprises_venture_id_ventures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
        sa.UniqueConstraint("venture_id", name=op.f("uq_enterprises_venture_id")),
    )
    with op.batch_alter_table("enterprises", schema=None) as batch_op:
        batch_op.create_index(
            "ix_enterprises_district_code", ["district_code"], unique=False
        )
        batch_op.create_index("ix_enterprises_trade_id", ["trade_id"], unique=False)

    op.create_table(
        "founder_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venture_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(accepted_at IS NULL OR declined_at IS NULL) AND (accepted_at IS NULL OR withdrawn_at IS NULL) AND (declined_at IS NULL OR withdrawn_at IS NULL)",
            name=op.f("ck_founder_invitations_one_outcome"),
        ),
        sa.CheckConstraint(
            "email = lower(email)", name=op.f("ck_founder_invitations_email_lower")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["persons.id"],
            name=op.f("fk_founder_invitations_invited_by_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["venture_id"],
            ["ventures.id"],
            name=op.f("fk_founder_invitations_venture_id_ventures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_founder_invitations")),
        sa.UniqueConstraint(
            "secret_hash", name=op.f("uq_founder_invitations_secret_hash")
        ),
    )
    with op.batch_alter_table("founder_invitations", schema=None) as batch_op:
        batch_op.create_index("ix_founder_invitations_email", ["email"], unique=False)
        batch_op.create_index(
            "uq_founder_invitations_unanswered",
            ["venture_id", "email"],
            unique=True,
            sqlite_where=sa.text(
                "accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL"
            ),
            postgresql_where=sa.text(
                "accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL"
            ),
        )

    op.create_table(
        "stage_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venture_id", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("to_stage", sa.String(length=32), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "actor IN ('founder', 'coordinator')",
            name=op.f("ck_stage_changes_actor_known"),
        ),
        sa.CheckConstraint(
            "from_stage IN ('idea', 'team', 'model', 'plan', 'articles', 'notice', 'meeting', 'filed', 'supplement', 'confirmed', 'paid_in', 'incorporated', 'tax_registered', 'operating', 'on_hold', 'stopped')",
            name=op.f("ck_stage_changes_from_stage_known"),
        ),
        sa.CheckConstraint(
            "to_stage IN ('idea', 'team', 'model', 'plan', 'articles', 'notice', 'meeting', 'filed', 'supplement', 'confirmed', 'paid_in', 'incorporated', 'tax_registered', 'operating', 'on_hold', 'stopped')",
            name=op.f("ck_stage_changes_to_stage_known"),
        ),
        sa.ForeignKeyConstraint(
            ["by_account_id"],
            ["accounts.id"],
            name=op.f("fk_stage_changes_by_account_id_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["venture_id"],
            ["ventures.id"],
            name=op.f("fk_stage_changes_venture_id_ventures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_changes")),
    )
    with op.batch_alter_table("stage_changes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stage_changes_venture_id", ["venture_id", "id"], unique=False
        )

    op.create_table(
        "founders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venture_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["founder_invitations.id"],
            name=op.f("fk_founders_invitation_id_founder_invitations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_founders_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["venture_id"],
            ["ventures.id"],
            name=op.f("fk_founders_venture_id_ventures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_founders")),
    )
    with op.batch_alter_table("founders", schema=None) as batch_op:
        batch_op.create_index("ix_founders_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_founders_lead",
            ["venture_id"],
            unique=True,
            sqlite_where=sa.text("is_lead AND left_at IS NULL"),
            postgresql_where=sa.text("is_lead AND left_at IS NULL"),
        )
        batch_op.create_index(
            "uq_founders_there",
            ["venture_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("founders", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_founders_there",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_founders_lead",
            sqlite_where=sa.text("is_lead AND left_at IS NULL"),
            postgresql_where=sa.text("is_lead AND left_at IS NULL"),
        )
        batch_op.drop_index("ix_founders_person_id")

    op.drop_table("founders")
    with op.batch_alter_table("stage_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_stage_changes_venture_id")

    op.drop_table("stage_changes")
    with op.batch_alter_table("founder_invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_founder_invitations_unanswered",
            sqlite_where=sa.text(
                "accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL"
            ),
            postgresql_where=sa.text(
                "accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL"
            ),
        )
        batch_op.drop_index("ix_founder_invitations_email")

    op.drop_table("founder_invitations")
    with op.batch_alter_table("enterprises", schema=None) as batch_op:
        batch_op.drop_index("ix_enterprises_trade_id")
        batch_op.drop_index("ix_enterprises_district_code")

    op.drop_table("enterprises")
    with op.batch_alter_table("ventures", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ventures_prepared_by_person",
            sqlite_where=sa.text("stage NOT IN ('operating', 'stopped')"),
            postgresql_where=sa.text("stage NOT IN ('operating', 'stopped')"),
        )
        batch_op.drop_index("ix_ventures_school_id")
        batch_op.drop_index(batch_op.f("ix_ventures_certificate_id"))

    op.drop_table("ventures")
