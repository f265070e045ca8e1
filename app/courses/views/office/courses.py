"""Courses of a coordinator's schools."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses import office_queries, queries
from app.courses.forms.course import CourseForm
from app.courses.forms.labels import LEVELS
from app.courses.services import courses as services
from app.courses.standing import standing_of
from app.courses.views.office.blueprint import bp, my_course, my_schools
from app.exceptions import DomainError
from app.extensions import db
from app.places import queries as places
from app.unit_of_work import transaction
from app.web import asked_id, me, permission_required


@bp.get("/courses")
@permission_required(Permission.COORDINATE)
def courses() -> ResponseReturnValue:
    school_id, after = asked_id("school"), asked_id("after")
    page = office_queries.courses(
        db.session(), school_ids=my_schools(), school_id=school_id, after=after
    )
    return render_template(
        "courses/office/courses.html",
        page=page,
        schools=places.schools(db.session(), ids=my_schools()),
        school_id=school_id,
        after=after,
        levels=LEVELS,
    )


@bp.route("/courses/new", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def new_course() -> ResponseReturnValue:
    form = _offered(CourseForm(school_id=asked_id("school")))
    if form.validate_on_submit():
        try:
            with transaction() as session:
                course = services.create_course(
                    session,
                    school_id=form.school_id.data,
                    details=form.details(),
                    by=me().id,
                    now=clock.now(),
                )
                course_id = course.id
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The course has been created. Now write its syllabus."), "ok")
            return redirect(url_for(".syllabus", course_id=course_id))
    return render_template("courses/office/course_form.html", form=form, course=None)


@bp.get("/courses/<int:course_id>")
@permission_required(Permission.COORDINATE)
def course(course_id: int) -> ResponseReturnValue:
    course, now = my_course(course_id), clock.now()
    page = office_queries.runs(
        db.session(),
        school_ids=my_schools(),
        course_id=course_id,
        today=clock.today(),
        after=asked_id("after"),
    )
    return render_template(
        "courses/office/course.html",
        course=course,
        page=page,
        standings={run.id: standing_of(run, now=now) for run in page.rows},
        levels=LEVELS,
    )


@bp.route("/courses/<int:course_id>/edit", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def change_course(course_id: int) -> ResponseReturnValue:
    course = my_course(course_id)
    form = _offered(CourseForm(obj=course, level=course.level.value))
    del form.school_id  # a course stays at the school where its runs were held
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.change_course(
                    session,
                    course_id=course_id,
                    details=form.details(),
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The course has been saved."), "ok")
            return redirect(url_for(".course", course_id=course_id))
    return render_template("courses/office/course_form.html", form=form, course=course)


def _offered(form: CourseForm) -> CourseForm:
    form.offer(
        places.schools(db.session(), ids=my_schools()), queries.trades(db.session())
    )
    return form
