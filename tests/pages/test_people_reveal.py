"""The school's people are masked, and shown whole after a press that is noted."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, Act
from app.accounts.models import Account
from app.places.models import School
from tests.support.factories.people import make_person
from tests.support.pages import PageClient

Pages = Callable[[Account | None], PageClient]


def test_the_schools_people_are_masked_until_a_press(
    session: Session, pages: Pages, coordinator: Account, school: School
) -> None:
    person = make_person(session, "홍길동", entered_by_school_id=school.id)
    client = pages(coordinator)
    path = client.url("people.person", person_id=person.id)
    assert client.open(path).heading() == "홍*동"

    client.post("accounts.reveal", {"next": path, "do": "show"})

    assert client.open(path).heading() == "홍길동"
    acts = session.scalars(select(AccessEntry.act).order_by(AccessEntry.id)).all()
    assert acts[-1] is Act.REVEAL
    assert "홍*동" in client.get("people.office").words()
