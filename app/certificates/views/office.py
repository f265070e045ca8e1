"""A coordinator issues certificates of a run, keeps the register, revokes."""

from __future__ import annotations

from collections.abc import Sequence

from flask import (
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import access_log, clock
from app.access_log import Act
from app.accounts.forms.exporting import ExportForm
from app.accounts.permissions import Permission, Role
from app.certificates import queries, services
from app.certificates.forms import RevokeForm
from app.certificates.issue_list import issue_list
from app.certificates.models import Certificate
from app.certificates.views.blueprint import bp
from app.certificates.views.files import pdf_file
from app.courses import office_queries as courses
from app.exceptions import DomainError
from app.extensions import db
from app.places import queries as places
from app.places.models import School
from app.unit_of_work import transaction
from app.web import found, me, permission_required
from app.words import words_for

LOOK_AGAIN_SECONDS = "4"
LARGEST_SERIAL = 1_000_000


def _school_ids() -> frozenset[int]:
    return me().school_ids(Role.COORDINATOR)


@bp.get("/office/runs/<int:run_id>/certificates")
@permission_required(Permission.COORDINATE)
def issue(run_id: int) -> ResponseReturnValue:
    """Everybody of the run: completed, issued, or what is missing.

    While PDFs are being made the page looks again by itself.
    """
    session = db.session()
    run = found(courses.run_of(session, run_id, school_ids=_school_ids()))
    people = issue_list(session, run, today=clock.today())
    access_log.note(line.enrollment.person_id for line in people.lines)
    page = make_response(
        render_template("certificates/issue.html", run=run, people=people)
    )
    if people.pdfs_made < people.issued:
        page.headers["Refresh"] = LOOK_AGAIN_SECONDS
    return page


@bp.post("/office/runs/<int:run_id>/certificates")
@permission_required(Permission.COORDINATE)
def issue_now(run_id: int) -> ResponseReturnValue:
    """Issue to those whom the form names: one, or all that the page counted."""
    found(courses.run_of(db.session(), run_id, school_ids=_school_ids()))
    by = me().id
    try:
        with transaction() as session:
            issued = services.issue(
                session,
                run_id=run_id,
                enrollment_ids=request.form.getlist("enrollment_id", type=int),
                by=by,
                now=clock.now(),
            )
            number = len(issued)
            access_log.note(certificate.person_id for certificate in issued)
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(
            ngettext(
                "%(num)d certificate has been issued.",
                "%(num)d certificates have been issued.",
                number,
            ),
            "ok",
        )
    return redirect(url_for(".issue", run_id=run_id))


@bp.get("/office/certificates")
@permission_required(Permission.COORDINATE)
def register() -> ResponseReturnValue:
    """발급대장: the certificates of a school and year."""
    session = db.session()
    schools = places.schools(session, ids=_school_ids())
    school = _chosen_school(schools)
    years = queries.register_years(session, school_id=school.id) if school else []
    asked = request.args.get("year", type=int)
    year = asked if asked in years else next(iter(years), None)
    after = request.args.get("after", type=int)
    if after is not None and not 0 < after < LARGEST_SERIAL:
        after = None
    page = valid = None
    if school is not None and year is not None:
        page = queries.register(session, school_id=school.id, year=year, after=after)
        valid = queries.valid_in_year(session, school_id=school.id, year=year)
        access_log.note(certificate.person_id for certificate in page.rows)
        access_log.note(certificate.issuer.person_id for certificate in page.rows)
    return render_template(
        "certificates/register.html",
        schools=schools,
        school=school,
        years=years,
        year=year,
        after=after,
        page=page,
        valid=valid,
    )


def _chosen_school(schools: Sequence[School]) -> School | None:
    """The one asked for, or the first of hers."""
    asked = request.args.get("school", type=int)
    hers = {school.id: school for school in schools}
    return hers.get(asked or 0) or next(iter(schools), None)


@bp.route("/office/certificates/<int:certificate_id>/revoke", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """What would be revoked, why, and the button that does it."""
    certificate = _hers(certificate_id)
    access_log.note([certificate.person_id])
    form = RevokeForm()
    if form.validate_on_submit():
        by = me().id
        try:
            with transaction() as session:
                revoked = services.revoke(
                    session,
                    certificate_id=certificate_id,
                    reason=form.reason.data or "",
                    by=by,
                    now=clock.now(),
                )
                back = url_for(".register", school=revoked.school_id, year=revoked.year)
                number = revoked.number
        except DomainError as refusal:
            form.refuse(refusal)
            certificate = _hers(certificate_id)
        else:
            flash(_("Certificate %(number)s has been revoked.", number=number), "ok")
            return redirect(back)
    return render_template(
        "certificates/revoke.html", certificate=certificate, form=form
    )


@bp.route("/office/certificates/<int:certificate_id>/download", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def office_pdf(certificate_id: int) -> ResponseReturnValue:
    """Somebody's PDF, once it was said what it is needed for."""
    certificate = _hers(certificate_id)
    form = ExportForm()
    if not form.validate_on_submit():
        access_log.note([certificate.person_id], act=Act.VIEW)
        return render_template(
            "certificates/download.html", certificate=certificate, form=form
        )
    file = pdf_file(certificate)
    if file is None:
        flash(
            _("The file isn't available at the moment. Please try again later."), "bad"
        )
        return redirect(
            url_for(".register", school=certificate.school_id, year=certificate.year)
        )
    access_log.note(
        [certificate.person_id], act=Act.EXPORT, reason=form.reason.data or ""
    )
    return file


def _hers(certificate_id: int) -> Certificate:
    return found(
        queries.certificate_of_schools(
            db.session(), certificate_id, school_ids=_school_ids()
        )
    )
