"""Where one is signed in; and staying so, for staff whose time runs out."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import sessions
from app.accounts.devices import device_of
from app.accounts.recognising import this_session
from app.accounts.views.blueprint import bp
from app.clock import now
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, public, safe_next, signed_in

AWAKE, ASLEEP = 204, 401


@bp.app_template_global()
def idle_minutes() -> int | None:
    """After so many minutes without a request she has to sign in again; None for
    learners and visitors, who see nobody's data but their own."""
    if not current_user.is_authenticated:
        return None
    seen = this_session()
    return seen.idle_minutes if seen is not None and seen.staff else None


@bp.get("/account/sessions")
@signed_in
def devices() -> ResponseReturnValue:
    """Every device on which she is signed in now; this one first."""
    seen = found(this_session())
    rows = sessions.live_of(db.session(), me().id, seen=seen, now=now())
    rows = sorted(rows, key=lambda row: row.id != seen.id)
    return render_template(
        "accounts/devices.html",
        rows=[(row, device_of(row.agent), row.id == seen.id) for row in rows],
    )


@bp.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    account_id = me().id
    with transaction() as writing:
        found(
            sessions.end_one(
                writing, account_id=account_id, session_id=session_id, now=now()
            )
            or None
        )
    flash(_("That device is signed out."), "ok")
    return redirect(url_for(".devices"))


@bp.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    account_id, seen = me().id, found(this_session())
    with transaction() as writing:
        sessions.end_others(writing, account_id, but=seen.id, now=now())
    flash(_("All other devices are signed out."), "ok")
    return redirect(url_for(".devices"))


@bp.post("/account/awake")
@public
def stay() -> ResponseReturnValue:
    """“Stay signed in”: any request is use enough, and this one does nothing else."""
    there = current_user.is_authenticated
    if request.headers.get("Sec-Fetch-Mode") == "navigate" or not request.headers.get(
        "X-Awake"
    ):
        back = safe_next(request.form.get("back"), url_for(".devices"))
        return redirect(back if there else url_for(".login", next=back))
    return "", AWAKE if there else ASLEEP
