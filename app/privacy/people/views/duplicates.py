"""Records that look like one person: proposed, looked at, joined or told apart."""

from __future__ import annotations

import re

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log
from app.accounts.models import Person
from app.accounts.permissions import Permission
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.privacy.people import merging, pair_queries, queries, telling_apart
from app.privacy.people.duplicates import shared
from app.privacy.people.models import MergeWay
from app.privacy.people.views.blueprint import (
    A_PAGE,
    Desk,
    bp,
    city,
    details_of,
    office,
)
from app.unit_of_work import transaction
from app.web import LARGEST_ID, found, me, permission_required
from app.words import words_for

_AFTER = re.compile(r"^(\d{1,10})-(\d{1,10})$")


@bp.get("/office/people/duplicates")
@permission_required(Permission.COORDINATE)
def duplicates() -> ResponseReturnValue:
    return _list(office())


@bp.get("/people/duplicates")
@permission_required(Permission.ADMINISTER)
def all_duplicates() -> ResponseReturnValue:
    return _list(city())


@bp.get("/office/people/duplicates/<int:first>/<int:second>")
@permission_required(Permission.COORDINATE)
def pair(first: int, second: int) -> ResponseReturnValue:
    return _pair(office(), first, second)


@bp.get("/people/duplicates/<int:first>/<int:second>")
@permission_required(Permission.ADMINISTER)
def all_pair(first: int, second: int) -> ResponseReturnValue:
    return _pair(city(), first, second)


@bp.post("/office/people/duplicates/<int:first>/<int:second>/merge")
@permission_required(Permission.COORDINATE)
def merge(first: int, second: int) -> ResponseReturnValue:
    return _merge(office(), first, second)


@bp.post("/people/duplicates/<int:first>/<int:second>/merge")
@permission_required(Permission.ADMINISTER)
def all_merge(first: int, second: int) -> ResponseReturnValue:
    return _merge(city(), first, second)


@bp.post("/office/people/duplicates/<int:first>/<int:second>/apart")
@permission_required(Permission.COORDINATE)
def apart(first: int, second: int) -> ResponseReturnValue:
    return _apart(office(), first, second)


@bp.post("/people/duplicates/<int:first>/<int:second>/apart")
@permission_required(Permission.ADMINISTER)
def all_apart(first: int, second: int) -> ResponseReturnValue:
    return _apart(city(), first, second)


def _list(desk: Desk) -> ResponseReturnValue:
    match = _AFTER.match(request.args.get("after", ""))
    after = (int(match[1]), int(match[2])) if match else None
    if after and max(after) > LARGEST_ID:
        after = None
    pairs = pair_queries.pairs(
        db.session(), school_ids=desk.school_ids, after=after, limit=A_PAGE + 1
    )
    more, pairs = len(pairs) > A_PAGE, pairs[:A_PAGE]
    access_log.note({one.id for pair in pairs for one in (pair.first, pair.second)})
    last = pairs[-1] if pairs else None
    return render_template(
        "people/duplicates.html",
        desk=desk,
        pairs=pairs,
        shared=lambda pair: shared(details_of(pair.first), details_of(pair.second)),
        next_url=desk.url("duplicates", after=f"{last.first.id}-{last.second.id}")
        if more and last
        else None,
        first_url=desk.url("duplicates") if after else None,
    )


def _pair(desk: Desk, first: int, second: int) -> ResponseReturnValue:
    one, other = _both(desk, first, second)
    access_log.note([first, second])
    plan = merging.preview(db.session(), one, other)
    return render_template(
        "people/pair.html",
        desk=desk,
        plan=plan,
        same=shared(details_of(one), details_of(other)),
        reason=words_for(plan.refusal) if plan.refusal else None,
        first=first,
        second=second,
    )


def _merge(desk: Desk, first: int, second: int) -> ResponseReturnValue:
    _both(desk, first, second)
    access_log.note([first, second])
    by = me().id
    try:
        with transaction() as session:
            done = merging.merge(
                session,
                person_ids=(first, second),
                way=MergeWay.STAFF,
                school_id=desk.own_school_id,
                by=by,
                now=now(),
            ).id
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
        return redirect(desk.url("duplicates"))
    flash(_("The two records are one now."), "ok")
    return redirect(desk.url("merged", merge_id=done))


def _apart(desk: Desk, first: int, second: int) -> ResponseReturnValue:
    _both(desk, first, second)
    access_log.note([first, second])
    by = me().id
    with transaction() as session:
        telling_apart.tell_apart(session, (first, second), by=by, now=now())
    flash(_("Noted: two different people. They won't be proposed again."), "ok")
    return redirect(desk.url("duplicates"))


def _both(desk: Desk, first: int, second: int) -> tuple[Person, Person]:
    """Both are this desk's, neither is merged; else 404."""
    if first == second:
        abort(404)
    reading = db.session()
    one, other = (
        found(queries.person_of_schools(reading, each, school_ids=desk.school_ids))
        for each in (first, second)
    )
    return one, other
