"""A school's people: found, entered, corrected, and given a code."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import access_log, policy
from app.access_log import Act
from app.accounts import queries as accounts
from app.accounts.models import Person
from app.accounts.permissions import Permission
from app.clock import now, today
from app.exceptions import DomainError
from app.extensions import db
from app.formats import phone
from app.places import queries as places
from app.privacy.people import claiming, entering, queries
from app.privacy.people.claim_code import hash_of, new_code
from app.privacy.people.forms import ANOTHER, NewPersonForm, PersonForm
from app.privacy.people.views import blueprint as desk
from app.privacy.people.views.blueprint import A_PAGE, bp
from app.unit_of_work import transaction
from app.web import asked_id, asked_text, found, me, permission_required
from app.words import words_for


@bp.get("/office/people")
@permission_required(Permission.COORDINATE)
def office() -> ResponseReturnValue:
    """The school's people, newest first; found by name or last four digits."""
    sought, after = asked_text("q"), asked_id("after")
    rows = queries.people(
        db.session(),
        school_ids=desk.office().school_ids or (),
        sought=sought,
        after=after,
        limit=A_PAGE + 1,
    )
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    shown = [person.id for person in rows]
    access_log.note(shown, act=Act.SEARCH if sought else Act.VIEW)
    return render_template(
        "people/office.html",
        people=rows,
        sought=sought,
        next_url=url_for(".office", q=sought or None, after=shown[-1])
        if more
        else None,
        first_url=url_for(".office", q=sought or None) if after else None,
    )


@bp.route("/office/people/new", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def new() -> ResponseReturnValue:
    """Somebody who came by or called; who is alike is shown before she is entered."""
    reading = db.session()
    own = desk.office().school_ids or frozenset()
    schools = places.schools(reading, ids=own)
    found(schools or None)
    form = NewPersonForm(
        districts=places.districts(reading),
        asked=accounts.consent_texts(reading, on=today()),
        schools=schools,
        today=today(),
        adult_age=policy.figure(reading, "adult_age", on=today()),
        now=now(),
    )
    alike: Sequence[Person] = ()
    if form.validate_on_submit():
        alike = queries.alike_of_schools(reading, form.entry().details, school_ids=own)
        answer = _entered(form, {str(person.id): person.id for person in alike})
        if answer is not None:
            return answer
        alike = queries.alike_of_schools(
            db.session(), form.entry().details, school_ids=own
        )
        access_log.note((person.id for person in alike), act=Act.SEARCH)
    return render_template("people/new.html", form=form, alike=alike, another=ANOTHER)


def _entered(form: NewPersonForm, alike: dict[str, int]) -> ResponseReturnValue | None:
    """Enter her, or note what she agreed to besides; None where staff must say
    first whether she is one of the alike."""
    seen = {alike[one] for one in request.form.getlist("seen") if one in alike}
    agreed = form.agreed_to(me().id)
    known = alike.get(form.same.data or "")
    try:
        with transaction() as session:
            if known is not None:
                entering.note_consents(session, known, agreed, now=now())
                person_id = known
            else:
                another = seen if form.same.data == ANOTHER else set()
                person_id = entering.enter(
                    session,
                    form.entry(),
                    agreed,
                    school_id=form.school.data,
                    known_in=desk.office().school_ids or (),
                    another_than=another,
                    now=now(),
                ).id
    except DomainError as refusal:
        form.refuse(refusal)
        return None
    access_log.note([person_id], act=Act.CHANGE)
    flash(
        _("The consent has been noted. Nobody was entered twice.")
        if known
        else _("The person has been entered."),
        "ok",
    )
    run_id = asked_id("run")
    if run_id is not None:  # she called to apply for it: back to where staff came from
        return redirect(url_for(".take_down", run_id=run_id, person_id=person_id))
    return redirect(url_for(".person", person_id=person_id))


@bp.get("/office/people/<int:person_id>")
@permission_required(Permission.COORDINATE)
def person(person_id: int) -> ResponseReturnValue:
    """What the school keeps of her: details, consents, classes, her code."""
    reading, somebody = db.session(), _hers(person_id)
    consents = queries.consents_told(reading, person_id)
    told_to = {one.by_account_id for one in consents if one.by_account_id is not None}
    access_log.note([person_id])
    return render_template(
        "people/person.html",
        person=somebody,
        consents=consents,
        staff=queries.names_of(reading, told_to),
        classes=queries.classes_of(
            reading, person_id, school_ids=desk.office().school_ids or ()
        ),
        code=None if somebody.account else queries.live_code(reading, person_id),
        now=now(),
    )


@bp.route("/office/people/<int:person_id>/edit", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def correct(person_id: int) -> ResponseReturnValue:
    """Mend what was mistyped of somebody who has no account."""
    reading, somebody = db.session(), _hers(person_id)
    access_log.note([person_id])
    if somebody.account is not None:
        flash(words_for(entering.HasAccount()), "warn")
        return redirect(url_for(".person", person_id=person_id))
    born = somebody.birth_date
    form = PersonForm(
        districts=places.districts(reading),
        today=today(),
        adult_age=policy.figure(reading, "adult_age", on=today()),
        data={
            "name": somebody.name,
            "birth_date": f"{born:%Y%m%d}" if born else "",
            "mobile": phone(somebody.mobile),
            "district": somebody.district_code,
            "email": somebody.email,
        },
    )
    if form.validate_on_submit():
        by = me().id
        try:
            with transaction() as session:
                entering.correct(session, person_id, form.entry(), by=by, now=now())
        except entering.HasAccount as refusal:
            flash(words_for(refusal), "warn")
        else:
            flash(_("Saved."), "ok")
        return redirect(url_for(".person", person_id=person_id))
    return render_template("people/correct.html", form=form, person_id=person_id)


@bp.route("/office/people/<int:person_id>/code", methods=["GET", "POST"])
@permission_required(Permission.COORDINATE)
def code(person_id: int) -> ResponseReturnValue:
    """What a code is for; and a new one, on a page to print. It is shown once."""
    somebody = _hers(person_id)
    access_log.note([person_id])
    if somebody.account is not None:
        flash(words_for(entering.HasAccount()), "warn")
        return redirect(url_for(".person", person_id=person_id))
    if request.method == "GET":
        earlier = queries.live_code(db.session(), person_id)
        return render_template("people/code.html", person=somebody, earlier=earlier)
    written, by = new_code(secrets.randbits), me().id
    try:
        with transaction() as session:
            made = claiming.make_code(
                session,
                person_id,
                code_hash=hash_of(written, key=current_app.config["SECRET_KEY"]),
                by=by,
                now=now(),
            )
            until = made.expires_at
    except entering.HasAccount as refusal:
        flash(words_for(refusal), "warn")
        return redirect(url_for(".person", person_id=person_id))
    return render_template(
        "people/code_new.html",
        person=_hers(person_id),
        code=written,
        until=until,
        address=current_app.config["PUBLIC_URL"] + url_for(".claim"),
    )


def _hers(person_id: int) -> Person:
    return found(
        queries.person_of_schools(
            db.session(), person_id, school_ids=desk.office().school_ids
        )
    )
