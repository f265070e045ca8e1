"""From a cookie to an account: ended and sleeping sessions, closed accounts, find
nobody."""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_login import LoginManager
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, with_expression

from app import policy
from app.accounts import factor_queries, idle, sessions
from app.accounts.links import hash_of
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.accounts.session_models import AccountSession
from app.accounts.sessions import Seen
from app.clock import now, today
from app.extensions import db
from app.unit_of_work import apart

FAULT = 500


def load_account(key: str) -> Account | None:
    """The account of a session's key, its person and roles with it."""
    limit = policy.figure_column("staff_idle_minutes", on=today())
    row = db.session.execute(
        select(Account, AccountSession.id, AccountSession.seen_at, limit)
        .join(AccountSession, AccountSession.account_id == Account.id)
        .where(
            AccountSession.key_hash == hash_of(key),
            AccountSession.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .options(
            joinedload(Account.person),
            selectinload(Account.grants),
            with_expression(Account.owes_second_factor, factor_queries.owing()),
        )
    ).one_or_none()
    if row is None:
        return None
    account, session_id, seen_at, idle_minutes = row
    staff = bool(account.roles - {Role.LEARNER})
    if idle.sleeps(seen_at=seen_at, now=now(), staff=staff, idle_minutes=idle_minutes):
        return None
    g.seen_session = Seen(session_id, seen_at, staff, idle_minutes)
    return account


def this_session() -> Seen | None:
    """The session of this request; None for a visitor."""
    seen: Seen | None = g.get("seen_session")
    return seen


def _note_use(response: Response) -> Response:
    """Write that the session was used, apart from what the page wrote or undid."""
    seen = this_session()
    if seen is None or response.status_code >= FAULT:
        return response
    instant = now()
    if instant - seen.seen_at >= idle.written_every(staff=seen.staff):
        db.session.remove()  # the page has been read: one connection at a time
        with apart() as writing:
            sessions.touch(
                writing,
                seen,
                address=request.remote_addr or "",
                agent=request.user_agent.string,
                now=instant,
            )
    return response


def init_app(app: Flask, manager: LoginManager) -> None:
    manager.user_loader(load_account)
    manager.session_protection = None  # a phone changes address all day
    app.after_request(_note_use)
