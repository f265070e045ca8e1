"""The learner's pages: modules, one module, a lesson. The quiz has its own file."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.models import Module
from app.entrepreneurship import attempts, lessons, queries, quiz_views, services
from app.entrepreneurship.grading import needed
from app.entrepreneurship.rendering import rendered
from app.extensions import db
from app.formats import local
from app.unit_of_work import transaction
from app.web import found, me, permission_required

bp = Blueprint("entrepreneurship", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)


@bp.get("/modules")
@permission_required(Permission.LEARN)
def modules() -> ResponseReturnValue:
    standings = queries.all_standings(db.session(), person_id=me().person_id)
    return render_template("entrepreneurship/modules.html", standings=standings)


@bp.get("/modules/<string:code>")
@permission_required(Permission.LEARN)
def module(code: str) -> ResponseReturnValue:
    module, person_id, session = _module(code), me().person_id, db.session()
    standing = queries.standing_with(session, person_id=person_id, module=module)
    lines = lessons.lesson_lines(session, person_id=person_id, module_id=module.id)
    quiz = queries.quiz_of(session, module.id)
    asked = standing.progress.questions
    return render_template(
        "entrepreneurship/module.html",
        module=module,
        standing=standing,
        lines=lines,
        next_line=next((line for line in lines if line.read_at is None), None),
        needed=needed(asked, pass_percent=quiz.pass_percent) if quiz else 0,
        attempts=attempts.last_attempts(
            session, person_id=person_id, module_id=module.id
        ),
    )


@bp.get("/modules/<string:code>/lessons/<int:position>")
@permission_required(Permission.LEARN)
def lesson(code: str, position: int) -> ResponseReturnValue:
    module, person_id, session = _module(code), me().person_id, db.session()
    lesson = found(lessons.lesson_at(session, module_id=module.id, position=position))
    lines = lessons.lesson_lines(session, person_id=person_id, module_id=module.id)
    places = [line.lesson.position for line in lines]
    place = places.index(position)
    return render_template(
        "entrepreneurship/lesson.html",
        module=module,
        lesson=lesson,
        body=rendered(local(lesson, "body")),
        lines=lines,
        place=place + 1,
        read=lines[place].read_at is not None,
        previous=lines[place - 1].lesson if place else None,
        following=lines[place + 1].lesson if place + 1 < len(lines) else None,
    )


@bp.post("/modules/<string:code>/lessons/<int:position>/read")
@permission_required(Permission.LEARN)
def read(code: str, position: int) -> ResponseReturnValue:
    """Mark the lesson read, and go on to the next one."""
    module_id, person_id = _module(code).id, me().person_id
    with transaction() as session:
        lesson = found(
            lessons.lesson_at(session, module_id=module_id, position=position)
        )
        services.mark_read(
            session, person_id=person_id, lesson_id=lesson.id, now=clock.now()
        )
        following = lessons.lesson_after(
            session, module_id=module_id, position=position
        )
        next_position = following.position if following else None
    if next_position is not None:
        return redirect(url_for(".lesson", code=code, position=next_position))
    progress = queries.progress_of(
        db.session(), person_id=person_id, module_id=module_id
    )
    if not progress.lessons_left and not progress.passed:
        flash(_("You have read every lesson. The quiz is open now."), "ok")
    return redirect(url_for(".module", code=code))


def _module(code: str) -> Module:
    return found(queries.module_by_code(db.session(), code))


quiz_views.add_to(bp)
