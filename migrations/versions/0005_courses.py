"""Trades, courses, modules, runs, meetings, and workbooks on their way in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "modules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_ko", sa.String(length=60), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modules")),
        sa.UniqueConstraint("code", name=op.f("uq_modules_code")),
        sa.UniqueConstraint("title_ko", name=op.f("uq_modules_title_ko")),
    )
    op.create_table(
        "trades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_ko", sa.String(length=30), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("patch", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trades")),
        sa.UniqueConstraint("code", name=op.f("uq_trades_code")),
        sa.UniqueConstraint("name_ko", name=op.f("uq_trades_name_ko")),
    )
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("name_ko", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("summary_ko", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "level IN ('basic', 'advanced', 'licence', 'field')",
            name=op.f("ck_courses_level_known"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_courses_school_id_schools")
        ),
        sa.ForeignKeyConstraint(
            ["trade_id"], ["trades.id"], name=op.f("fk_courses_trade_id_trades")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint(
            "school_id", "name_ko", name=op.f("uq_courses_school_id_name_ko")
        ),
    )
    op.create_table(
        "instructors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("career_ko", sa.String(length=200), nullable=False),
        sa.Column("career_en", sa.String(length=240), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_instructors_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_instructors_school_id_schools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructors")),
        sa.UniqueConstraint(
            "school_id", "person_id", name=op.f("uq_instructors_school_id_person_id")
        ),
    )
    with op.batch_alter_table("instructors", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_instructors_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "course_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=True),
        sa.Column("finishes_at", sa.Time(), nullable=True),
        sa.Column("meeting_count", sa.Integer(), nullable=True),
        sa.Column("total_minutes", sa.Integer(), nullable=True),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("waiting_limit", sa.Integer(), nullable=True),
        sa.Column("selection_method", sa.String(length=32), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("residence", sa.String(length=32), nullable=True),
        sa.Column("prerequisites", sa.String(length=300), nullable=False),
        sa.Column("fee_won", sa.Integer(), nullable=True),
        sa.Column("materials_won", sa.Integer(), nullable=True),
        sa.Column("preparation", sa.String(length=300), nullable=False),
        sa.Column("attendance_policy", sa.String(length=32), nullable=False),
        sa.Column("completion_percent", sa.Integer(), nullable=True),
        sa.Column("cautions", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_from_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=300), nullable=False),
        sa.Column("confirmed_count", sa.Integer(), nullable=False),
        sa.Column("offered_count", sa.Integer(), nullable=False),
        sa.Column("waiting_count", sa.Integer(), nullable=False),
        sa.Column("last_waiting_no", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "attendance_policy IN ('hrd3')",
            name=op.f("ck_course_runs_attendance_policy_known"),
        ),
        sa.CheckConstraint(
            "residence IN ('anywhere', 'district')",
            name=op.f("ck_course_runs_residence_known"),
        ),
        sa.CheckConstraint(
            "selection_method IN ('first_come', 'lottery', 'screening', 'performance')",
            name=op.f("ck_course_runs_selection_method_known"),
        ),
        sa.CheckConstraint(
            "capacity > 0", name=op.f("ck_course_runs_capacity_positive")
        ),
        sa.CheckConstraint(
            "completion_percent BETWEEN 1 AND 100",
            name=op.f("ck_course_runs_completion_percent_range"),
        ),
        sa.CheckConstraint(
            "confirmed_count >= 0 AND offered_count >= 0 AND waiting_count >= 0",
            name=op.f("ck_course_runs_counts_not_negative"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_course_runs_ends_after_start")
        ),
        sa.CheckConstraint(
            "waiting_limit >= 0", name=op.f("ck_course_runs_waiting_limit_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_runs_course_id_courses")
        ),
        sa.ForeignKeyConstraint(
            ["made_from_id"],
            ["course_runs.id"],
            name=op.f("fk_course_runs_made_from_id_course_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_runs")),
        sa.UniqueConstraint(
            "course_id",
            "year",
            "cohort",
            name=op.f("uq_course_runs_course_id_year_cohort"),
        ),
    )
    with op.batch_alter_table("course_runs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_course_runs_cancelled_at_id", ["cancelled_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_course_runs_course_id"), ["course_id"], unique=False
        )
        batch_op.create_index(
            "ix_course_runs_ends_on_id", ["ends_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_course_runs_starts_on_id", ["starts_on", "id"], unique=False
        )

    op.create_table(
        "import_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_import_uploads_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_uploads")),
    )
    with op.batch_alter_table("import_uploads", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_uploads_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "syllabus_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_ko", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("tools_ko", sa.String(length=200), nullable=False),
        sa.Column("tools_en", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["courses.id"],
            name=op.f("fk_syllabus_items_course_id_courses"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_syllabus_items")),
        sa.UniqueConstraint(
            "course_id", "position", name=op.f("uq_syllabus_items_course_id_position")
        ),
    )
    op.create_table(
        "application_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applicants", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "applicants IN ('everybody', 'residents')",
            name=op.f("ck_application_windows_applicants_known"),
        ),
        sa.CheckConstraint(
            "closes_at > opens_at",
            name=op.f("ck_application_windows_closes_after_opening"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_application_windows_run_id_course_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_windows")),
    )
    with op.batch_alter_table("application_windows", schema=None) as batch_op:
        batch_op.create_index(
            "ix_application_windows_closes_at", ["closes_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_application_windows_run_id"), ["run_id"], unique=False
        )

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title_ko", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("tools_ko", sa.String(length=200), nullable=False),
        sa.Column("tools_en", sa.String(length=240), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_meetings_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["course_runs.id"], name=op.f("fk_meetings_run_id_course_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint(
            "run_id", "starts_at", name=op.f("uq_meetings_run_id_starts_at")
        ),
    )
    op.create_table(
        "run_instructors",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("instructor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instructor_id"],
            ["instructors.id"],
            name=op.f("fk_run_instructors_instructor_id_instructors"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_run_instructors_run_id_course_runs"),
        ),
        sa.PrimaryKeyConstraint(
            "run_id", "instructor_id", name=op.f("pk_run_instructors")
        ),
    )
    with op.batch_alter_table("run_instructors", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_run_instructors_instructor_id"),
            ["instructor_id"],
            unique=False,
        )

    op.create_table(
        "run_modules",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["modules.id"], name=op.f("fk_run_modules_module_id_modules")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["course_runs.id"],
            name=op.f("fk_run_modules_run_id_course_runs"),
        ),
        sa.PrimaryKeyConstraint("run_id", "module_id", name=op.f("pk_run_modules")),
    )


def downgrade() -> None:
    op.drop_table("run_modules")
    with op.batch_alter_table("run_instructors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_instructors_instructor_id"))

    op.drop_table("run_instructors")
    op.drop_table("meetings")
    with op.batch_alter_table("application_windows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_windows_run_id"))
        batch_op.drop_index("ix_application_windows_closes_at")

    op.drop_table("application_windows")
    op.drop_table("syllabus_items")
    with op.batch_alter_table("import_uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_uploads_account_id"))

    op.drop_table("import_uploads")
    with op.batch_alter_table("course_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_course_runs_starts_on_id")
        batch_op.drop_index("ix_course_runs_ends_on_id")
        batch_op.drop_index(batch_op.f("ix_course_runs_course_id"))
        batch_op.drop_index("ix_course_runs_cancelled_at_id")

    op.drop_table("course_runs")
    with op.batch_alter_table("instructors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_instructors_person_id"))

    op.drop_table("instructors")
    op.drop_table("courses")
    op.drop_table("trades")
    op.drop_table("modules")
