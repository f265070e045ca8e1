"""Signing in again where one left off: the page is opened, or the form is sent on."""

from __future__ import annotations

from typing import cast

from flask import flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import carrying
from app.accounts.forms.entering import SignInForm
from app.accounts.models import Account
from app.extensions import login_manager
from app.web import sign_in_page

SIGN_IN_FIRST = 401


def ask_to_sign_in() -> ResponseReturnValue:
    """What a guarded page answers to who isn't signed in, or no longer.

    A form that was sent by somebody whose session fell asleep or ended is kept in the
    sign-in page; of a visitor there is nothing to keep.
    """
    packed = carrying.pack() if request.method == "POST" else ""
    if not packed:
        return sign_in_page()
    return sign_in_again(SignInForm(formdata=None), packed=packed), SIGN_IN_FIRST


def sign_in_again(form: SignInForm, *, packed: str = "") -> str:
    """The sign-in page with what it carries along."""
    packed = packed or request.form.get(carrying.CARRIED, "")
    kept = carrying.read(packed)
    return render_template(
        "accounts/login.html",
        form=form,
        packed=packed if kept else "",
        kept=kept,
        slept="_user_id" in session,
        action=url_for("accounts.login", next=kept.back)
        if kept
        else url_for("accounts.login", next=request.args.get("next")),
    )


def send_on(account: Account) -> ResponseReturnValue | None:
    """The page whose one button sends what was carried along; None where nothing is,
    or where somebody else typed it."""
    kept = carrying.read(request.form.get(carrying.CARRIED, ""))
    if kept is None:
        return None
    if kept.account_id != account.id:
        flash(
            _("The form open here belonged to another account. It wasn't sent."),
            "warn",
        )
        return None
    return cast(
        ResponseReturnValue, render_template("accounts/send_on.html", kept=kept)
    )


login_manager.unauthorized_handler(ask_to_sign_in)
