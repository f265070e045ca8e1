"""The timetable of a run as a whole: planned, looked at, changed, saved."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses.forms import plan_steps
from app.courses.forms.meeting import PlanForm
from app.courses.forms.plan_steps import Wishes
from app.courses.holidays_kr import public_holidays
from app.courses.models import CourseRun
from app.courses.services import planning as services
from app.courses.services.meeting_facts import MeetingsHaveBegun, day_has_come
from app.courses.timetable import (
    FURTHEST,
    Holiday,
    Pattern,
    PatternIncomplete,
    Timetable,
    plan,
)
from app.courses.views.office.blueprint import bp, my_run
from app.exceptions import DomainError
from app.unit_of_work import transaction
from app.web import me, permission_required
from app.words import words_for


@bp.route("/runs/<int:run_id>/plan", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def plan_meetings(run_id: int) -> ResponseReturnValue:
    run, now = my_run(run_id), clock.now()
    if any(day_has_come(m, now) for m in run.meetings):
        flash(words_for(MeetingsHaveBegun()), "bad")
        return redirect(url_for(".run", run_id=run_id))
    form = plan_steps.first_form(run)
    if request.method == "GET":
        return _first(run, form)
    if not form.validate():
        return _page(run, form, None)
    if request.form.get("do") == "save" and not plan_steps.wants_recalculation(form):
        return _save(run, form)
    return _again(run, form, asked=request.form.get("do") != "save")


def _first(run: CourseRun, form: PlanForm) -> ResponseReturnValue:
    """What the notice gives; where it lacks something, only the pattern is asked."""
    try:
        timetable = _timetable(form, Wishes())
    except PatternIncomplete:
        return _page(run, form, None)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(run, form, None)
    return _page(run, plan_steps.shown(form, timetable, Wishes()), timetable)


def _again(run: CourseRun, form: PlanForm, *, asked: bool) -> ResponseReturnValue:
    """Planned anew; `asked` is whether the coordinator pressed for just that."""
    try:
        pattern = plan_steps.pattern_from(form)
        wishes = plan_steps.wishes_from(form, _calendar(pattern))
        timetable = _timetable(form, wishes)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(run, form, None)
    if not asked:
        flash(_("The plan has changed. Check it again, then save it."), "warn")
    return _page(run, plan_steps.shown(form, timetable, wishes), timetable)


def _save(run: CourseRun, form: PlanForm) -> ResponseReturnValue:
    run_id = run.id
    try:
        with transaction() as session:
            services.save_timetable(
                session,
                run_id=run_id,
                slots=plan_steps.slots_from(form),
                pattern=plan_steps.pattern_from(form),
                confirmed=bool(form.confirmed.data),
                by=me().id,
                now=clock.now(),
            )
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(my_run(run_id), form, None)
    flash(_("The classes have been saved."), "ok")
    return redirect(url_for(".run", run_id=run_id))


def _timetable(form: PlanForm, wishes: Wishes) -> Timetable:
    pattern = plan_steps.pattern_from(form)
    holidays = _calendar(pattern)
    return plan(pattern, holidays=holidays, keep=wishes.keep, drop=wishes.drop)


def _calendar(pattern: Pattern) -> dict[date, Holiday]:
    last = pattern.until or pattern.starts_on + FURTHEST
    return public_holidays(pattern.starts_on, last)


def _page(run: CourseRun, form: PlanForm, timetable: Timetable | None) -> str:
    """Why a day is left out is looked up anew: the form keeps only the day."""
    try:
        holidays = _calendar(plan_steps.pattern_from(form))
    except PatternIncomplete:
        holidays = {}
    return render_template(
        "courses/office/plan.html",
        run=run,
        form=form,
        holidays={day.isoformat(): name for day, name in holidays.items()},
        days={day.isoformat(): day for day in plan_steps.days_left_out(form)},
        minutes=timetable.minutes if timetable else None,
    )
