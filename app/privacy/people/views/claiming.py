"""Somebody signed in claims the record that staff made of her."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from flask_login import current_user

from app.accounts.views.blueprint import page_again
from app.clock import now, today
from app.exceptions import DomainError
from app.extensions import limiter
from app.privacy.people import claiming
from app.privacy.people.claim_code import hash_of, read_code
from app.privacy.people.forms import ClaimForm
from app.privacy.people.views.blueprint import bp
from app.unit_of_work import transaction
from app.web import ON_TO, me, public, to_sign_in

BY_ACCOUNT_FAILED = "5 per 15 minutes; 20 per day"
"""Wrong codes of one account: forty bits and a date of birth are far beyond that."""
BY_ADDRESS_FAILED = "30 per hour"


def _account() -> str:
    """The limit's key: the account, or the network address of a visitor."""
    if current_user.is_authenticated:
        return f"claim {me().id}"
    return get_remote_address()


@bp.route("/claim", methods=["GET", "POST"])
@public
@limiter.limit(BY_ADDRESS_FAILED, methods=["POST"], deduct_when=page_again)
@limiter.limit(
    BY_ACCOUNT_FAILED, key_func=_account, methods=["POST"], deduct_when=page_again
)
def claim() -> ResponseReturnValue:
    """The code and the date of birth; a visitor is told to sign in first."""
    form = ClaimForm(today=today())
    if not current_user.is_authenticated:
        if form.is_submitted():
            return to_sign_in()
        session[ON_TO] = url_for(".claim")
        return render_template("people/claim_first.html")
    if form.validate_on_submit():
        try:
            _claim(form, me().id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("What your school entered is now with your account."), "ok")
            return redirect(url_for("home.me"))
    return render_template("people/claim.html", form=form)


def _claim(form: ClaimForm, account_id: int) -> None:
    """Raises ClaimRefused or MergeRefused."""
    code = read_code(form.code.data or "")
    with transaction() as writing:
        claiming.claim(
            writing,
            code_hash=hash_of(code, key=current_app.config["SECRET_KEY"]),
            birth_date=form.born(),
            account_id=account_id,
            now=now(),
        )
