"""The public register of enterprises that came out of the schools."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.courses.queries import trades
from app.extensions import db
from app.incubation import labels, lists
from app.incubation.views.blueprint import bp
from app.places.queries import districts
from app.web import asked_id, asked_text, found, public

A_PAGE = 20


@bp.get("/enterprises")
@public
def enterprises() -> ResponseReturnValue:
    session = db.session()
    district, trade = asked_text("district"), asked_text("trade")
    after = asked_id("after")
    listed = lists.enterprises(
        session, district=district, trade=trade, after=after, limit=A_PAGE + 1
    )
    chosen: dict[str, Any] = {"district": district or None, "trade": trade or None}
    more = len(listed) > A_PAGE
    return render_template(
        "incubation/enterprises.html",
        enterprises=listed[:A_PAGE],
        districts=districts(session),
        trades=trades(session),
        district=district,
        trade=trade,
        next_url=url_for(".enterprises", after=listed[A_PAGE - 1].id, **chosen)
        if more
        else None,
        first_url=url_for(".enterprises", **chosen) if after else None,
        legal_forms=labels.LEGAL_FORMS,
    )


@bp.get("/enterprises/<int:enterprise_id>")
@public
def enterprise(enterprise_id: int) -> ResponseReturnValue:
    the_enterprise = found(lists.enterprise(db.session(), enterprise_id))
    return render_template(
        "incubation/enterprise.html",
        enterprise=the_enterprise,
        legal_forms=labels.LEGAL_FORMS,
    )
