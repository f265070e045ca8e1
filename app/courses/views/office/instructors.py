"""Who teaches at a coordinator's schools."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log, clock
from app.accounts.permissions import Permission
from app.courses import office_queries
from app.courses.forms.instructor import CareerForm, InstructorForm
from app.courses.services import instructors as services
from app.courses.views.office.blueprint import (
    bp,
    my_instructor,
    my_school,
    my_schools,
)
from app.exceptions import DomainError
from app.extensions import db
from app.places import queries as places
from app.unit_of_work import transaction
from app.web import me, permission_required
from app.words import words_for


@bp.get("/instructors")
@permission_required(Permission.COORDINATE)
def instructors() -> ResponseReturnValue:
    schools = places.schools(db.session(), ids=my_schools())
    listed = office_queries.instructors(db.session(), school_ids=my_schools())
    access_log.note(instructor.person_id for instructor in listed)
    return render_template(
        "courses/office/instructors.html",
        instructors=listed,
        taught=office_queries.runs_taught(db.session(), school_ids=my_schools()),
        schools=schools,
    )


@bp.route("/instructors/new", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def add_instructor() -> ResponseReturnValue:
    form = InstructorForm()
    form.offer(places.schools(db.session(), ids=my_schools()))
    if form.validate_on_submit():
        my_school(form.school_id.data)
        try:
            with transaction() as session:
                added = services.add_instructor(
                    session,
                    school_id=form.school_id.data,
                    email=form.email.data or "",
                    career_ko=form.career_ko.data or "",
                    career_en=form.career_en.data or "",
                    by=me().id,
                    now=clock.now(),
                )
                access_log.note([added.person_id])
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The instructor has been added."), "ok")
            return redirect(url_for(".instructors"))
    return render_template("courses/office/instructor_form.html", form=form)


@bp.route("/instructors/<int:instructor_id>", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def instructor(instructor_id: int) -> ResponseReturnValue:
    instructor = my_instructor(instructor_id)
    access_log.note([instructor.person_id])
    form = CareerForm(obj=instructor)
    if form.validate_on_submit():
        with transaction() as session:
            services.change_career(
                session,
                instructor_id=instructor_id,
                career_ko=form.career_ko.data or "",
                career_en=form.career_en.data or "",
                by=me().id,
                now=clock.now(),
            )
        flash(_("The instructor's experience has been saved."), "ok")
        return redirect(url_for(".instructors"))
    return render_template(
        "courses/office/instructor.html", form=form, instructor=instructor
    )


@bp.post("/instructors/<int:instructor_id>/end")
@permission_required(Permission.COORDINATE)
def end_instructor(instructor_id: int) -> ResponseReturnValue:
    access_log.note([my_instructor(instructor_id).person_id])
    try:
        with transaction() as session:
            services.end_instructor(
                session, instructor_id=instructor_id, by=me().id, now=clock.now()
            )
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
        return redirect(url_for(".instructor", instructor_id=instructor_id))
    flash(_("The instructor no longer teaches at your school."), "ok")
    return redirect(url_for(".instructors"))
