"""An administrator's page of schools: a district's school is opened here."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms.keeping import SchoolForm
from app.accounts.permissions import Permission
from app.accounts.views.blueprint import bp
from app.clock import now
from app.extensions import db
from app.places import queries as places
from app.places.models import District, School
from app.places.services import SchoolThere, demand_factor, open_school
from app.unit_of_work import transaction
from app.web import found, me, permission_required


@bp.route("/people/schools", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def schools() -> ResponseReturnValue:
    """The schools there are, and a form that opens a district's."""
    reading = db.session()
    there = places.schools(reading)
    taken = {school.district_code for school in there}
    districts = places.districts(reading)
    form = SchoolForm(districts=[d for d in districts if d.code not in taken])
    if form.validate_on_submit():
        by = me().id
        try:
            with transaction() as session:
                district = session.get_one(District, form.district.data)
                open_school(session, district, by=by, now=now())
        except SchoolThere as refusal:
            form.refuse(refusal)
            there = places.schools(db.session())
        else:
            flash(_("The school is open. Next, choose its coordinator."), "ok")
            return redirect(url_for(".schools"))
    return render_template("accounts/schools.html", form=form, schools=there)


@bp.post("/people/schools/<int:school_id>/second-factor/<any(demand, release):action>")
@permission_required(Permission.ADMINISTER)
def demand_second_factor(school_id: int, action: str) -> ResponseReturnValue:
    """Whether the school's staff, and with them the administrators, need a code."""
    by = me().id
    demanded = action == "demand"
    with transaction() as session:
        school = found(session.get(School, school_id))
        demand_factor(session, school, demanded=demanded, by=by, now=now())
    flash(
        _("The school's staff now need two-step sign-in.")
        if demanded
        else _("The school's staff may sign in without the second step."),
        "ok",
    )
    return redirect(url_for(".schools"))
