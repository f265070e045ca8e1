"""One's own second factor: set up, taken away, and its recovery codes."""

from __future__ import annotations

import segno
from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts import factor_queries, factor_services
from app.accounts import second_factor as rules
from app.accounts.entry_models import SecondFactor
from app.accounts.forms.second_factor import CodeForm, RemoveForm, SetUpForm
from app.accounts.hashing import hasher
from app.accounts.models import Account
from app.accounts.vault import SealedOtherwise, vault
from app.accounts.views.blueprint import bp, home_of
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import me, signed_in, without_second_factor

DRAFT = "second_factor_draft"
"""In the cookie, encrypted: the key that a reader's app may have scanned already."""


@bp.route("/account/second-factor", methods=["GET", "POST"])
@signed_in
@without_second_factor
def second_factor() -> ResponseReturnValue:
    """How it stands; or a key to scan, and a form for the first code."""
    account = me()
    factor = factor_queries.factor_of(db.session(), account.id)
    if factor is not None:
        return _state(factor)
    key, form = _drafted_key(account.id), SetUpForm()
    demanded = account.owes_second_factor
    email = account.email
    if form.validate_on_submit():
        try:
            codes = _set_up(account.id, key, form.code.data or "")
        except rules.SecondFactorThere:
            return redirect(url_for(".second_factor"))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            session.pop(DRAFT)
            return _shown_once(codes)
    address = rules.address_of(key, email=email)
    return render_template(
        "accounts/second_factor_new.html",
        form=form,
        address=address,
        picture=_picture(address),
        key=rules.grouped(key),
        demanded=demanded,
    )


@bp.route("/account/second-factor/codes", methods=["GET", "POST"])
@signed_in
def recovery_codes() -> ResponseReturnValue:
    """Ten new recovery codes, for a code; those of before work no more."""
    account_id = me().id
    form = CodeForm()
    if form.validate_on_submit():
        codes: list[str] = []
        with transaction() as writing:
            refusal = factor_services.prove(
                writing,
                account_id,
                code=form.code.data or "",
                recovery=form.recovery.data or "",
                vault=vault(),
                now=now(),
            )
            if refusal is None:
                codes = factor_services.renew_codes(writing, account_id, now=now())
        if refusal is None:
            return _shown_once(codes)
        form.refuse_code(refusal)
    if factor_queries.factor_of(db.session(), account_id) is None:
        return redirect(url_for(".second_factor"))
    return render_template("accounts/recovery_codes.html", form=form)


@bp.route("/account/second-factor/remove", methods=["GET", "POST"])
@signed_in
def remove_second_factor() -> ResponseReturnValue:
    """Taking it away needs the password and a code."""
    account = me()
    account_id, kept = account.id, account.password_hash
    if factor_queries.factor_of(db.session(), account_id) is None:
        return redirect(url_for(".second_factor"))
    demanded = factor_queries.is_demanded(db.session(), account_id)
    form = RemoveForm()
    if form.validate_on_submit():
        knows = kept is None or hasher().matches(form.password.data or "", kept)
        with transaction() as writing:
            refusal = factor_services.take_away(
                writing,
                account_id,
                knows_password=knows,
                code=form.code.data or "",
                recovery=form.recovery.data or "",
                vault=vault(),
                now=now(),
            )
        if refusal is None:
            flash(_("Two-step sign-in is off."), "ok")
            return redirect(url_for(".second_factor" if demanded else ".me"))
        form.refuse_code(refusal)
    return render_template(
        "accounts/second_factor_remove.html",
        form=form,
        demanded=demanded,
        has_password=kept is not None,
    )


def _state(factor: SecondFactor) -> ResponseReturnValue:
    left = factor_queries.recovery_codes_left(db.session(), factor.account_id)
    return render_template("accounts/second_factor.html", factor=factor, left=left)


def _set_up(account_id: int, key: str, code: str) -> list[str]:
    with transaction() as writing:
        return factor_services.set_up(
            writing, account_id, key=key, code=code, vault=vault(), now=now()
        )


def _shown_once(codes: list[str]) -> ResponseReturnValue:
    """The codes in the answer to the form itself: they are nowhere to be read again."""
    account = db.session.get_one(Account, me().id)
    return render_template(
        "accounts/recovery_codes_new.html",
        codes=codes,
        email=account.email,
        on_to=home_of(account),
    )


def _drafted_key(account_id: int) -> str:
    """The key that this reader was shown before, or a new one."""
    begun = session.get(DRAFT)
    if begun is not None:
        try:
            owner, _colon, key = vault().open(begun).partition(":")
        except SealedOtherwise:
            owner, key = "", ""
        if owner == str(account_id):
            return key
    key = rules.new_key()
    session[DRAFT] = vault().seal(f"{account_id}:{key}")
    return key


def _picture(address: str) -> Markup:
    """The QR code as lines of SVG: no picture to load, no style to allow."""
    drawn = segno.make(address, error="m", micro=False)
    return Markup(  # noqa: S704 - drawn here; the address in it is dots by now
        drawn.svg_inline(scale=5, dark="#000", light="#fff")
    )
