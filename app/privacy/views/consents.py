"""Her consents: what she agreed to when, taking back, and newer versions."""

from __future__ import annotations

from flask import (
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, user_logged_in

from app.accounts import queries as accounts
from app.accounts.models import Account
from app.accounts.my_details import ConsentNeeded
from app.clock import now, today
from app.extensions import db
from app.privacy import consenting
from app.privacy.views.blueprint import bp
from app.unit_of_work import transaction
from app.web import (
    OPEN_ENDPOINTS,
    me,
    safe_next,
    signed_in,
    without_second_factor,
)

ASKED, MUST = "consents asked", "consents needed"
"""In the cookie of a session: newer texts wait, and whether they block."""

BEFORE_CONSENT = OPEN_ENDPOINTS | {
    "accounts.logout",
    "home.choose_language",
    "privacy.asked_anew",
    "privacy.data",
    "privacy.erasure",
    "privacy.ask_file",
    "privacy.file",
    "privacy.policy",
    "privacy.withdraw",
}
"""What stays open to who has not agreed yet: her rights, and the way out."""


@bp.record_once
def _set_up(state: BlueprintSetupState) -> None:
    user_logged_in.connect(_look_for_newer, state.app)


def _look_for_newer(_app: object, user: Account, **_more: object) -> None:
    """At each sign-in, not at each page: the cookie remembers the outcome."""
    asked = consenting.asked_anew(db.session(), user.person_id, on=today())
    cookie.pop(ASKED, None)
    cookie.pop(MUST, None)
    if asked.texts:
        cookie[ASKED] = True
        cookie[MUST] = asked.blocking


@bp.before_app_request
def ask_first() -> ResponseReturnValue | None:
    """The page of newer texts stands between sign-in and the page she wanted."""
    if not cookie.get(ASKED) or request.endpoint in BEFORE_CONSENT:
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or not current_user.is_authenticated:
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("privacy.asked_anew", next=wanted))


@bp.route("/account/consents/new", methods=["GET", "POST"])
@signed_in
@without_second_factor
def asked_anew() -> ResponseReturnValue:
    """Newer texts: the required must be agreed to, the optional is asked once."""
    account_id, person_id, refused = me().id, me().person_id, ""
    on_to = safe_next(request.args.get("next"), url_for("accounts.me"))
    if request.method == "POST":
        try:
            with transaction() as session:
                consenting.answer(
                    session,
                    account_id=account_id,
                    agreed=set(request.form.getlist("agreed", type=int)),
                    on=today(),
                    now=now(),
                )
        except ConsentNeeded:
            refused = _("Tick the required consent, or choose one of the ways below.")
        else:
            _forget_asking()
            flash(_("Your answer has been recorded."), "ok")
            return redirect(on_to)
    asked = consenting.asked_anew(db.session(), person_id, on=today())
    if not asked.texts:
        _forget_asking()
        return redirect(on_to)
    return render_template("privacy/asked_anew.html", asked=asked, refused=refused)


def _forget_asking() -> None:
    cookie.pop(ASKED, None)
    cookie.pop(MUST, None)


@bp.get("/account/consents")
@signed_in
def consents() -> ResponseReturnValue:
    """Every text she was asked, who noted what when, and the way to take back."""
    session, person_id = db.session(), me().person_id
    held = consenting.history(session, person_id)
    live = {c.consent_text.kind for c in held if c.withdrawn_at is None}
    asked = accounts.consent_texts(session, on=today())
    return render_template(
        "privacy/consents.html",
        held=held,
        live=live,
        current={text.id for text in asked},
        open_texts=[text for text in asked if text.kind not in live],
    )
