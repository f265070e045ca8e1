"""The plan: read by the city and the administrators, who alone change it."""

from __future__ import annotations

from itertools import groupby

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.extensions import db
from app.home.blueprint import bp
from app.home.plan_form import FIGURES, TargetForm
from app.places import plan_keeping
from app.places import queries as places
from app.places.models import PlanFigure
from app.unit_of_work import transaction
from app.web import me, permission_required


@bp.get("/city/plan")
@permission_required(Permission.READ_PLAN)
def plan() -> ResponseReturnValue:
    """What is wanted of each figure, year by year."""
    return _page(_form() if me().can(Permission.ADMINISTER) else None)


@bp.post("/city/plan")
@permission_required(Permission.ADMINISTER)
def set_target() -> ResponseReturnValue:
    """A new target, or another number for one."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form)
    with transaction() as session:
        plan_keeping.set_target(
            session,
            figure=PlanFigure(form.figure.data),
            year=form.year.data or 0,
            number=form.number.data or 0,
            source=form.source.data or "",
            by=me().id,
            now=clock.now(),
        )
    flash(_("The target is saved."), "ok")
    return redirect(url_for(".plan"))


@bp.post("/city/plan/<int:target_id>/remove")
@permission_required(Permission.ADMINISTER)
def remove_target(target_id: int) -> ResponseReturnValue:
    with transaction() as session:
        plan_keeping.remove_target(
            session, target_id=target_id, by=me().id, now=clock.now()
        )
    flash(_("The target is removed."), "ok")
    return redirect(url_for(".plan"))


def _form() -> TargetForm:
    this_year = clock.today().year
    return TargetForm(data={"year": this_year}).until(this_year)


def _page(form: TargetForm | None) -> str:
    targets = places.targets(db.session())
    years = [
        (year, list(each)) for year, each in groupby(targets, key=lambda t: t.year)
    ]
    return render_template("home/plan.html", years=years, figures=FIGURES, form=form)
