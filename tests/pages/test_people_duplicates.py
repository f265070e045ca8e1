"""Pairs that look like one person: proposed, merged, told apart, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access_log import AccessEntry, Act
from app.accounts.models import Account, Person
from app.places.models import School
from app.privacy.people.models import DifferentPeople, PersonMerge
from tests.support.factories.courses import make_run
from tests.support.factories.enrollment import make_enrollment
from tests.support.factories.entered import BORN, make_entered
from tests.support.factories.people import make_account, make_person
from tests.support.pages import Page, PageClient

Pages = Callable[[Account | None], PageClient]


class Twins:
    """One entered, and one who signed up and applied: the same person."""

    def __init__(self, session: Session, school: School, by: Account) -> None:
        self.entered = make_entered(session, school, by)
        self.account = make_account(session, "오 순자", birth_date=BORN)
        self.place = make_enrollment(session, make_run(session), self.account.person)

    @property
    def ids(self) -> dict[str, Any]:
        return {"first": self.entered.id, "second": self.account.person_id}


@pytest.fixture
def twins(session: Session, school: School, coordinator: Account) -> Twins:
    return Twins(session, school, coordinator)


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def proposed(page: Page) -> list[str]:
    return [str(a["href"]) for a in page.select("main .list a")]


def test_a_pair_is_proposed_masked_with_what_is_the_same(
    office: PageClient, twins: Twins
) -> None:
    page = office.get("people.duplicates")

    first, second = twins.ids.values()
    assert proposed(page) == [f"/office/people/duplicates/{first}/{second}"]
    assert "이름, 생년월일" in page.words()
    assert "오순자" not in page.words()


def test_a_pair_of_which_one_is_elsewhere_is_the_administrators(
    pages: Pages,
    office: PageClient,
    session: Session,
    school: School,
    coordinator: Account,
    administrator: Account,
) -> None:
    entered = make_entered(session, school, coordinator)
    stranger = make_person(session, "오순자", birth_date=BORN)
    pair: dict[str, Any] = {"first": entered.id, "second": stranger.id}

    hers = office.get("people.duplicates")
    everybodys = pages(administrator).get("people.all_duplicates")

    assert proposed(hers) == []
    assert proposed(everybodys) == [f"/people/duplicates/{entered.id}/{stranger.id}"]
    office.get("people.pair", status=404, **pair)
    office.post("people.merge", status=404, **pair)
    office.post("people.apart", status=404, **pair)


def test_the_list_is_paged_by_the_database(
    pages: Pages, session: Session, administrator: Account
) -> None:
    for number in range(31):
        for _ in range(2):
            make_person(session, f"짝{number}", mobile=f"0109{number:07d}")
    admin = pages(administrator)

    first = admin.get("people.all_duplicates")
    statements = len(admin.statements)
    second = admin.open(str(first.select("a[rel=next]")[0]["href"]))

    assert len(proposed(first)) == 30
    assert len(proposed(second)) == 1
    assert not set(proposed(first)) & set(proposed(second))
    assert statements <= 8, admin.statements


@pytest.mark.parametrize("after", ["", "x", "1", "1-", "99999999999-1", "4294967296-1"])
def test_odd_places_in_the_list_are_its_beginning(
    office: PageClient, twins: Twins, after: str
) -> None:
    assert len(proposed(office.get("people.duplicates", after=after))) == 1


def test_the_preview_says_what_moves_and_who_is_kept(
    office: PageClient, session: Session, twins: Twins
) -> None:
    page = office.get("people.pair", **twins.ids)

    assert "동의" in page.words()
    assert page.words().index("남는 기록") < page.words().index("합쳐지는 기록")
    assert "두 기록 합치기" in page.words()
    assert session.scalars(select(AccessEntry.act)).all() == [Act.VIEW]


def test_a_merge_leads_to_what_moved_and_can_be_undone_there(
    office: PageClient, session: Session, twins: Twins
) -> None:
    page = office.post("people.merge", follow=True, **twins.ids)
    done = session.scalars(select(PersonMerge)).one()
    assert done.kept_id == twins.account.person_id
    assert "동의" in page.words()
    assert proposed(office.get("people.duplicates")) == []
    assert len(office.get("people.merges").select("main .list a")) == 1
    office.get("people.person", status=404, person_id=twins.entered.id)

    page = office.post("people.undo", follow=True, merge_id=done.id)

    assert "되돌렸어요" in page.words()
    assert session.get_one(Person, twins.entered.id).merged_into_id is None
    assert len(proposed(office.get("people.duplicates"))) == 1


def test_a_change_since_forbids_undoing_and_the_page_says_which(
    office: PageClient, session: Session, twins: Twins, coordinator: Account
) -> None:
    place = make_enrollment(session, make_run(session), twins.entered)
    office.post("people.merge", **twins.ids)
    done = session.scalars(select(PersonMerge)).one()
    session.refresh(place)
    place.end_reason = "전화로 확인"
    session.commit()

    page = office.get("people.merged", merge_id=done.id)
    after = office.post("people.undo", follow=True, merge_id=done.id)

    assert "1개 바뀜" in page.words()
    assert not page.select("main form")
    assert after.alerts()
    session.refresh(done)
    assert done.undone_at is None


def test_a_refused_merge_offers_no_button_and_does_nothing(
    office: PageClient, session: Session, twins: Twins
) -> None:
    make_enrollment(session, twins.place.run, twins.entered)

    page = office.get("people.pair", **twins.ids)
    after = office.post("people.merge", follow=True, **twins.ids)

    assert "같은 개설강좌" in " ".join(page.notes())
    assert "두 기록 합치기" not in page.words()
    assert "같은 개설강좌" in " ".join(after.alerts())
    assert session.scalars(select(PersonMerge)).all() == []


def test_two_different_people_are_not_proposed_again(
    office: PageClient,
    pages: Pages,
    session: Session,
    twins: Twins,
    administrator: Account,
) -> None:
    for _press in range(2):
        office.post("people.apart", **twins.ids)

    assert proposed(office.get("people.duplicates")) == []
    assert proposed(pages(administrator).get("people.all_duplicates")) == []
    assert len(session.scalars(select(DifferentPeople)).all()) == 1


def test_an_administrator_merges_and_undoes_anybodys(
    pages: Pages, session: Session, twins: Twins, administrator: Account
) -> None:
    admin = pages(administrator)
    admin.get("people.all_pair", **twins.ids)

    admin.post("people.all_merge", follow=True, **twins.ids)
    done = session.scalars(select(PersonMerge)).one()
    admin.get("people.all_merges")
    admin.post("people.all_undo", follow=True, merge_id=done.id)

    session.refresh(done)
    assert done.undone_by == administrator.id
    admin.get("accounts.person", person_id=twins.entered.id)


def test_strangers_see_no_pair_and_no_merge(
    pages: Pages,
    office: PageClient,
    session: Session,
    twins: Twins,
    other_coordinator: Account,
    learner: Account,
) -> None:
    office.post("people.merge", **twins.ids)
    done = session.scalars(select(PersonMerge)).one()
    stranger = pages(other_coordinator)

    assert not stranger.get("people.merges").select("main .list a")
    stranger.get("people.merged", status=404, merge_id=done.id)
    stranger.post("people.undo", status=404, merge_id=done.id)
    pages(learner).get("people.duplicates", status=403)
    pages(learner).get("people.all_duplicates", status=403)
    stranger.get("people.all_merges", status=403)
    pages(None).get("people.merges", status=302)


def test_one_person_is_no_pair(office: PageClient, twins: Twins) -> None:
    one = twins.entered.id

    office.get("people.pair", status=404, first=one, second=one)
    office.get("people.pair", status=404, first=one, second=999999)


@pytest.mark.parametrize("endpoint", ["people.duplicates", "people.merges"])
def test_the_lists_speak_english(
    office: PageClient, twins: Twins, endpoint: str
) -> None:
    page = office.in_english().get(endpoint)

    assert page.heading() in ("Possible duplicates", "Merged records")
