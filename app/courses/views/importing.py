"""A coordinator's workbook: uploaded, looked at, applied."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from app import clock
from app.accounts.permissions import Permission, Role
from app.courses.forms import import_report, import_template
from app.courses.forms.importing import UploadForm
from app.courses.importing import queries as import_queries
from app.courses.importing import services as importing
from app.courses.importing.entry import Plan, RowState
from app.courses.importing.models import ImportUpload
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import RunSheet, read_workbook
from app.courses.importing.workbook_safety import (
    MEGABYTE,
    MOST_BYTES,
    TooLarge,
    WorkbookRefused,
)
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, permission_required, to_sign_in
from app.words import words_for

bp = Blueprint("courses_import", __name__, url_prefix="/office/import")


@bp.route("", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def upload() -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        with closing(form.workbook.data) as sent:
            content, filename = sent.read(MOST_BYTES + 1), sent.filename or ""
        try:
            read_workbook(content, filename)
        except WorkbookRefused as refusal:
            form.refuse(refusal)
        else:
            with transaction() as session:
                kept = importing.keep_upload(
                    session,
                    account_id=me().id,
                    filename=filename,
                    content=content,
                    now=clock.now(),
                )
                upload_id = kept.id
            return redirect(url_for(".show", upload_id=upload_id))
    return _upload_page(form)


@bp.get("/<int:upload_id>")
@permission_required(Permission.COORDINATE)
def show(upload_id: int) -> ResponseReturnValue:
    """The preview, which writes nothing; once applied, what became of each row."""
    kept = found(_mine(upload_id))
    if kept.applied_at is not None:
        return _result_page(kept)
    sheet = _sheet(kept)
    if sheet is None:
        return _kept_no_longer()
    choices = _choices(confirmed="confirm" in request.args)
    plan = importing.preview(db.session(), sheet=sheet, choices=choices)
    return _preview_page(kept, plan, choices)


@bp.post("/<int:upload_id>")
@permission_required(Permission.COORDINATE)
def apply(upload_id: int) -> ResponseReturnValue:
    """Exactly what was shown, or nothing and the preview again."""
    sheet = _sheet(found(_mine(upload_id)))
    if sheet is None:
        return redirect(url_for(".show", upload_id=upload_id))
    choices = _choices(confirmed="confirm" in request.form)
    now, account_id = clock.now(), me().id
    try:
        with transaction() as session:
            kept = found(
                import_queries.upload_of(
                    session, upload_id, account_id=account_id, lock=True
                )
            )
            if kept.applied_at is None:
                plan = importing.apply(
                    session,
                    sheet=sheet,
                    choices=choices,
                    now=now,
                    by=account_id,
                    shown=request.form.get("shown", ""),
                )
                report = import_report.kept(plan)
                importing.finish_upload(kept, report=report, now=now)
    except importing.PlanIsOutdated as refusal:
        flash(words_for(refusal), "warn")
        confirm = 1 if choices.confirm_published else None
        return redirect(url_for(".show", upload_id=upload_id, confirm=confirm))
    return redirect(url_for(".show", upload_id=upload_id))


@bp.get("/template.xlsx")
@permission_required(Permission.COORDINATE)
def template() -> Response:
    """An empty workbook with the headings, an example and an explanation of each."""
    return send_file(
        BytesIO(import_template.workbook()),
        mimetype=import_template.MIMETYPE,
        as_attachment=True,
        download_name=f"{_('course-runs')}.xlsx",
    )


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file so large that it was not even received is answered like the others."""
    if not current_user.is_authenticated or not me().can(Permission.COORDINATE):
        return to_sign_in()
    form = UploadForm(formdata=None)
    form.refuse(TooLarge(limit=MOST_BYTES // MEGABYTE))
    return _upload_page(form), 413


def _choices(*, confirmed: bool) -> Choices:
    """Her districts and no others, whatever the workbook holds."""
    districts = import_queries.districts_of_schools(
        db.session(), me().school_ids(Role.COORDINATOR)
    )
    return Choices(districts=districts, confirm_published=confirmed)


def _mine(upload_id: int) -> ImportUpload | None:
    return import_queries.upload_of(db.session(), upload_id, account_id=me().id)


def _sheet(kept: ImportUpload) -> RunSheet | None:
    """The workbook's rows; None once it was applied or is too old to be trusted."""
    if kept.content is None or kept.uploaded_at < clock.now() - importing.KEPT:
        return None
    return read_workbook(kept.content)


def _kept_no_longer() -> ResponseReturnValue:
    flash(
        _("We keep an uploaded workbook for one day. Please upload it again."), "warn"
    )
    return redirect(url_for(".upload"))


def _upload_page(form: UploadForm) -> str:
    return render_template("courses/import/upload.html", form=form)


def _preview_page(kept: ImportUpload, plan: Plan, choices: Choices) -> str:
    report = import_report.lines(plan)
    writes = plan.count(RowState.CREATED, RowState.DRAFT, RowState.UPDATED)
    return _report_page(
        kept,
        report,
        unknown_headings=plan.unknown_headings,
        confirmed=choices.confirm_published,
        to_confirm=sum(line.to_confirm for line in report),
        writes=writes,
        button=ngettext("Save %(num)s row", "Save %(num)s rows", writes),
        shown=plan.fingerprint,
    )


def _result_page(kept: ImportUpload) -> str:
    return _report_page(kept, import_report.told(kept.report), unknown_headings=())


def _report_page(
    kept: ImportUpload, report: list[import_report.Line], **more: Any
) -> str:
    return render_template(
        "courses/import/report.html",
        upload=kept,
        applied=kept.applied_at is not None,
        report=report,
        counts=import_report.counts(report),
        looks=import_report.looks(),
        **more,
    )
