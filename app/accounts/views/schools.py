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
from app.places.models import District
from app.places.services import SchoolThere, open_school
from app.unit_of_work import transaction
from app.web import me, permission_required


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
