"""Signing up: a form, “look in your mail”, and the button behind the link."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import policy
from app.accounts import mailed_links, queries, sign_up
from app.accounts.forms.entering import SignUpForm
from app.accounts.hashing import hasher
from app.accounts.identity import clean_mobile, clean_name, read_birth_date
from app.accounts.links import LinkRefused
from app.accounts.models import LinkPurpose
from app.accounts.views.blueprint import (
    BY_ADDRESS_MAILS,
    BY_EMAIL_MAILS,
    bp,
    enter,
    home_of,
    link_refused,
    outbox_address,
    typed_email,
    went_on,
)
from app.accounts.views.outside import FOUND
from app.clock import now, today
from app.extensions import db, limiter
from app.places import queries as places
from app.unit_of_work import transaction
from app.web import ON_TO, current_language, public, safe_next
from app.words import words_for


@bp.route("/signup", methods=["GET", "POST"])
@public
@limiter.limit(BY_ADDRESS_MAILS, methods=["POST"], deduct_when=went_on)
@limiter.limit(
    BY_EMAIL_MAILS, key_func=typed_email, methods=["POST"], deduct_when=went_on
)
def signup() -> ResponseReturnValue:
    """Always “look in your mail”; the mail itself tells known from unknown."""
    if current_user.is_authenticated:
        return redirect(url_for(".me"))
    reading = db.session()
    asked = queries.consent_texts(reading, on=today())
    form = SignUpForm(
        districts=places.districts(reading),
        asked=asked,
        today=today(),
        adult_age=policy.figure(reading, "adult_age", on=today()),
        data=cookie.get(FOUND),
    )
    if form.validate_on_submit():
        typed = read(form)
        with transaction() as session:
            sign_up.request_sign_up(
                session,
                typed,
                finish_path=lambda secret: url_for(".finish", secret=secret),
                reset_path=lambda secret: url_for(".reset", secret=secret),
                now=now(),
            )
        cookie.pop(FOUND, None)
        return redirect(url_for(".signup_sent"))
    return render_template("accounts/signup.html", form=form, asked=asked)


def read(form: SignUpForm) -> sign_up.SignUp:
    """What was typed, clean; the password hashed, before any transaction begins."""
    return sign_up.SignUp(
        email=form.email.data or "",
        name=clean_name(form.name.data or ""),
        birth_date=read_birth_date(form.birth_date.data or "", today=form.today),
        mobile=clean_mobile(form.mobile.data or ""),
        district_code=form.district.data,
        language=current_language(),
        password_hash=hasher().hash(form.password.data or ""),
        agreed=tuple(form.agreed.data or ()),
    )


@bp.get("/signup/sent")
@public
def signup_sent() -> ResponseReturnValue:
    return render_template(
        "accounts/look_in_your_mail.html", outbox=outbox_address(), reset=False
    )


@bp.route("/signup/finish/<secret>", methods=["GET", "POST"])
@public
def finish(secret: str) -> ResponseReturnValue:
    """The button behind the mailed link; opening the link changes nothing."""
    try:
        link = mailed_links.live_link(
            db.session(), secret, purpose=LinkPurpose.SIGN_UP, now=now()
        )
        if request.method == "POST":
            with transaction() as session:
                account = sign_up.finish_sign_up(session, secret, now=now())
            enter(account)
            flash(_("Welcome! You have signed up."), "ok")
            return redirect(safe_next(cookie.pop(ON_TO, None), home_of(account)))
    except LinkRefused as refusal:
        return link_refused(refusal, again="accounts.signup")
    except sign_up.EmailTaken as refusal:
        flash(words_for(refusal), "warn")
        return redirect(url_for(".login"))
    return render_template("accounts/finish.html", email=link.email)
