"""The access log as an administrator reviews it, and as each person sees her part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_keeping, access_log, reveal
from app.access_log import AccessEntry, Act
from app.accounts import access_queries as queries
from app.accounts.forms.access_words import ACTS, page_words
from app.accounts.models import Account, RoleGrant
from app.accounts.permissions import Permission, Role
from app.accounts.views.blueprint import bp
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.seoul import month_of
from app.unit_of_work import transaction
from app.web import asked_id, me, permission_required, safe_next, signed_in
from app.words import words_for

A_PAGE = 30
A_PART = 20
"""Of the exports, and of the looks by night, on a month's page."""
Lines = Sequence[tuple[AccessEntry, int]]
MONTH = re.compile(r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$")


@bp.get("/people/access")
@permission_required(Permission.ADMINISTER)
def access() -> ResponseReturnValue:
    """The months, and which of them somebody has looked through."""
    return render_template(
        "accounts/access.html",
        this_month=month_of(now()),
        seals=queries.seals(db.session()),
    )


@bp.get("/people/access/<string:month>")
@permission_required(Permission.ADMINISTER)
def access_month(month: str) -> ResponseReturnValue:
    """One month: counts, who looked most, by night, files and why, line by line."""
    if not MONTH.match(month) or month > month_of(now()):
        abort(404)
    session, account_id, act = db.session(), asked_id("account"), _asked_act()
    chosen = {"account": account_id, "act": act.value if act else ""}
    after = asked_id("after")
    rows = queries.entries(
        session,
        access_keeping.within(month),
        account_id=account_id,
        act=act,
        after=after,
        limit=A_PAGE + 1,
    )
    more = len(rows) > A_PAGE
    return render_template(
        "accounts/access_month.html",
        month=month,
        seal=queries.seal_of(session, month),
        acts=ACTS,
        page_words=page_words,
        chosen=chosen,
        rows=rows[:A_PAGE],
        next_url=_address(month, **chosen, after=rows[A_PAGE - 1][0].id)
        if more
        else None,
        first_url=_address(month, **chosen) if after else None,
        **_in_short(month, rows[:A_PAGE], account_id),
    )


def _address(month: str, **chosen: int | str | None) -> str:
    said: dict[str, Any] = {name: value or None for name, value in chosen.items()}
    return url_for(".access_month", month=month, **said)


def _in_short(month: str, rows: Lines, account_id: int | None) -> dict[str, Any]:
    """What stands beside the lines, and the names of all who are named."""
    session, night = db.session(), queries.outside_hours(month)
    looked = queries.busiest(session, month)
    nights = queries.entries(session, night, limit=A_PART)
    exports = queries.entries(
        session, access_keeping.within(month), act=Act.EXPORT, limit=A_PART
    )
    ids = {entry.account_id for entry, _people in (*rows, *nights, *exports)}
    ids |= {one.account_id for one in looked} | ({account_id} if account_id else set())
    staff = queries.accounts_by_id(session, ids)
    access_log.note(account.person_id for account in staff.values())
    return {
        "counts": queries.acts_in(session, month),
        "by_night": queries.count(session, night),
        "looked": looked,
        "nights": nights,
        "exports": exports,
        "staff": staff,
    }


def _asked_act() -> Act | None:
    try:
        return Act(request.args.get("act", ""))
    except ValueError:
        return None


@bp.post("/people/access/<string:month>/reviewed")
@permission_required(Permission.ADMINISTER)
def review_access(month: str) -> ResponseReturnValue:
    """“I have looked through this month.”"""
    if not MONTH.match(month):
        abort(404)
    by = me().id
    try:
        with transaction() as session:
            access_keeping.review(session, month, by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
        return redirect(url_for(".access_month", month=month))
    flash(_("Signed off: you have looked through this month."), "ok")
    return redirect(url_for(".access"))


@bp.get("/account/looked")
@signed_in
def looked() -> ResponseReturnValue:
    """When staff looked at my data, as what, and on which page."""
    session, after = db.session(), asked_id("after")
    rows = queries.looks_at(session, me().person_id, after=after, limit=A_PAGE + 1)
    rows, more = rows[:A_PAGE], len(rows) > A_PAGE
    staff = queries.accounts_by_id(session, {entry.account_id for entry in rows})
    return render_template(
        "accounts/looked.html",
        looks=[(entry, held_at(staff.get(entry.account_id), entry)) for entry in rows],
        acts=ACTS,
        page_words=page_words,
        next_url=url_for(".looked", after=rows[-1].id) if more else None,
        first_url=url_for(".looked") if after else None,
    )


def held_at(
    account: Account | None, entry: AccessEntry
) -> list[tuple[Role, list[RoleGrant]]]:
    """The roles she held at that moment, each with the schools."""
    held: dict[Role, list[RoleGrant]] = {}
    for grant in account.grants if account else ():
        if _held(grant, entry.at):
            held.setdefault(grant.role, []).append(grant)
    return list(held.items())


def _held(grant: RoleGrant, at: datetime) -> bool:
    return grant.granted_at <= at and (
        grant.revoked_at is None or grant.revoked_at >= at
    )


@bp.post("/account/reveal", endpoint="reveal")
@signed_in
def reveal_page() -> ResponseReturnValue:
    """Show a page's personal data whole for ten minutes, or mask it again."""
    back = safe_next(request.form.get("next"), url_for(".me"))
    path = back.partition("?")[0]
    if request.form.get("do") == "hide":
        reveal.hide(path)
    else:
        reveal.reveal(path)
    return redirect(back)
