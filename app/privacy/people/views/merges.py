"""Merges that were made, and taking one back."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log
from app.accounts.permissions import Permission
from app.clock import now
from app.exceptions import DomainError
from app.extensions import db
from app.privacy.people import queries, undoing
from app.privacy.people.models import PersonMerge
from app.privacy.people.views.blueprint import A_PAGE, Desk, bp, city, office
from app.unit_of_work import transaction
from app.web import asked_id, found, me, permission_required
from app.words import words_for


@bp.get("/office/people/merges")
@permission_required(Permission.COORDINATE)
def merges() -> ResponseReturnValue:
    return _list(office())


@bp.get("/people/merges")
@permission_required(Permission.ADMINISTER)
def all_merges() -> ResponseReturnValue:
    return _list(city())


@bp.get("/office/people/merges/<int:merge_id>")
@permission_required(Permission.COORDINATE)
def merged(merge_id: int) -> ResponseReturnValue:
    return _merged(office(), merge_id)


@bp.get("/people/merges/<int:merge_id>")
@permission_required(Permission.ADMINISTER)
def all_merged(merge_id: int) -> ResponseReturnValue:
    return _merged(city(), merge_id)


@bp.post("/office/people/merges/<int:merge_id>/undo")
@permission_required(Permission.COORDINATE)
def undo(merge_id: int) -> ResponseReturnValue:
    return _undo(office(), merge_id)


@bp.post("/people/merges/<int:merge_id>/undo")
@permission_required(Permission.ADMINISTER)
def all_undo(merge_id: int) -> ResponseReturnValue:
    return _undo(city(), merge_id)


def _list(desk: Desk) -> ResponseReturnValue:
    after = asked_id("after")
    rows = queries.merges(
        db.session(), school_ids=desk.school_ids, after=after, limit=A_PAGE + 1
    )
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    access_log.note({one for row in rows for one in (row.kept_id, row.gone_id)})
    return render_template(
        "people/merges.html",
        desk=desk,
        merges=rows,
        next_url=desk.url("merges", after=rows[-1].id) if more else None,
        first_url=desk.url("merges") if after else None,
    )


def _merged(desk: Desk, merge_id: int) -> ResponseReturnValue:
    merge = _of(desk, merge_id)
    access_log.note([merge.kept_id, merge.gone_id])
    standing = undoing.standing_of(db.session(), merge, now=now())
    return render_template(
        "people/merged.html",
        desk=desk,
        merge=merge,
        standing=standing,
        reason=words_for(standing.refusal) if standing.refusal else None,
        staff=queries.names_of(
            db.session(), {one for one in (merge.merged_by, merge.undone_by) if one}
        ),
    )


def _undo(desk: Desk, merge_id: int) -> ResponseReturnValue:
    merge = _of(desk, merge_id)
    access_log.note([merge.kept_id, merge.gone_id])
    by = me().id
    try:
        with transaction() as session:
            undoing.undo(session, merge_id, by=by, now=now())
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("The merge has been undone. There are two records again."), "ok")
    return redirect(desk.url("merged", merge_id=merge_id))


def _of(desk: Desk, merge_id: int) -> PersonMerge:
    return found(
        queries.merge_of_schools(db.session(), merge_id, school_ids=desk.school_ids)
    )
