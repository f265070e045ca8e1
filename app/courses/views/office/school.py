"""A coordinator's schools and who operates them."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.forms.labels import SEALS
from app.courses.forms.school import OperatorForm, SchoolForm
from app.courses.views.office.blueprint import bp, my_school, my_schools
from app.exceptions import DomainError
from app.extensions import db
from app.places import queries as places
from app.places import school_keeping as services
from app.unit_of_work import transaction
from app.web import me, permission_required


@bp.get("/school")
@permission_required(Permission.COORDINATE)
def school() -> ResponseReturnValue:
    schools = places.schools(db.session(), ids=my_schools())
    return render_template(
        "courses/office/schools.html",
        schools=schools,
        operators=places.operators(db.session(), school_ids=my_schools()),
        seals=SEALS,
        today=clock.today(),
    )


@bp.route("/school/<int:school_id>", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def change_school(school_id: int) -> ResponseReturnValue:
    school = my_school(school_id)
    production = current_app.config["APP_ENV"] == "production"
    form = SchoolForm(obj=school, seal=school.seal.value)
    form.offer_seals(production=production)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.change_school(
                    session,
                    school_id=school_id,
                    details=form.details(),
                    by=me().id,
                    now=clock.now(),
                    production=production,
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The school's details have been saved."), "ok")
            return redirect(url_for(".school"))
    return render_template("courses/office/school_form.html", form=form, school=school)


@bp.route("/school/<int:school_id>/operator", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def add_operator(school_id: int) -> ResponseReturnValue:
    school = my_school(school_id)
    form = OperatorForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                services.add_operator(
                    session,
                    school_id=school_id,
                    details=form.details(),
                    by=me().id,
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The operator has been added."), "ok")
            return redirect(url_for(".school"))
    return render_template(
        "courses/office/operator_form.html", form=form, school=school
    )
