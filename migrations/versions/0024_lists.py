"""Indexes of the lists: each page costs the same in an archive of any size."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PATTERN = "varchar_pattern_ops"
"""What is searched by its beginning: PostgreSQL uses no other index for LIKE where
its order is that of a language."""
KEPT_BY_THE_DATABASE = (
    ("name_from_1", 60, "lower(name)"),
    ("name_from_2", 60, "substr(lower(name), 2)"),
    ("name_from_3", 60, "substr(lower(name), 3)"),
    ("mobile_end", 4, "substr(mobile, 8)"),
)
BEGINNINGS = (
    *((f"ix_persons_{name}", "persons", name) for name, *_ in KEPT_BY_THE_DATABASE),
    ("ix_persons_email_begins", "persons", "email"),
    ("ix_accounts_email_begins", "accounts", "email"),
)
PLAIN = (
    ("ix_enrollments_person_id_run_id", "enrollments", ["person_id", "run_id"]),
    ("ix_application_windows_opens_at", "application_windows", ["opens_at"]),
    ("ix_course_runs_venue", "course_runs", ["venue"]),
    ("ix_persons_birth_date_name", "persons", ["birth_date", "name"]),
)
CANCELLED = "ix_course_runs_cancelled_at_id"
"""Made anew for the cancelled only: SQLite looked for all the others by it."""
PARTIAL = (
    (CANCELLED, "course_runs", ["cancelled_at", "id"], "cancelled_at IS NOT NULL"),
    (
        "ix_certificates_revoked",
        "certificates",
        ["school_id", "year"],
        "revoked_at IS NOT NULL",
    ),
    (
        "ix_course_runs_draft",
        "course_runs",
        ["id"],
        "published_at IS NULL AND cancelled_at IS NULL",
    ),
    (
        "ix_course_runs_held",
        "course_runs",
        ["starts_on", "course_id"],
        "published_at IS NOT NULL AND cancelled_at IS NULL",
    ),
    ("ix_persons_long_name", "persons", ["id", "name"], "length(name) > 3"),
)


def upgrade() -> None:
    # SQLite can add only what it reckons anew each time, PostgreSQL what it stores.
    stored = op.get_bind().dialect.name == "postgresql" or None
    for name, length, expression in KEPT_BY_THE_DATABASE:
        kept = sa.Computed(expression, persisted=stored)
        op.add_column("persons", sa.Column(name, sa.String(length), kept))
    for name, table, column in BEGINNINGS:
        op.create_index(name, table, [column], postgresql_ops={column: PATTERN})
    for name, table, columns in PLAIN:
        op.create_index(name, table, columns)
    op.drop_index(CANCELLED, "course_runs")
    for name, table, columns, where in PARTIAL:
        condition = sa.text(where)
        op.create_index(
            name, table, columns, sqlite_where=condition, postgresql_where=condition
        )
    op.drop_index("ix_enrollments_person_id", "enrollments")


def downgrade() -> None:
    op.create_index("ix_enrollments_person_id", "enrollments", ["person_id"])
    for name, table, *_ in (*PARTIAL, *PLAIN, *BEGINNINGS):
        op.drop_index(name, table)
    op.create_index(CANCELLED, "course_runs", ["cancelled_at", "id"])
    for name, *_ in KEPT_BY_THE_DATABASE:
        op.drop_column("persons", name)
