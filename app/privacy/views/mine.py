"""Her rights: everything about her, correction, erasure, and stopping it all."""

from __future__ import annotations

import io

import structlog
from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from app import policy, storage
from app.accounts.hashing import hasher
from app.accounts.identity import clean_name
from app.accounts.models import Account
from app.clock import now, today
from app.exceptions import DomainError
from app.extensions import db, limiter
from app.formats import day
from app.privacy import composition, queries, services
from app.privacy.forms import CorrectionForm, PasswordForm
from app.privacy.models import PrivacyRequest
from app.privacy.rules import FileGone, RequestKind, RequestState, WrongPassword
from app.privacy.views.blueprint import bp
from app.unit_of_work import transaction
from app.web import found, me, signed_in
from app.words import words_for

WRONG_PASSWORDS = "20 per hour"

log = structlog.get_logger()


@bp.get("/account/data")
@signed_in
def data() -> ResponseReturnValue:
    """What she may ask for, and what became of what she asked."""
    asked = queries.requests_of(db.session(), me().person_id)
    files = [one for one in asked if one.file_until and one.file_until > now()]
    by_kind = {one.kind: one for one in asked if one.state is RequestState.OPEN}
    return render_template(
        "privacy/data.html",
        asked=asked,
        file=files[0] if files else None,
        making=by_kind.get(RequestKind.EXPORT),
        erasing=by_kind.get(RequestKind.ERASE),
        correcting=by_kind.get(RequestKind.CORRECT),
        today=today(),
    )


@bp.post("/account/data/file")
@signed_in
def ask_file() -> ResponseReturnValue:
    account_id = me().id
    try:
        with transaction() as session:
            account = session.get_one(Account, account_id)
            services.ask_export(session, account=account, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("We are making your file and will e-mail you when it is ready."), "ok")
    return redirect(url_for(".data"))


@bp.get("/account/data/file/<int:request_id>")
@signed_in
def file(request_id: int) -> ResponseReturnValue:
    """The file, to her alone and as long as it is kept."""
    request = found(
        queries.request_of_person(db.session(), request_id, person_id=me().person_id)
    )
    content = content_of(request)
    if content is None:
        flash(words_for(FileGone()), "bad")
        return redirect(url_for(".data"))
    return content


def content_of(request: PrivacyRequest) -> ResponseReturnValue | None:
    """The stored file as a download, or None where it is kept no longer."""
    if (
        request.file_key is None
        or not request.file_until
        or request.file_until <= now()
    ):
        return None
    try:
        content = storage.current().get(request.file_key)
    except (OSError, storage.NotStored):
        log.exception("a stored file is gone", request_id=request.id)
        return None
    return send_file(
        io.BytesIO(content),
        mimetype="application/zip",
        as_attachment=True,
        download_name=_("everything-about-me") + ".zip",
    )


@bp.route("/account/data/correction", methods=["GET", "POST"])
@signed_in
def correction() -> ResponseReturnValue:
    """What staff decide: her name, her date of birth, or anything else in words."""
    account = me()
    born = account.person.birth_date
    form = CorrectionForm(
        today=today(),
        data={
            "name": account.person.name,
            "birth_date": f"{born:%Y%m%d}" if born else "",
        },
    )
    if form.validate_on_submit():
        account_id = account.id
        try:
            with transaction() as session:
                services.ask_correction(
                    session,
                    account=session.get_one(Account, account_id),
                    name=clean_name(form.name.data or ""),
                    born=form.born_of(form.birth_date.data or ""),
                    wish=form.wish.data or "",
                    now=now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your request was received. The answer comes by e-mail."), "ok")
            return redirect(url_for(".data"))
    return render_template("privacy/correction.html", form=form)


@bp.route("/account/data/erasure", methods=["GET", "POST"])
@signed_in
@limiter.limit(WRONG_PASSWORDS, methods=["POST"])
def erasure() -> ResponseReturnValue:
    """What goes, what is kept and why; then her password, and days to think."""
    account, form = me(), PasswordForm()
    if form.validate_on_submit() and _right(form, account):
        account_id = account.id
        try:
            with transaction() as session:
                request = services.ask_erasure(
                    session, account=session.get_one(Account, account_id), now=now()
                )
                begins = request.begins_at
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your data will be erased on %(day)s.", day=day(begins)), "ok")
            return redirect(url_for(".data"))
    session, person_id = db.session(), me().person_id
    goes = [
        chapter for chapter in composition.chapters(session, person_id) if chapter.rows
    ]
    return render_template(
        "privacy/erasure.html",
        form=form,
        goes=goes,
        kept=composition.kept(session, person_id, now=now()),
        obstacles=composition.obstacles(session, person_id, now=now()),
        days=policy.figure(session, "erasure_pause_days", on=today()),
    )


@bp.route("/account/data/stop", methods=["GET", "POST"])
@signed_in
@limiter.limit(WRONG_PASSWORDS, methods=["POST"])
def stop() -> ResponseReturnValue:
    """Optional uses end at once, and the account rests."""
    account, form = me(), PasswordForm()
    if form.validate_on_submit() and _right(form, account):
        account_id = account.id
        try:
            with transaction() as session:
                services.stop(
                    session, account=session.get_one(Account, account_id), now=now()
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            logout_user()
            flash(_("Your account rests from now on. You are signed out."), "ok")
            return redirect(url_for("home.front"))
    return render_template(
        "privacy/stop.html",
        form=form,
        obstacles=composition.obstacles(db.session(), me().person_id, now=now()),
    )


@bp.post("/account/data/requests/<int:request_id>/withdraw")
@signed_in
def withdraw(request_id: int) -> ResponseReturnValue:
    person_id = me().person_id
    found(queries.request_of_person(db.session(), request_id, person_id=person_id))
    try:
        with transaction() as session:
            services.withdraw(
                session, request_id=request_id, person_id=person_id, now=now()
            )
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("Your request has been taken back."), "ok")
    return redirect(url_for(".data"))


def _right(form: PasswordForm, account: Account) -> bool:
    """Whether it is her password; said beside the field where it isn't."""
    if hasher().matches(form.password.data or "", account.password_hash):
        return True
    form.refuse(WrongPassword())
    return False
