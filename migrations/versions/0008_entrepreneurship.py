"""Lessons, quizzes, questions, what was read, attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_ko", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=100), nullable=False),
        sa.Column("body_ko", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_lessons_minutes_positive")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["modules.id"], name=op.f("fk_lessons_module_id_modules")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint(
            "module_id", "code", name=op.f("uq_lessons_module_id_code")
        ),
    )
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.create_index(
            "uq_lessons_position",
            ["module_id", "position"],
            unique=True,
            sqlite_where=sa.text("NOT withdrawn"),
            postgresql_where=sa.text("NOT withdrawn"),
        )

    op.create_table(
        "quizzes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "max_attempts > 0", name=op.f("ck_quizzes_max_attempts_positive")
        ),
        sa.CheckConstraint(
            "pass_percent BETWEEN 1 AND 100", name=op.f("ck_quizzes_pass_percent_range")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["modules.id"], name=op.f("fk_quizzes_module_id_modules")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes")),
        sa.UniqueConstraint("module_id", name=op.f("uq_quizzes_module_id")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT passed OR submitted_at IS NOT NULL",
            name=op.f("ck_attempts_passed_is_in"),
        ),
        sa.CheckConstraint(
            "correct BETWEEN 0 AND total", name=op.f("ck_attempts_correct_range")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_attempts_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_attempts_quiz_id_quizzes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attempts_person_id_quiz_id", ["person_id", "quiz_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attempts_quiz_id"), ["quiz_id"], unique=False
        )
        batch_op.create_index(
            "uq_attempts_open",
            ["person_id", "quiz_id"],
            unique=True,
            sqlite_where=sa.text("submitted_at IS NULL"),
            postgresql_where=sa.text("submitted_at IS NULL"),
        )

    op.create_table(
        "lesson_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lessons.id"],
            name=op.f("fk_lesson_reads_lesson_id_lessons"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_lesson_reads_person_id_persons"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_reads")),
        sa.UniqueConstraint(
            "person_id", "lesson_id", name=op.f("uq_lesson_reads_person_id_lesson_id")
        ),
    )
    with op.batch_alter_table("lesson_reads", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lesson_reads_lesson_id"), ["lesson_id"], unique=False
        )

    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("prompt_ko", sa.String(length=300), nullable=False),
        sa.Column("prompt_en", sa.String(length=400), nullable=False),
        sa.Column("choices_ko", sa.JSON(), nullable=False),
        sa.Column("choices_en", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("unit_ko", sa.String(length=20), nullable=False),
        sa.Column("unit_en", sa.String(length=20), nullable=False),
        sa.Column("explanation_ko", sa.Text(), nullable=False),
        sa.Column("explanation_en", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("source_ko", sa.String(length=200), nullable=False),
        sa.Column("source_en", sa.String(length=240), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('single_choice', 'true_false', 'number')",
            name=op.f("ck_questions_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_questions_quiz_id_quizzes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("quiz_id", "code", name=op.f("uq_questions_quiz_id_code")),
    )


def downgrade() -> None:
    op.drop_table("questions")
    with op.batch_alter_table("lesson_reads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_reads_lesson_id"))

    op.drop_table("lesson_reads")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attempts_open",
            sqlite_where=sa.text("submitted_at IS NULL"),
            postgresql_where=sa.text("submitted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_attempts_quiz_id"))
        batch_op.drop_index("ix_attempts_person_id_quiz_id")

    op.drop_table("attempts")
    op.drop_table("quizzes")
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_lessons_position",
            sqlite_where=sa.text("NOT withdrawn"),
            postgresql_where=sa.text("NOT withdrawn"),
        )

    op.drop_table("lessons")
