"""An offer answered: by the mailed link without signing in, or from her own page."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts.links import hash_of
from app.accounts.masking import mask_name
from app.accounts.permissions import Permission
from app.enrollment import queries, services
from app.enrollment.forms import offers as forms  # noqa: F401 - the refusals' words
from app.enrollment.offer_models import Offer
from app.enrollment.offers import OfferOutcome, OfferRefused, Settled, is_late
from app.enrollment.views.blueprint import bp
from app.extensions import db
from app.unit_of_work import transaction
from app.web import found, me, permission_required, public
from app.words import words_for

Answer = Callable[..., Offer]


def _behind(secret: str) -> Offer:
    return found(queries.offer_by_secret(db.session(), hash_of(secret)))


@bp.get("/offers/<secret>")
@public
def offer(secret: str) -> ResponseReturnValue:
    """What is offered, until when, and two buttons. Opening it answers nothing: mail
    scanners follow links. Never cached: it shows how the offer stands now."""
    offer = _behind(secret)
    answer = make_response(
        render_template(
            "enrollment/offer.html",
            secret=secret,
            offer=offer,
            place=offer.enrollment,
            run=offer.enrollment.run,
            name=mask_name(offer.enrollment.person.name),
            late=offer.outcome is None and is_late(offer.deadline_at, clock.now()),
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/offers/<secret>/accept")
@public
def accept_offer(secret: str) -> ResponseReturnValue:
    return _answer_by_link(secret, services.accept)


@bp.post("/offers/<secret>/decline")
@public
def decline_offer(secret: str) -> ResponseReturnValue:
    return _answer_by_link(secret, services.decline)


def _answer_by_link(secret: str, answer: Answer) -> ResponseReturnValue:
    """However often it is pressed, the page says in words how the offer stands."""
    _press(answer, _behind(secret).enrollment_id, Settled.LINK)
    return redirect(url_for(".offer", secret=secret))


@bp.post("/me/enrollments/<int:enrollment_id>/accept")
@permission_required(Permission.LEARN)
def accept_mine(enrollment_id: int) -> ResponseReturnValue:
    return _answer_mine(enrollment_id, services.accept)


@bp.post("/me/enrollments/<int:enrollment_id>/decline")
@permission_required(Permission.LEARN)
def decline_mine(enrollment_id: int) -> ResponseReturnValue:
    return _answer_mine(enrollment_id, services.decline)


def _answer_mine(enrollment_id: int, answer: Answer) -> ResponseReturnValue:
    found(queries.own_enrollment(db.session(), enrollment_id, person_id=me().person_id))
    outcome = _press(answer, enrollment_id, Settled.SIGNED_IN)
    if outcome is OfferOutcome.ACCEPTED:
        flash(_("The seat is yours."), "ok")
    elif outcome is OfferOutcome.DECLINED:
        flash(_("You declined the seat. It was offered to the next person."), "ok")
    return redirect(url_for(".show", enrollment_id=enrollment_id))


def _press(answer: Answer, enrollment_id: int, how: Settled) -> OfferOutcome | None:
    """Answer, or flash why that can't be done. None where it was refused."""
    try:
        with transaction() as session:
            settled = answer(
                session, enrollment_id=enrollment_id, how=how, now=clock.now()
            )
            return settled.outcome
    except OfferRefused as refusal:
        flash(words_for(refusal), "bad")
        return None
