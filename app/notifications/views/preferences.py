"""How I want to be written to."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.accounts.models import ConsentText
from app.clock import now, today
from app.extensions import db
from app.message_kinds import MessageChannel, Wish
from app.notifications import queries, services
from app.notifications.forms import PreferencesForm
from app.notifications.views.blueprint import bp
from app.outbox import quiet_hours
from app.unit_of_work import transaction
from app.web import me, signed_in


@bp.route("/account/messages", methods=["GET", "POST"])
@signed_in
def preferences() -> ResponseReturnValue:
    """By e-mail or by text, reminders and news; and what can't be switched off."""
    account, asked = me(), _news_text()
    reach = queries.reaches(db.session(), [account.person_id], wish=Wish.NEWS)
    hers = reach[account.person_id]
    channel = MessageChannel.TEXT if hers.by_text else MessageChannel.EMAIL
    form = PreferencesForm(
        data={
            "channel": channel.value,
            "reminders": hers.reminders,
            "news": hers.news,
        }
    )
    if form.validate_on_submit() and _kept(form, account.id, asked):
        flash(_("Saved."), "ok")
        return redirect(url_for("accounts.me"))
    return render_template(
        "notifications/preferences.html",
        form=form,
        account=me(),
        text=_news_text(),
        quiet=quiet_hours(db.session(), now=now()),
    )


def _kept(form: PreferencesForm, account_id: int, asked: ConsentText | None) -> bool:
    text_id = asked.id if asked else None
    try:
        with transaction() as session:
            services.choose(
                session,
                account_id=account_id,
                by_text=form.channel.data == MessageChannel.TEXT.value,
                reminders=form.reminders.data,
                news=form.news.data,
                asked=session.get(ConsentText, text_id) if text_id else None,
                now=now(),
            )
    except services.NoNumber as refusal:
        form.refuse(refusal)
        return False
    return True


def _news_text() -> ConsentText | None:
    """What who wants news agrees to, as it is asked today."""
    asked = accounts.consent_texts(db.session(), on=today())
    return next((text for text in asked if text.kind == Wish.NEWS.value), None)
