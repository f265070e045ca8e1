"""The blueprint of accounts: its set-up, its limits, and what several pages share."""

from __future__ import annotations

import hashlib
import math
import time
from datetime import date
from typing import cast

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    render_template,
    request,
    session,
)
from flask import url_for as path_of
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_limiter import RateLimitExceeded
from flask_login import login_user

from app.accounts import (
    hashing,
    known_devices,
    masking,
    outside_clients,
    sessions,
    vault,
)
from app.accounts.forms.words import ROLE_WORDS
from app.accounts.identity import clean_email
from app.accounts.links import LinkRefused, LinkUnknown
from app.accounts.models import Account
from app.accounts.permissions import Permission, Role
from app.clock import now
from app.extensions import limiter
from app.formats import english
from app.unit_of_work import transaction
from app.words import words_for

bp = Blueprint("accounts", __name__)

BY_ADDRESS_FAILED = "60 per hour"
"""Wrong sign-ins from one network address; a class of learners may share one."""
BY_ADDRESS_MAILS = "60 per hour"
BY_EMAIL_MAILS = "5 per hour"
"""Mails that anybody may have sent to one address."""

HOMES = (
    (Permission.ADMINISTER, "accounts.people"),
    (Permission.COORDINATE, "home.office"),
    (Permission.TEACH, "home.teach"),
    (Permission.SEE_CITY, "home.city"),
    (Permission.MENTOR, "incubation.ventures"),
    (Permission.LEARN, "home.me"),
)


@bp.record_once
def _set_up(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    hashing.init_app(app)
    vault.init_app(app)
    outside_clients.init_app(app)
    for function in (
        masking.mask_name,
        masking.mask_mobile,
        masking.mask_email,
        masking.mask_birth,
    ):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["role_name"] = role_name
    app.jinja_env.filters["birth_day"] = birth_day


@bp.errorhandler(429)
def too_many_tries(error: RateLimitExceeded) -> tuple[str, int]:
    """How long to wait, in words; the limiter adds Retry-After."""
    limit = limiter.current_limit
    seconds = limit.reset_at - 1 - time.time() if limit else 60  # it rounds up itself
    minutes = max(1, math.ceil(seconds / 60))
    page = render_template(
        "accounts/too_many_tries.html",
        minutes=minutes,
        carried=request.form.get("carried", ""),
    )
    return page, 429


def role_name(role: Role) -> str:
    return str(ROLE_WORDS[role])


def birth_day(born: date) -> str:
    """1968. 3. 5. or 5 March 1968: nobody's weekday of birth matters."""
    if english():
        return f"{born.day} {born:%B} {born.year}"
    return f"{born.year}. {born.month}. {born.day}."


def typed_email() -> str:
    """The limit's key: who the form is about, without keeping the address itself."""
    email = clean_email(request.form.get("email", ""))
    return hashlib.sha256(email.encode()).hexdigest()


def page_again(response: Response) -> bool:
    """Whether the form was refused; a success redirects, or sends a form on."""
    return response.status_code == 200 and "entered" not in g  # noqa: PLR2004 - OK


def went_on(response: Response) -> bool:
    """Whether the form was taken, and so a mail is owed."""
    return response.status_code == 302  # noqa: PLR2004 - to the next page


def enter(account: Account) -> None:
    """Begin a session, in the language that the reader sees already.

    One that this browser still holds, asleep or somebody else's, ends.
    """
    before = session.get("_user_id")
    with transaction() as writing:
        if before:
            sessions.end(writing, before, now=now())
        key = sessions.begin(
            writing,
            account,
            address=request.remote_addr or "",
            agent=request.user_agent.string,
            now=now(),
        )
    login_user(account)
    g.entered = True
    known_devices.remember(account.email)
    session["_user_id"] = key  # Flask-Login would keep the account's number
    session.permanent = True
    session.setdefault("language", account.language)


def home_of(account: Account) -> str:
    """Where the account begins; the most particular role decides."""
    held = account.permissions
    return path_of(next(endpoint for needed, endpoint in HOMES if needed in held))


def outbox_address() -> str | None:
    """Where the mail can be read in development, where none is really sent."""
    return (
        path_of("notifications.outbox") if current_app.config["OPEN_OUTBOX"] else None
    )


def link_refused(refusal: LinkRefused, *, again: str) -> tuple[str, int]:
    """Why a mailed link does nothing, and the page on which to ask for a new one."""
    status = 404 if isinstance(refusal, LinkUnknown) else 410
    page = render_template(
        "accounts/link_refused.html",
        reason=words_for(refusal),
        again=path_of(again),
        what=_("Sign up again")
        if again == "accounts.signup"
        else _("Ask for a new link"),
    )
    return page, status
