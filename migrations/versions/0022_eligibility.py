"""Prerequisite courses, courses a term, restrictions after a drop-out."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "run_prerequisites",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_run_prerequisites_run_id_course_runs"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["courses.id"],
            name=op.f("fk_run_prerequisites_course_id_courses"),
        ),
        sa.PrimaryKeyConstraint(
            "run_id", "course_id", name=op.f("pk_run_prerequisites")
        ),
    )
    op.create_index(
        op.f("ix_run_prerequisites_course_id"), "run_prerequisites", ["course_id"]
    )
    _schools_and_enrollments()
    _restrictions()


def _schools_and_enrollments() -> None:
    with op.batch_alter_table("schools") as batch:
        batch.add_column(sa.Column("courses_a_term", sa.Integer(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_schools_courses_a_term_positive"), "courses_a_term > 0"
        )
    with op.batch_alter_table("enrollments") as batch:
        batch.add_column(
            sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch.add_column(
            sa.Column(
                "no_show", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    # Who holds a certificate that is not revoked has completed.
    op.execute(
        "UPDATE enrollments SET completed_at = (SELECT c.issued_at FROM certificates c "
        "WHERE c.enrollment_id = enrollments.id AND c.revoked_at IS NULL) "
        "WHERE id IN (SELECT enrollment_id FROM certificates WHERE revoked_at IS NULL)"
    )


def _restrictions() -> None:
    op.create_table(
        "restrictions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lift_note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "until >= since", name=op.f("ck_restrictions_until_after_since")
        ),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)",
            name=op.f("ck_restrictions_lifted_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_restrictions_person_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["schools.id"],
            name=op.f("fk_restrictions_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_restrictions_enrollment_id_enrollments"),
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by"],
            ["accounts.id"],
            name=op.f("fk_restrictions_lifted_by_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restrictions")),
        sa.UniqueConstraint(
            "enrollment_id", name=op.f("uq_restrictions_enrollment_id")
        ),
    )
    op.create_index(
        op.f("ix_restrictions_person_id_school_id"),
        "restrictions",
        ["person_id", "school_id"],
    )
    op.create_index(
        op.f("ix_restrictions_school_id_id"), "restrictions", ["school_id", "id"]
    )


def downgrade() -> None:
    op.drop_table("restrictions")
    with op.batch_alter_table("enrollments") as batch:
        batch.drop_column("no_show")
        batch.drop_column("completed_at")
    with op.batch_alter_table("schools") as batch:
        batch.drop_constraint(op.f("ck_schools_courses_a_term_positive"), type_="check")
        batch.drop_column("courses_a_term")
    op.drop_table("run_prerequisites")
