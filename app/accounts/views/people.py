"""An administrator's pages for people and their roles."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log
from app.accounts import (
    factor_queries,
    factor_services,
    people_queries,
    queries,
    services,
)
from app.accounts.forms.keeping import GrantForm
from app.accounts.models import Account
from app.accounts.permissions import Permission, Role
from app.accounts.views.blueprint import bp
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.places import queries as places
from app.unit_of_work import transaction
from app.web import asked_id, asked_text, found, me, permission_required
from app.words import words_for

A_PAGE = 30


@bp.get("/people")
@permission_required(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Everybody, newest first; found by a part of the name or the e-mail address."""
    sought, after = asked_text("q"), asked_id("after")
    rows = people_queries.people(
        db.session(), sought=sought, after=after, limit=A_PAGE + 1
    )
    more = len(rows) > A_PAGE
    rows = rows[:A_PAGE]
    act = access_log.Act.SEARCH if sought else None
    access_log.note((person.id for person in rows), act=act)
    return render_template(
        "accounts/people.html",
        people=rows,
        sought=sought,
        next_url=url_for(".people", q=sought or None, after=rows[-1].id)
        if more
        else None,
        first_url=url_for(".people", q=sought or None) if after else None,
    )


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def person(person_id: int) -> ResponseReturnValue:
    """One person, her roles, and a form that gives another."""
    reading = db.session()
    somebody = found(people_queries.person(reading, person_id))
    access_log.note([person_id])
    form = GrantForm(schools=places.schools(reading))
    if form.validate_on_submit():
        account_id = found(somebody.account).id
        by = me().id
        try:
            with transaction() as session:
                services.grant_role(
                    session,
                    account_id=account_id,
                    role=Role(form.role.data),
                    school_id=form.school.data or None,
                    by=by,
                    now=now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            somebody = found(people_queries.person(db.session(), person_id))
        else:
            flash(_("The role has been given."), "ok")
            return redirect(url_for(".person", person_id=person_id))
    return render_template(
        "accounts/person.html",
        person=somebody,
        form=form,
        factor=factor_queries.factor_of(db.session(), somebody.account.id)
        if somebody.account
        else None,
    )


@bp.post("/people/<int:person_id>/roles/<int:grant_id>/take")
@permission_required(Permission.ADMINISTER)
def take_role(person_id: int, grant_id: int) -> ResponseReturnValue:
    by = me().id
    access_log.note([person_id])
    try:
        with transaction() as session:
            grant = queries.grant_of_person(
                session, person_id=person_id, grant_id=grant_id
            )
            services.revoke_role(session, found(grant), by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("The role has been removed."), "ok")
    if by == account_of(person_id) and not me().can(Permission.ADMINISTER):
        return redirect(url_for(".me"))
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/people/<int:person_id>/second-factor/take")
@permission_required(Permission.ADMINISTER)
def take_second_factor(person_id: int) -> ResponseReturnValue:
    """For who has lost her app and her recovery codes; she is told by mail."""
    by = me().id
    access_log.note([person_id], act=access_log.Act.CHANGE)
    account_id = account_of(person_id)
    try:
        with transaction() as session:
            factor_services.take_from(session, account_id, by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("Two-step sign-in is off for this account."), "ok")
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/people/<int:person_id>/<any(close, reopen):action>")
@permission_required(Permission.ADMINISTER)
def change_account(person_id: int, action: str) -> ResponseReturnValue:
    """Close the account, so that she can sign in no more, or open it again."""
    by = me().id
    access_log.note([person_id])
    account_id = account_of(person_id)
    verb = services.close_account if action == "close" else services.reopen_account
    try:
        with transaction() as session:
            verb(session, account_id, by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        closed = action == "close"
        flash(
            _("The account has been closed.")
            if closed
            else _("The account has been reopened."),
            "ok",
        )
    return redirect(url_for(".person", person_id=person_id))


@bp.post("/people/<int:person_id>/left")
@permission_required(Permission.ADMINISTER)
def end_work(person_id: int) -> ResponseReturnValue:
    """She has left: no role any more, no session; her learner's account stays."""
    by = me().id
    access_log.note([person_id])
    account_id = account_of(person_id)
    try:
        with transaction() as session:
            services.end_work(session, account_id, by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("All roles have been removed and all sessions have ended."), "ok")
    return redirect(url_for(".person", person_id=person_id))


def account_of(person_id: int) -> int:
    """The id of the person's account, or 404."""
    somebody = found(people_queries.person(db.session(), person_id))
    account: Account | None = somebody.account
    if account is None:
        abort(404)
    return account.id
