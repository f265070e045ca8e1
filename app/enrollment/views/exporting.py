"""`/office/runs/<id>/applicants.xlsx`: everybody who applied, once it was said why."""

from __future__ import annotations

from io import BytesIO

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from app import access_log, clock
from app.access_log import Act
from app.accounts.forms.exporting import ExportForm
from app.accounts.permissions import Permission, Role
from app.courses.models import CourseRun
from app.enrollment import queries
from app.enrollment.forms.applicants_workbook import MIMETYPE, write_workbook
from app.enrollment.views.blueprint import bp
from app.extensions import db
from app.web import found, me, permission_required


@bp.route("/office/runs/<int:run_id>/applicants.xlsx", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def applicants_file(run_id: int) -> ResponseReturnValue:
    """Asks what it is needed for, then hands it out."""
    session = db.session()
    run = found(
        queries.run_of_schools(
            session, run_id, school_ids=me().school_ids(Role.COORDINATOR)
        )
    )
    form = ExportForm()
    if not form.validate_on_submit():
        return render_template("enrollment/export.html", run=run, form=form)
    file = BytesIO()  # small: rows are read and packed some hundreds at a time
    people = write_workbook(queries.all_applicants(session, run_id), file)
    access_log.note(people, act=Act.EXPORT, reason=form.reason.data or "")
    file.seek(0)
    return send_file(
        file, mimetype=MIMETYPE, as_attachment=True, download_name=_name(run)
    )


def _name(run: CourseRun) -> str:
    return f"신청자_{run.course.name_ko}_{run.cohort}기_{clock.today():%Y%m%d}.xlsx"
