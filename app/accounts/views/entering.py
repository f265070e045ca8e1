"""Sign in, sign out, forgotten password."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from app.accounts import (
    known_devices,
    mailed_links,
    queries,
    sessions,
    signing_in,
    slowing,
)
from app.accounts.carrying import LEFT
from app.accounts.forms.entering import AddressForm, NewPasswordForm, SignInForm
from app.accounts.hashing import hasher
from app.accounts.links import LinkRefused
from app.accounts.models import Account, LinkPurpose
from app.accounts.views.blueprint import (
    BY_ADDRESS_FAILED,
    BY_ADDRESS_MAILS,
    BY_EMAIL_MAILS,
    bp,
    home_of,
    link_refused,
    outbox_address,
    page_again,
    typed_email,
    went_on,
)
from app.accounts.views.counting import tried
from app.accounts.views.second_step import let_in
from app.accounts.views.sending_on import send_on, sign_in_again
from app.clock import now
from app.extensions import db, limiter
from app.unit_of_work import transaction
from app.web import current_language, me, public, safe_next


@bp.route("/login", methods=["GET", "POST"])
@public
@limiter.limit(BY_ADDRESS_FAILED, methods=["POST"], deduct_when=page_again)
def login() -> ResponseReturnValue:
    """One answer for an unknown address, a wrong password and a closed account."""
    if current_user.is_authenticated:
        on_to = safe_next(request.args.get("next"), home_of(me()))
        return send_on(me()) or redirect(on_to)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            account = _known(form)
        except slowing.SlowedDown as refusal:
            form.refuse(refusal)
            return sign_in_again(form), 429
        except signing_in.SignInRefused as refusal:
            form.refuse(refusal)
        else:
            renew_hash(account, form.password.data or "")
            on_to = safe_next(request.args.get("next"), home_of(account))
            return let_in(account, on_to=on_to)
    return sign_in_again(form)


def _known(form: SignInForm) -> Account:
    """Whose address and password these are. A wrong one is counted, for known and
    unknown addresses, before the answer. Raises SlowedDown or SignInRefused."""
    email = form.email.data or ""
    counter = known_devices.counter_of(email)
    with tried(counter):
        return signing_in.sign_in(
            db.session(),
            email=email,
            password=form.password.data or "",
            hasher=hasher(),
            counter=counter,
            now=now(),
        )


def renew_hash(account: Account, password: str) -> None:
    """Hash the password anew where the costs have been raised since."""
    if hasher().outdated(account.password_hash or ""):
        renewed = hasher().hash(password)
        account_id = account.id
        with transaction() as session:
            session.get_one(Account, account_id).password_hash = renewed


@bp.post("/logout")
@public
def logout() -> ResponseReturnValue:
    """Leave; the language stays. Who has left already has left."""
    key = session.get("_user_id")
    if current_user.is_authenticated:
        session[LEFT] = me().id  # a form still open in another tab finds its owner
    logout_user()
    if key:
        with transaction() as writing:
            sessions.end(writing, key, now=now())
    flash(_("You have signed out."), "ok")
    return redirect(url_for("home.front"))


@bp.route("/forgot", methods=["GET", "POST"])
@public
@limiter.limit(BY_ADDRESS_MAILS, methods=["POST"], deduct_when=went_on)
@limiter.limit(
    BY_EMAIL_MAILS, key_func=typed_email, methods=["POST"], deduct_when=went_on
)
def forgot() -> ResponseReturnValue:
    """Always “look in your mail”; the mail itself tells known from unknown."""
    form = AddressForm()
    if form.validate_on_submit():
        with transaction() as session:
            signing_in.request_new_password(
                session,
                email=form.email.data or "",
                language=current_language(),
                reset_path=lambda secret: url_for(".reset", secret=secret),
                now=now(),
            )
        return redirect(url_for(".forgot_sent"))
    return render_template("accounts/forgot.html", form=form)


@bp.get("/forgot/sent")
@public
def forgot_sent() -> ResponseReturnValue:
    return render_template(
        "accounts/look_in_your_mail.html", outbox=outbox_address(), reset=True
    )


@bp.route("/reset/<secret>", methods=["GET", "POST"])
@public
def reset(secret: str) -> ResponseReturnValue:
    """A new password behind a mailed link; opening the link changes nothing."""
    try:
        link = mailed_links.live_link(
            db.session(), secret, purpose=LinkPurpose.RESET, now=now()
        )
        form = NewPasswordForm(personal=_known_of(link.email))
        if form.validate_on_submit():
            hashed = hasher().hash(form.password.data or "")
            with transaction() as session:
                account = signing_in.set_new_password(
                    session, secret, password_hash=hashed, now=now()
                )
            flash(_("Your new password is set."), "ok")
            return let_in(account)
    except LinkRefused as refusal:
        return link_refused(refusal, again="accounts.forgot")
    return render_template("accounts/reset.html", form=form, email=link.email)


def _known_of(email: str) -> tuple[str, ...]:
    """What others know of whoever signs in with it: no part of a good password."""
    account = queries.account_by_email(db.session(), email)
    if account is None:
        return (email,)
    person = account.person
    return (email, *filter(None, (person.name, person.mobile)))
