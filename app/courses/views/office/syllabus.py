"""The syllabus of a course: a row for each class, or the whole as text."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.forms.course import SyllabusForm, SyllabusTextForm, as_lines
from app.courses.models import Course
from app.courses.services import courses as services
from app.courses.services.courses import LONGEST_SYLLABUS, Item
from app.courses.views.office.blueprint import bp, my_course
from app.exceptions import DomainError
from app.unit_of_work import transaction
from app.web import me, permission_required

SPARE = 2
"""Empty rows at the end, so that there is always room for the next class."""


@bp.route("/courses/<int:course_id>/syllabus", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def syllabus(course_id: int) -> ResponseReturnValue:
    course = my_course(course_id)
    if request.method == "GET":
        stored = [services.item_of(row) for row in course.syllabus]
        return _page(course, SyllabusForm.showing(stored, spare=SPARE))
    form = SyllabusForm()
    action, _dash, number = request.form.get("do", "save").partition("-")
    if action != "save":
        items = _rearranged(form.items(), action, number)
        return _page(course, SyllabusForm.showing(items))
    if form.validate():
        saved = _save(course_id, form.items(), form)
        if saved is not None:
            return saved
    return _page(course, form)


@bp.route("/courses/<int:course_id>/syllabus/text", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def syllabus_text(course_id: int) -> ResponseReturnValue:
    course = my_course(course_id)
    form = SyllabusTextForm(lines=as_lines(course))
    if form.validate_on_submit():
        saved = _save(course_id, form.items(), form)
        if saved is not None:
            return saved
    return render_template(
        "courses/office/syllabus_text.html", form=form, course=course
    )


def _save(
    course_id: int, items: list[Item], form: SyllabusForm | SyllabusTextForm
) -> ResponseReturnValue | None:
    """Back to the course, or nothing where it was refused."""
    try:
        with transaction() as session:
            services.save_syllabus(
                session, course_id=course_id, items=items, by=me().id, now=clock.now()
            )
    except DomainError as refusal:
        form.refuse(refusal)
        return None
    flash(_("The syllabus has been saved."), "ok")
    return redirect(url_for(".course", course_id=course_id))


def _page(course: Course, form: SyllabusForm) -> str:
    return render_template("courses/office/syllabus.html", form=form, course=course)


def _rearranged(items: list[Item], action: str, number: str) -> list[Item]:
    """The rows after a press of “up”, “down”, “remove” or “add”; odd presses
    change nothing."""
    if action == "add" and len(items) < LONGEST_SYLLABUS:
        return [*items, Item("")]
    at = int(number) if number.isdecimal() and len(number) < 4 else -1  # noqa: PLR2004
    if not 0 <= at < len(items):
        return items
    item = items.pop(at)
    if action != "remove":
        step = {"up": -1, "down": 1}.get(action, 0)
        items.insert(max(0, at + step), item)
    return items
