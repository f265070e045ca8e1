"""Signing in through Kakao or Naver, and joining them with one's account."""

from __future__ import annotations

from flask import (
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import mailed_links, outside_clients, outside_services
from app.accounts.links import LinkRefused, hash_of
from app.accounts.models import Account, LinkPurpose, MailedLink
from app.accounts.outside import (
    OutsideRefused,
    OutsideUnreachable,
    Profile,
    Provider,
)
from app.accounts.views.blueprint import bp, home_of, link_refused, outbox_address
from app.accounts.views.second_step import let_in
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.formats import local
from app.unit_of_work import transaction
from app.web import current_language, me, public, safe_next, signed_in
from app.words import words_for

BEGUN = "outside_begun"
"""In the cookie: where to go on to, and whose account is to be joined."""
FOUND = "outside_found"
"""In the cookie: what a provider said of somebody who has no account yet."""
ASKED = "outside_asked"
"""In the cookie: the hash of the link that was mailed on this browser's behalf."""
SAME_SITE = {"same-origin", "none"}


@bp.get("/login/<any(kakao, naver):provider>")
@public
def outside_begin(provider: str) -> ResponseReturnValue:
    """To the provider; a link, because our policy keeps forms on this site."""
    on_to = request.args.get("next")
    if current_user.is_authenticated:
        return redirect(safe_next(on_to, home_of(me())))
    session[BEGUN] = {"next": on_to}
    return _begin(_demanded(provider))


@bp.get("/account/outside/<any(kakao, naver):provider>/connect")
@signed_in
def outside_connect(provider: str) -> ResponseReturnValue:
    """The same, to join it with the account; only from a page of ours."""
    if request.headers.get("Sec-Fetch-Site", "none") not in SAME_SITE:
        abort(403)
    session[BEGUN] = {"account": me().id}
    return _begin(_demanded(provider))


@bp.get("/login/<any(kakao, naver):provider>/back")
@public
def outside_back(provider: str) -> ResponseReturnValue:
    """Whoever comes back from the provider: she is known, or can be, or isn't."""
    kind = _demanded(provider)
    begun = session.pop(BEGUN, {})
    try:
        profile = outside_clients.finish(kind)
        if begun.get("account"):
            return _connect(profile, begun["account"])
        account = _account_of(profile)
    except DomainError as refusal:
        return _refused(refusal, connecting=bool(begun.get("account")))
    if account is not None:
        return let_in(account, on_to=safe_next(begun.get("next"), home_of(account)))
    return _stranger(profile)


@bp.get("/login/link-sent")
@public
def outside_sent() -> ResponseReturnValue:
    """The same whether or not somebody has an account with the address."""
    return render_template("accounts/outside_sent.html", outbox=outbox_address())


@bp.route("/login/link/<secret>", methods=["GET", "POST"])
@public
def outside_link(secret: str) -> ResponseReturnValue:
    """The button behind the mailed link; opening the link changes nothing.

    It works in the browser that asked for the mail, or for who is signed in: else
    somebody could have her own Kakao joined with the account of a hasty reader.
    """
    try:
        link = mailed_links.live_link(
            db.session(), secret, purpose=LinkPurpose.OUTSIDE, now=now()
        )
        hers = _asked_here(secret) or _is_mine(link)
        if request.method == "POST" and hers:
            with transaction() as writing:
                account = outside_services.finish_link(writing, secret, now=now())
            session.pop(ASKED, None)
            flash(_("Connected. You can sign in this way from now on."), "ok")
            return _on_after_linking(account)
    except LinkRefused as refusal:
        return link_refused(refusal, again="accounts.login")
    except DomainError as refusal:
        return _refused(refusal, connecting=False)
    provider = outside_services.profile_of(link).provider
    return render_template(
        "accounts/outside_link.html", provider=provider, email=link.email, hers=hers
    )


@bp.get("/account/outside")
@signed_in
def outside() -> ResponseReturnValue:
    """With whom the account is connected, and with whom it can be."""
    account = me()
    identities = outside_services.identities_of(db.session(), account.id)
    connected = {identity.provider: identity for identity in identities}
    return render_template(
        "accounts/outside.html",
        connected=connected,
        providers=[
            provider
            for provider in Provider
            if provider in connected or provider in outside_clients.switched_on()
        ],
        switched_on=outside_clients.switched_on(),
        has_password=account.password_hash is not None,
    )


@bp.post("/account/outside/<any(kakao, naver):provider>/disconnect")
@signed_in
def outside_disconnect(provider: str) -> ResponseReturnValue:
    account_id, kind = me().id, Provider(provider)
    try:
        with transaction() as writing:
            outside_services.disconnect(writing, account_id, kind, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("Disconnected: %(provider)s", provider=local(kind, "name")), "ok")
    return redirect(url_for(".outside"))


def _demanded(provider: str) -> Provider:
    """The provider, or 404 where it isn't switched on."""
    kind = Provider(provider)
    if kind not in outside_clients.switched_on():
        abort(404)
    return kind


def _begin(kind: Provider) -> ResponseReturnValue:
    back = url_for("accounts.outside_back", provider=kind.value)
    try:
        return outside_clients.begin(kind, back=current_app.config["PUBLIC_URL"] + back)
    except OutsideUnreachable as refusal:
        return _refused(refusal, connecting=bool(session.pop(BEGUN).get("account")))


def _refused(refusal: DomainError, *, connecting: bool) -> ResponseReturnValue:
    flash(words_for(refusal), "warn" if isinstance(refusal, OutsideRefused) else "bad")
    return redirect(url_for(".outside" if connecting else ".login"))


def _account_of(profile: Profile) -> Account | None:
    """Who she is here; joined now, where the provider vouches for her address.

    Raises AccountClosed or AnotherLinked.
    """
    account = outside_services.known(db.session(), profile)
    if account is not None:
        return account
    owner = outside_services.of_confirmed_address(db.session(), profile)
    if owner is None:
        return None
    account_id = owner.id
    with transaction() as writing:
        return outside_services.connect(writing, account_id, profile, now=now())


def _connect(profile: Profile, account_id: int) -> ResponseReturnValue:
    if not current_user.is_authenticated or me().id != account_id:
        return redirect(url_for(".login", next=url_for(".outside")))
    with transaction() as writing:
        outside_services.connect(writing, account_id, profile, now=now())
    flash(_("Connected. You can sign in this way from now on."), "ok")
    return redirect(url_for(".outside"))


def _stranger(profile: Profile) -> ResponseReturnValue:
    """On to sign-up; where the address is only claimed, by way of its mailbox."""
    session[FOUND] = {"name": profile.name, "email": profile.email or ""}
    if profile.email is None or profile.confirmed:
        flash(_("Almost there. Sign up once, then sign in this way."), "info")
        return redirect(url_for(".signup"))

    def link_path(secret: str) -> str:
        session[ASKED] = hash_of(secret)
        return url_for(".outside_link", secret=secret)

    with transaction() as writing:
        outside_services.mail_link(
            writing,
            profile,
            language=current_language(),
            link_path=link_path,
            now=now(),
        )
    return redirect(url_for(".outside_sent"))


def _asked_here(secret: str) -> bool:
    return bool(session.get(ASKED) == hash_of(secret))


def _is_mine(link: MailedLink) -> bool:
    return bool(current_user.is_authenticated and me().email == link.email)


def _on_after_linking(account: Account) -> ResponseReturnValue:
    if current_user.is_authenticated and me().id == account.id:
        return redirect(url_for(".outside"))
    return let_in(account)
