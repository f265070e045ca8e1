"""The notice of a run: one long form that may be saved half done."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses import office_queries, queries
from app.courses.forms.run import RunForm
from app.courses.forms.run_setup import run_form, setup_from
from app.courses.models import CourseRun
from app.courses.services import notice as services
from app.courses.views.office.blueprint import bp, my_run
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import me, permission_required


@bp.route("/runs/<int:run_id>/edit", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def change_run(run_id: int) -> ResponseReturnValue:
    run = my_run(run_id)
    form = _form(run)
    if form.validate_on_submit():
        setup = setup_from(form, run)
        try:
            with transaction() as session:
                services.change_run(
                    session,
                    run_id=run_id,
                    setup=setup,
                    by=me().id,
                    now=clock.now(),
                    confirmed="confirmed" in form and form.confirmed.data,
                )
        except DomainError as refusal:
            form.refuse(refusal)
            run = my_run(run_id)
        else:
            flash(_("The notice has been saved."), "ok")
            return redirect(url_for(".run", run_id=run_id))
    return render_template("courses/office/run_form.html", form=form, run=run)


def _form(run: CourseRun) -> RunForm:
    """Offers who teaches at the school now, and who is named already."""
    session = db.session()
    teaching = office_queries.instructors(
        session, school_ids=[run.course.school_id], active=True
    )
    named = [i for i in run.instructors if i not in teaching]
    return run_form(
        run, instructors=[*teaching, *named], modules=queries.modules(session)
    )
