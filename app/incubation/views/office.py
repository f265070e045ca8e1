"""The ventures a coordinator's schools go along with."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.permissions import Permission, Role
from app.extensions import db
from app.incubation import labels, lists
from app.incubation.stages import Actor
from app.incubation.views.blueprint import bp
from app.incubation.views.ventures import A_PAGE, next_page
from app.incubation.workflow import stages_waiting_for
from app.web import me, permission_required


@bp.get("/office/ventures")
@permission_required(Permission.COORDINATE)
def office() -> ResponseReturnValue:
    """Those that wait for her confirmation first."""
    after = lists.Cursor.read(request.args.get("after", ""))
    ventures = lists.ventures_of_schools(
        db.session(),
        me().school_ids(Role.COORDINATOR),
        after=after,
        limit=A_PAGE + 1,
    )
    return render_template(
        "incubation/office.html",
        ventures=ventures[:A_PAGE],
        next_url=next_page("incubation.office", ventures),
        after=after,
        waiting=stages_waiting_for(Actor.COORDINATOR),
        stages=labels.STAGES,
    )
