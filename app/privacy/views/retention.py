"""What is due to be destroyed, and what was (administrators)."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import outbox
from app import retention as keeping
from app.accounts.permissions import Permission
from app.clock import now, today
from app.extensions import db
from app.privacy import queries, working
from app.privacy.views.blueprint import bp
from app.unit_of_work import transaction
from app.web import me, permission_required

RUNS_SHOWN = 30


@bp.get("/people/retention")
@permission_required(Permission.ADMINISTER)
def retention() -> ResponseReturnValue:
    """How much of each kind is due, and what was destroyed when. Numbers only."""
    session = db.session()
    rules = keeping.rules(session, on=today())
    runs = queries.runs(session, limit=RUNS_SHOWN)
    return render_template(
        "privacy/retention.html",
        rules=rules,
        due=working.due_now(session, now=now()),
        names={rule.kind: rule for rule in rules},
        runs=runs,
        under_way=any(run.finished_at is None for run in runs),
    )


@bp.post("/people/retention/destroy")
@permission_required(Permission.ADMINISTER)
def destroy() -> ResponseReturnValue:
    """Have a worker destroy now what the night would."""
    by = me().id
    with transaction() as session:
        working.begin_run(session, by=by, now=now())
        outbox.wake_after_commit(session)
    flash(_("What is due is being destroyed. The result appears below."), "ok")
    return redirect(url_for(".retention"))
