"""Prepared applications, gaps in the service, longer application windows."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prepared_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_for", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_prepared_applications_person_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_prepared_applications_run_id_course_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_applications")),
        sa.UniqueConstraint(
            "run_id",
            "person_id",
            name=op.f("uq_prepared_applications_run_id_person_id"),
        ),
    )
    op.create_index(
        op.f("ix_prepared_applications_person_id"),
        "prepared_applications",
        ["person_id"],
    )
    _make_heartbeat()
    _make_extensions()


def _make_heartbeat() -> None:
    beats = op.create_table(
        "service_beats",
        sa.Column("service", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_service_beats")),
    )
    op.bulk_insert(beats, [{"service": "web", "at": None}])
    op.create_table(
        "service_gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=20), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ended_at > began_at", name=op.f("ck_service_gaps_ends_after_beginning")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_gaps")),
        sa.UniqueConstraint(
            "service", "began_at", name=op.f("uq_service_gaps_service_began_at")
        ),
    )
    op.create_index("ix_service_gaps_ended_at", "service_gaps", ["ended_at"])


def _make_extensions() -> None:
    op.create_table(
        "window_extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("window_id", sa.Integer(), nullable=True),
        sa.Column("old_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "new_closes_at > old_closes_at", name=op.f("ck_window_extensions_later")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_window_extensions_account_id_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_window_extensions_run_id_course_runs"),
        ),
        sa.ForeignKeyConstraint(
            ["window_id"],
            ["application_windows.id"],
            name=op.f("fk_window_extensions_window_id_application_windows"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_extensions")),
    )
    for column in ("run_id", "window_id", "told_at"):
        op.create_index(
            op.f(f"ix_window_extensions_{column}"), "window_extensions", [column]
        )


def downgrade() -> None:
    op.drop_table("window_extensions")
    op.drop_table("service_gaps")
    op.drop_table("service_beats")
    op.drop_table("prepared_applications")
