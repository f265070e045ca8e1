"""Inviting founders, answering an invitation, leaving a team."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.links import hash_of
from app.courses.forms.parts import text
from app.exceptions import DomainError, NotAllowed
from app.extensions import db, limiter
from app.incubation import queries, team
from app.incubation.forms import InviteForm
from app.incubation.reading import Standing
from app.incubation.views.blueprint import bp, read_venture
from app.unit_of_work import transaction
from app.web import current_language, found, me, signed_in
from app.words import words_for


def _mine(venture_id: int) -> str:
    """The title of a venture in whose team I am; 404 for any other."""
    venture, standing = read_venture(db.session(), venture_id, me())
    return found(venture.title if standing is Standing.FOUNDER else None)


@bp.route("/ventures/<int:venture_id>/invite", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@signed_in
def invite(venture_id: int) -> ResponseReturnValue:
    """Ask somebody by e-mail. The answer is the same whoever has an account."""
    title, person_id = _mine(venture_id), me().person_id
    form = InviteForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                team.invite(
                    session,
                    venture_id=venture_id,
                    by_person_id=person_id,
                    email=text(form.email),
                    language=current_language(),
                    now=clock.now(),
                )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(
                _("The invitation to %(email)s has been sent.", email=form.email.data),
                "ok",
            )
            return redirect(url_for(".venture", venture_id=venture_id))
    return render_template(
        "incubation/invite.html", form=form, title=title, venture_id=venture_id
    )


@bp.post("/ventures/<int:venture_id>/invitations/<int:invitation_id>/withdraw")
@signed_in
def withdraw_invitation(venture_id: int, invitation_id: int) -> ResponseReturnValue:
    _mine(venture_id)
    person_id = me().person_id
    try:
        with transaction() as session:
            team.withdraw_invitation(
                session,
                invitation_id=invitation_id,
                by_person_id=person_id,
                now=clock.now(),
            )
    except NotAllowed:
        abort(404)
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
    else:
        flash(_("The invitation has been cancelled."), "ok")
    return redirect(url_for(".venture", venture_id=venture_id))


@bp.post("/ventures/<int:venture_id>/leave")
@signed_in
def leave(venture_id: int) -> ResponseReturnValue:
    title, person_id = _mine(venture_id), me().person_id
    try:
        with transaction() as session:
            team.leave(
                session, venture_id=venture_id, person_id=person_id, now=clock.now()
            )
    except DomainError as refusal:
        flash(words_for(refusal), "bad")
        return redirect(url_for(".venture", venture_id=venture_id))
    flash(_("You have left “%(title)s”.", title=title), "ok")
    return redirect(url_for(".ventures"))


@bp.get("/ventures/invitation/<string:secret>")
@signed_in
def invitation(secret: str) -> ResponseReturnValue:
    """The page behind the mailed link: it only shows; its buttons answer."""
    the_invitation = found(
        queries.invitation_with_secret(db.session(), hash_of(secret))
    )
    refusal: DomainError | None = None
    try:
        team.demand_answerable(the_invitation, email=me().email, now=clock.now())
    except DomainError as refused:
        refusal = refused
    return render_template(
        "incubation/invitation.html",
        invitation=the_invitation,
        refused=words_for(refusal) if refusal else "",
        foreign=isinstance(refusal, team.InvitationForAnother),
    )


@bp.post("/ventures/invitations/<int:invitation_id>/accept")
@signed_in
def accept(invitation_id: int) -> ResponseReturnValue:
    try:
        with transaction() as session:
            founder = team.accept(
                session, invitation_id=invitation_id, account=me(), now=clock.now()
            )
            venture_id = founder.venture_id
    except DomainError as refusal:
        return _refused(refusal)
    flash(_("Welcome to the team."), "ok")
    return redirect(url_for(".venture", venture_id=venture_id))


@bp.post("/ventures/invitations/<int:invitation_id>/decline")
@signed_in
def decline(invitation_id: int) -> ResponseReturnValue:
    try:
        with transaction() as session:
            team.decline(
                session, invitation_id=invitation_id, account=me(), now=clock.now()
            )
    except DomainError as refusal:
        return _refused(refusal)
    flash(_("You have declined. The founders can see this."), "ok")
    return redirect(url_for(".ventures"))


def _refused(refusal: DomainError) -> ResponseReturnValue:
    if isinstance(refusal, team.InvitationForAnother):
        abort(404)  # its page says so to who holds the link; a guessed number doesn't
    flash(words_for(refusal), "bad")
    return redirect(url_for(".ventures"))
