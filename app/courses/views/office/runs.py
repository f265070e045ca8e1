"""Runs of a coordinator's schools: the list, one run, a new draft."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.permissions import Permission
from app.courses import office_queries, queries
from app.courses.forms.labels import APPLICANTS, GROUPS, MISSING, POLICIES
from app.courses.forms.lifecycle import NewRunForm
from app.courses.interruptions import interruptions_of
from app.courses.notice_facts import notice_facts
from app.courses.office_queries import RunGroup
from app.courses.publication import (
    NoticeIncomplete,
    missing_for_publication,
    publication_refusals,
)
from app.courses.services import runs as services
from app.courses.services.meeting_facts import day_has_come
from app.courses.standing import missing_of, needed_of, standing_of
from app.courses.views.office.blueprint import (
    bp,
    my_course,
    my_run,
    my_schools,
)
from app.exceptions import DomainError
from app.extensions import db
from app.unit_of_work import transaction
from app.web import asked_id, me, permission_required
from app.words import words_for


@bp.get("/runs")
@permission_required(Permission.COORDINATE)
def runs() -> ResponseReturnValue:
    group, after, now = _group(), asked_id("after"), clock.now()
    page = office_queries.runs(
        db.session(),
        school_ids=my_schools(),
        today=clock.today(),
        group=group,
        after=after,
    )
    return render_template(
        "courses/office/runs.html",
        page=page,
        standings={run.id: standing_of(run, now=now) for run in page.rows},
        group=group,
        groups=GROUPS,
        after=after,
        several=len(my_schools()) > 1,
    )


def _group() -> RunGroup | None:
    try:
        return RunGroup(request.args.get("state", ""))
    except ValueError:
        return None


@bp.get("/runs/<int:run_id>")
@permission_required(Permission.COORDINATE)
def run(run_id: int) -> ResponseReturnValue:
    run, now = my_run(run_id), clock.now()
    holding = queries.holding(db.session())
    facts = notice_facts(run)
    return render_template(
        "courses/office/run.html",
        run=run,
        standing=standing_of(run, now=now),
        people_needed=needed_of(run, holding),
        people_missing=missing_of(run, holding, now=now),
        missing=[MISSING[what] for what in missing_for_publication(facts)],
        hindrances=[
            words_for(refusal)
            for refusal in publication_refusals(facts)
            if not isinstance(refusal, NoticeIncomplete)
        ],
        begun={m.id for m in run.meetings if day_has_come(m, now)},
        modules={m.id: m for m in queries.modules(db.session())},
        applicants=APPLICANTS,
        policies=POLICIES,
        list_ends_at=queries.list_end(db.session(), run),
        told=interruptions_of(db.session(), run),
    )


@bp.route("/runs/new", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def new_run() -> ResponseReturnValue:
    form = NewRunForm(course_id=asked_id("course"), year=clock.today().year)
    form.offer(office_queries.all_courses(db.session(), school_ids=my_schools()))
    if form.validate_on_submit():
        my_course(form.course_id.data)
        try:
            with transaction() as session:
                run = services.create_run(
                    session,
                    course_id=form.course_id.data,
                    year=form.year.data or clock.today().year,
                    cohort=form.cohort.data,
                    by=me().id,
                    now=clock.now(),
                )
                run_id = run.id
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The draft has been created. Now fill in its notice."), "ok")
            return redirect(url_for(".change_run", run_id=run_id))
    return render_template("courses/office/run_new.html", form=form)
