"""Certificates and the counters of their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate_counters",
        sa.Column("school_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last >= 0", name=op.f("ck_certificate_counters_last_counted")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["schools.id"],
            name=op.f("fk_certificate_counters_school_id_schools"),
        ),
        sa.PrimaryKeyConstraint(
            "school_id", "year", name=op.f("pk_certificate_counters")
        ),
    )
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=19), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("pdf_made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("pdf_key", sa.String(length=120), nullable=True),
        sa.Column("pdf_leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_attempts", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("revoke_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoke_reason = '')",
            name=op.f("ck_certificates_revoked_with_reason"),
        ),
        sa.CheckConstraint(
            "(pdf_made_at IS NULL) = (pdf_sha256 IS NULL) AND (pdf_made_at IS NULL) = (pdf_key IS NULL)",
            name=op.f("ck_certificates_pdf_whole"),
        ),
        sa.CheckConstraint("serial > 0", name=op.f("ck_certificates_serial_positive")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_certificates_enrollment_id_enrollments"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"],
            ["accounts.id"],
            name=op.f("fk_certificates_issued_by_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_certificates_person_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"],
            ["accounts.id"],
            name=op.f("fk_certificates_revoked_by_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_certificates_run_id_course_runs"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["schools.id"],
            name=op.f("fk_certificates_school_id_schools"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint(
            "school_id",
            "year",
            "serial",
            name=op.f("uq_certificates_school_id_year_serial"),
        ),
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificates_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(
            "ix_certificates_pdf_owed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("pdf_made_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=sa.text("pdf_made_at IS NULL AND revoked_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_certificates_pdf_sha256"), ["pdf_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_certificates_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_certificates_run_id"), ["run_id"], unique=False
        )
        batch_op.create_index(
            "uq_certificates_valid_of_enrollment",
            ["enrollment_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificates_valid_of_enrollment",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_certificates_run_id"))
        batch_op.drop_index(batch_op.f("ix_certificates_person_id"))
        batch_op.drop_index(batch_op.f("ix_certificates_pdf_sha256"))
        batch_op.drop_index(
            "ix_certificates_pdf_owed",
            sqlite_where=sa.text("pdf_made_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=sa.text("pdf_made_at IS NULL AND revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_certificates_enrollment_id"))

    op.drop_table("certificates")
    op.drop_table("certificate_counters")
