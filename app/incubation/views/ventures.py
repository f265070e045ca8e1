"""My ventures, beginning one, and a venture's page."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app import clock
from app.accounts.models import Account
from app.accounts.permissions import Permission, Role
from app.certificates.models import Certificate
from app.courses.forms.parts import text
from app.courses.queries import trades
from app.exceptions import DomainError
from app.extensions import db
from app.formats import local
from app.incubation import labels, lists, page, queries, services
from app.incubation.conditions import Situation
from app.incubation.forms import BeginForm, StepForm, step_form
from app.incubation.models import Venture
from app.incubation.reading import Standing
from app.incubation.stages import BEFORE_MEETING, BEFORE_NOTICE, ENDED
from app.incubation.views.blueprint import bp, read_venture
from app.places.queries import districts
from app.unit_of_work import transaction
from app.web import asked_id, found, me, permission_required, signed_in

A_PAGE = 20
RESTING = ("hold", "stop")
"""Steps that stand apart, at the foot of the card."""


@bp.app_template_global()
def venture_in_hand() -> Venture | None:
    """What the reader prepares already, so that no page asks her to begin one."""
    mine = queries.ventures_of(db.session(), me().person_id)
    return next((venture for venture in mine if venture.stage not in ENDED), None)


@bp.get("/ventures")
@signed_in
def ventures() -> ResponseReturnValue:
    """My ventures and invitations; for a mentor, her schools' ventures too."""
    session, account, now = db.session(), me(), clock.now()
    person_id, email = account.person_id, account.email
    mentors = account.school_ids(Role.MENTOR)
    after = lists.Cursor.read(request.args.get("after", ""))
    accompanied = (
        lists.ventures_of_schools(session, mentors, after=after, limit=A_PAGE + 1)
        if mentors
        else ()
    )
    return render_template(
        "incubation/ventures.html",
        mine=queries.ventures_of(session, person_id),
        invitations=queries.open_invitations(session, email=email, now=now),
        certificates=queries.valid_certificates(session, person_id),
        prepared=queries.prepared_by(session, person_id),
        accompanies=bool(mentors),
        accompanied=accompanied[:A_PAGE],
        next_url=next_page("incubation.ventures", accompanied),
        after=after,
        stages=labels.STAGES,
        coordinates=account.can(Permission.COORDINATE),
    )


def next_page(endpoint: str, ventures: Any) -> str | None:
    """The address of what comes after a full page."""
    if len(ventures) <= A_PAGE:
        return None
    last = ventures[A_PAGE - 1]
    return url_for(endpoint, after=lists.Cursor(lists.rank_of(last), last.id))


@bp.route("/ventures/new", methods=["GET", "POST"])
@permission_required(Permission.LEARN)
def begin() -> ResponseReturnValue:
    """Begin a venture from one of my certificates."""
    account, person_id = me().id, me().person_id
    certificate_id = found(asked_id("certificate"))
    certificate = found(
        queries.valid_certificate(db.session(), certificate_id, person_id=person_id)
    )
    form = _begin_form(db.session(), certificate)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                venture = services.begin(
                    session,
                    person_id=person_id,
                    certificate_id=certificate_id,
                    title=text(form.title),
                    idea=text(form.idea),
                    trade_id=form.trade.data,
                    district_code=form.district.data,
                    account_id=account,
                    now=clock.now(),
                )
                venture_id = venture.id
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your venture has begun. Now find people to join you."), "ok")
            return redirect(url_for(".venture", venture_id=venture_id))
    prepared = queries.prepared_by(db.session(), person_id)
    return render_template("incubation/begin.html", form=form, prepared=prepared)


def _begin_form(session: Session, certificate: Certificate) -> BeginForm:
    """Trade and district are those of the course, until something else is chosen."""
    form = BeginForm(
        trade=certificate.run.course.trade_id,
        district=certificate.school.district_code,
    )
    form.trade.choices = [SelectChoice(t.id, local(t, "name")) for t in trades(session)]
    form.district.choices = [
        SelectChoice(d.code, local(d, "name")) for d in districts(session)
    ]
    return form


@bp.get("/ventures/<int:venture_id>")
@signed_in
def venture(venture_id: int) -> ResponseReturnValue:
    """The path, the task in hand with its form, the team, deadlines, the log."""
    session = db.session()
    the_venture, standing = read_venture(session, venture_id, me())
    return render_template(
        "incubation/venture.html", **shown(session, the_venture, standing, me())
    )


def shown(
    session: Session, venture: Venture, standing: Standing, account: Account
) -> dict[str, Any]:
    """All that the venture's page shows this reader."""
    now = clock.now()
    situation = services.situation_of(session, venture, now=now)
    figures, facts = situation.figures, situation.facts
    choices = page.choices_for(venture, standing, situation)
    main = page.main_of(choices)
    waiting, expired = page.waiting_for(venture, now)
    return {
        "venture": venture,
        "standing": standing,
        "founders": [f for f in venture.founders if f.left_at is None],
        "my_person_id": account.person_id,
        "figures": figures,
        "path": page.path_of(venture, figures),
        "guidance": [
            labels.told(text, figures) for text in labels.GUIDANCE[venture.standing]
        ],
        "main": main,
        "form": _form_of(main, situation),
        "others": [c for c in choices if c is not main and c.action not in RESTING],
        "resting": [c for c in choices if c.action in RESTING],
        "countdown": page.countdown_of(venture, figures, clock.today()),
        "reckoned": page.reckon(facts, figures),
        "waiting": waiting,
        "expired": expired,
        "log": page.log_of(venture, standing),
        "may_invite": venture.stage in BEFORE_NOTICE,
        "may_leave": venture.standing in BEFORE_MEETING,
        "stages": labels.STAGES,
        "article_items": labels.ARTICLE_ITEMS,
        "filing_papers": labels.FILING_PAPERS,
    }


def _form_of(choice: page.Choice | None, situation: Situation) -> StepForm | None:
    if choice is None or not choice.asks:
        return None
    return step_form(choice.step, situation.facts)
