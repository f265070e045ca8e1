"""One's own account: details, consents, roles."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import my_details, queries
from app.accounts.forms.keeping import DetailsForm
from app.accounts.models import Account, ConsentText
from app.accounts.views.blueprint import bp
from app.clock import now, today
from app.extensions import db
from app.formats import phone
from app.places import queries as places
from app.unit_of_work import transaction
from app.web import found, signed_in
from app.web import me as my_account
from app.words import words_for


@bp.get("/account")
@signed_in
def me() -> ResponseReturnValue:
    """My details. Consents that were asked since signing up can be given here."""
    account = my_account()
    session = db.session()
    consents = queries.consents_of(session, account.person_id)
    agreed = {consent.text_id for consent in consents}
    asked = queries.consent_texts(session, on=today())
    return render_template(
        "accounts/me.html",
        account=account,
        consents=consents,
        open_texts=[text for text in asked if text.id not in agreed],
    )


@bp.route("/account/edit", methods=["GET", "POST"])
@signed_in
def edit() -> ResponseReturnValue:
    account = my_account()
    form = DetailsForm(
        districts=places.districts(db.session()),
        data={
            "mobile": phone(account.person.mobile),
            "district": account.person.district_code,
            "language": account.language,
        },
    )
    if form.validate_on_submit():
        account_id = account.id
        with transaction() as session:
            my_details.change_details(
                session,
                account_id=account_id,
                mobile=form.mobile.data or "",
                district_code=form.district.data,
                language=form.language.data,
                now=now(),
            )
        flash(_("Saved."), "ok")
        return redirect(url_for(".me"))
    return render_template("accounts/edit.html", form=form)


@bp.post("/account/consents/<int:text_id>/agree")
@signed_in
def agree(text_id: int) -> ResponseReturnValue:
    account_id = my_account().id
    with transaction() as session:
        asked = queries.consent_texts(session, on=today())
        text = found(next((text for text in asked if text.id == text_id), None))
        account = session.get_one(Account, account_id)
        my_details.agree(session, account=account, text=text, now=now())
    flash(_("Your consent has been recorded."), "ok")
    return redirect(url_for("privacy.consents"))


@bp.post("/account/consents/<int:text_id>/withdraw")
@signed_in
def withdraw_consent(text_id: int) -> ResponseReturnValue:
    account_id = my_account().id
    try:
        with transaction() as session:
            text = found(session.get(ConsentText, text_id))
            if not my_details.withdraw_consent(
                session, account_id=account_id, text=text, now=now()
            ):
                abort(404)
    except my_details.ConsentNeeded as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("Your consent has been withdrawn."), "ok")
    return redirect(url_for("privacy.consents"))
