"""Signing in, the second step: a code, where the account asks for one.

Between password and code somebody is half signed in: the cookie says, signed, whose
password was right, for ten minutes. That alone opens no page.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import factor_queries, factor_services
from app.accounts.forms.second_factor import CodeForm
from app.accounts.links import hash_of
from app.accounts.models import Account
from app.accounts.second_factor import SecondFactorMissing
from app.accounts.vault import vault
from app.accounts.views.blueprint import (
    BY_ADDRESS_FAILED,
    bp,
    enter,
    home_of,
    page_again,
)
from app.accounts.views.sending_on import send_on
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db, limiter
from app.unit_of_work import transaction
from app.web import me, public, safe_next

HALF = "half_signed_in"
LASTS = timedelta(minutes=10)
TO_PAGE, SENT_AGAIN = 302, 307
"""A redirect that opens a page; one by which the browser sends the form on."""
OWN_FIELDS = frozenset({"csrf_token", "email", "password", "code", "recovery"})
"""Those of the sign-in page and of this one."""


def let_in(account: Account, *, on_to: str | None = None) -> ResponseReturnValue:
    """Sign in who has just shown who she is; or ask her for her code before.

    Every way in ends here: password, new password, Kakao, Naver. `on_to` is an
    address that `safe_next` has let through; without one she goes home.
    """
    if factor_queries.factor_of(db.session(), account.id) is None:
        return arrive(account, on_to=on_to)
    session[HALF] = {
        "account": account.id,
        "mark": password_mark(account),
        "until": (now() + LASTS).isoformat(),
    }
    to_code = url_for("accounts.code", next=on_to)
    return redirect(to_code, SENT_AGAIN if carried() else TO_PAGE)


def arrive(account: Account, *, on_to: str | None) -> ResponseReturnValue:
    """Sign in at last, and go on, or send on the form that was carried along: the
    end of every way in."""
    enter(account)
    return send_on(account) or redirect(on_to or home_of(account))


def carried() -> list[tuple[str, str]]:
    """What else the sign-in page was sent: it goes through the second step unread."""
    sent = request.form.items(multi=True)
    return [(name, value) for name, value in sent if name not in OWN_FIELDS]


@bp.route("/login/code", methods=["GET", "POST"])
@public
@limiter.limit(BY_ADDRESS_FAILED, methods=["POST"], deduct_when=page_again)
def code() -> ResponseReturnValue:
    """The code of the app, or a recovery code; a wrong one can be mended here."""
    on_to = request.args.get("next")
    if current_user.is_authenticated:
        return redirect(safe_next(on_to, home_of(me())))
    account = half_signed_in()
    if account is None:
        flash(_("Your sign-in took too long. Enter your password again."), "warn")
        return redirect(url_for(".login", next=on_to))
    form = CodeForm()
    if "password" not in request.form and form.validate_on_submit():
        refusal = _prove(account.id, form)
        account = half_signed_in()
        if account is not None and (
            refusal is None or isinstance(refusal, SecondFactorMissing)
        ):
            del session[HALF]
            return arrive(account, on_to=safe_next(on_to, home_of(account)))
        if refusal is not None:
            form.refuse_code(refusal)
    return render_template("accounts/code.html", form=form, carried=carried())


def _prove(account_id: int, form: CodeForm) -> DomainError | None:
    with transaction() as writing:
        return factor_services.prove(
            writing,
            account_id,
            code=form.code.data or "",
            recovery=form.recovery.data or "",
            vault=vault(),
            now=now(),
        )


def password_mark(account: Account) -> str:
    """Says that the password is still the same, and nothing about it."""
    return hash_of(account.password_hash or "")


def half_signed_in() -> Account | None:
    """Whose password was right less than ten minutes ago, if nothing changed since."""
    half = session.get(HALF)
    if half is None or datetime.fromisoformat(half["until"]) <= now():
        session.pop(HALF, None)
        return None
    account = db.session.get(Account, half["account"])
    if (
        account is None
        or not account.is_active
        or password_mark(account) != half["mark"]
    ):
        session.pop(HALF, None)
        return None
    return account
