"""Requests as staff see and answer them (administrators)."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log
from app.access_log import Act
from app.accounts.models import Person
from app.accounts.permissions import Permission
from app.clock import now, today
from app.exceptions import DomainError
from app.extensions import db
from app.privacy import composition, deciding, queries, services
from app.privacy.forms import DecisionForm, ReasonForm, TakenDownForm
from app.privacy.models import PrivacyRequest
from app.privacy.rules import FileGone, RequestKind, RequestState, Way
from app.privacy.views.blueprint import bp
from app.privacy.views.mine import content_of
from app.unit_of_work import transaction
from app.web import asked_id, found, me, permission_required
from app.words import words_for

A_PAGE = 30


@bp.get("/people/requests")
@permission_required(Permission.ADMINISTER)
def requests() -> ResponseReturnValue:
    """Open ones by their last day, then the answered."""
    session, after = db.session(), asked_id("after")
    start = session.get(PrivacyRequest, after) if after else None
    rows = queries.all_requests(session, after=start, limit=A_PAGE + 1)
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    access_log.note(row.person_id for row in rows)
    return render_template(
        "privacy/requests.html",
        requests=rows,
        overdue=queries.overdue(session, today=today()),
        today=today(),
        next_url=url_for(".requests", after=rows[-1].id) if more else None,
        first_url=url_for(".requests") if after else None,
    )


@bp.route("/people/requests/<int:request_id>", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def request_page(request_id: int) -> ResponseReturnValue:
    """One request, what it would do, and the decision."""
    asked = found(queries.request(db.session(), request_id))
    access_log.note([asked.person_id])
    form = DecisionForm()
    if form.validate_on_submit():
        by = me().id
        try:
            with transaction() as session:
                deciding.decide(
                    session,
                    request_id=request_id,
                    grant=form.decision.data == "grant",
                    answer=form.answer.data or "",
                    by=by,
                    now=now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
            asked = found(queries.request(db.session(), request_id))
        else:
            flash(_("Your decision is recorded."), "ok")
            return redirect(url_for(".request_page", request_id=request_id))
    return render_template("privacy/request.html", form=form, **_facts(asked))


def _facts(asked: PrivacyRequest) -> dict[str, object]:
    """What the page of a request shows besides its form."""
    session, is_open = db.session(), asked.state is RequestState.OPEN
    stays = is_open and asked.kind is RequestKind.ERASE
    born = asked.wanted.get("birth_date")
    has_file = asked.file_until is not None and asked.file_until > now()
    return {
        "asked": asked,
        "today": today(),
        "wanted_born": date.fromisoformat(born) if born else None,
        "kept": composition.kept(session, asked.person_id, now=now()) if stays else [],
        "obstacles": composition.obstacles(session, asked.person_id, now=now())
        if stays or (is_open and asked.kind is RequestKind.STOP)
        else [],
        "file_form": ReasonForm() if has_file and asked.way is not Way.ONLINE else None,
    }


@bp.post("/people/requests/<int:request_id>/file")
@permission_required(Permission.ADMINISTER)
def request_file(request_id: int) -> ResponseReturnValue:
    """The file for somebody without an account, to be handed to her: with a reason."""
    asked = found(queries.request(db.session(), request_id))
    if asked.way is Way.ONLINE:  # she fetches it herself, and nobody else does
        found(None)
    form = ReasonForm()
    content = content_of(asked) if form.validate_on_submit() else None
    if content is None:
        refused = words_for(FileGone()) if form.reason.data else form.reason.errors[0]
        flash(str(refused), "bad")
        return redirect(url_for(".request_page", request_id=request_id))
    access_log.note([asked.person_id], act=Act.EXPORT, reason=form.reason.data or "")
    return content


@bp.route("/people/<int:person_id>/requests/new", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def take_down(person_id: int) -> ResponseReturnValue:
    """A request that came by phone, by letter or at the office."""
    person = found(db.session.get(Person, person_id))
    access_log.note([person_id])
    form = TakenDownForm(today=today(), data={"asked_on": f"{today():%Y%m%d}"})
    if form.validate_on_submit():
        try:
            request_id = _taken_down(form, person_id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("The request is entered."), "ok")
            return redirect(url_for(".request_page", request_id=request_id))
    return render_template("privacy/take_down.html", form=form, person=person)


def _taken_down(form: TakenDownForm, person_id: int) -> int:
    by = me().id
    with transaction() as session:
        asked = services.ask(
            session,
            person_id=person_id,
            kind=RequestKind(form.kind.data),
            way=Way(form.way.data),
            asked_on=form.day_of(form.asked_on.data or ""),
            wish=form.wish.data or "",
            wanted=form.wanted,
            by=by,
            now=now(),
        )
        session.flush()
        return asked.id
