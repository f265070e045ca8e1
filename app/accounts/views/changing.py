"""A new e-mail address and a new password."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import changing, mailed_links
from app.accounts.forms.changing import EmailForm, PasswordForm
from app.accounts.hashing import hasher
from app.accounts.links import LinkRefused
from app.accounts.models import Account, LinkPurpose
from app.accounts.recognising import this_session
from app.accounts.sign_up import EmailTaken
from app.accounts.views.blueprint import (
    BY_ADDRESS_MAILS,
    BY_EMAIL_MAILS,
    bp,
    link_refused,
    outbox_address,
    typed_email,
    went_on,
)
from app.accounts.views.counting import demand_own_password
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db, limiter
from app.unit_of_work import transaction
from app.web import me, public, signed_in
from app.words import words_for


@bp.route("/account/email", methods=["GET", "POST"])
@signed_in
@limiter.limit(BY_ADDRESS_MAILS, methods=["POST"], deduct_when=went_on)
@limiter.limit(
    BY_EMAIL_MAILS, key_func=typed_email, methods=["POST"], deduct_when=went_on
)
def email() -> ResponseReturnValue:
    """Always “look in your mail”, whether or not somebody has the new address."""
    account, form = me(), EmailForm()
    if form.validate_on_submit():
        try:
            _ask_for_email(account, form)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".email_sent"))
    return render_template("accounts/email.html", form=form, account=account)


def _ask_for_email(account: Account, form: EmailForm) -> None:
    account_id = account.id
    demand_own_password(account, form.current_password.data or "")
    with transaction() as session:
        changing.request_new_email(
            session,
            account_id=account_id,
            email=form.email.data or "",
            confirm_path=lambda secret: url_for(".email_confirm", secret=secret),
            now=now(),
        )


@bp.get("/account/email/sent")
@signed_in
def email_sent() -> ResponseReturnValue:
    return render_template("accounts/email_sent.html", outbox=outbox_address())


@bp.route("/account/email/<secret>", methods=["GET", "POST"])
@public
def email_confirm(secret: str) -> ResponseReturnValue:
    """The button behind the mailed link; opening the link changes nothing."""
    try:
        link = mailed_links.live_link(
            db.session(), secret, purpose=LinkPurpose.CHANGE_EMAIL, now=now()
        )
        if request.method == "POST":
            with transaction() as session:
                changing.finish_new_email(session, secret, now=now())
            flash(_("Your e-mail address is changed. Sign in with the new one."), "ok")
            return redirect(url_for(".me"))
    except LinkRefused as refusal:
        return link_refused(refusal, again="accounts.email")
    except EmailTaken as refusal:
        flash(words_for(refusal), "warn")
        return redirect(url_for(".login"))
    return render_template("accounts/email_confirm.html", email=link.email)


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    account = me()
    known = (account.email, account.person.name, account.person.mobile)
    form = PasswordForm(personal=tuple(filter(None, known)))
    if form.validate_on_submit():
        try:
            _change_password(account, form)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your password is changed. Other devices are signed out."), "ok")
            return redirect(url_for(".me"))
    return render_template("accounts/password.html", form=form, account=account)


def _change_password(account: Account, form: PasswordForm) -> None:
    account_id, here = account.id, this_session()
    demand_own_password(account, form.current_password.data or "")
    hashed = hasher().hash(form.password.data or "")
    with transaction() as session:
        changing.change_password(
            session,
            account_id=account_id,
            password_hash=hashed,
            here=here.id if here else None,
            now=now(),
        )
