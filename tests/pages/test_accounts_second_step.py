"""Signing in with a second step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.accounts.models import Account, LinkPurpose, MailedLink
from tests.support.factories.accounts import EMAIL, HASHER, PASSWORD, make_member
from tests.support.factories.factors import code_at, make_factor, wrong_code_at
from tests.support.pages import Page, PageClient
from tests.support.time import FakeClock

RIGHT = {"email": EMAIL, "password": PASSWORD}
Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def member(session: Session) -> Account:
    return make_member(session)


@pytest.fixture
def codes(session: Session, member: Account, clock: FakeClock) -> list[str]:
    """The recovery codes of a member who set it up five minutes ago."""
    made = make_factor(session, member, now=clock())
    clock.forward(minutes=5)
    return made


def half_way(visitor: PageClient, on_to: str | None = None) -> Page:
    """The right password has been given."""
    return visitor.post("accounts.login", RIGHT, follow=True, next=on_to)


@pytest.mark.usefixtures("codes")
def test_after_the_password_a_code_is_asked_for(
    visitor: PageClient, clock: FakeClock
) -> None:
    page = half_way(visitor)
    visitor.get("accounts.me", status=302)

    visitor.post("accounts.code", {"code": code_at(clock())})

    assert page.heading() == "인증번호를 적어 주세요"
    assert visitor.last.headers["Location"] == "/me"
    assert "홍길동" in visitor.get("accounts.me").words()


@pytest.mark.usefixtures("codes")
def test_one_goes_on_to_where_one_was_going(
    visitor: PageClient, clock: FakeClock
) -> None:
    half_way(visitor, on_to="/account/edit")
    to_code = visitor.url("accounts.code", next="/account/edit")

    wrong = visitor.client.post(to_code, data={"code": wrong_code_at(clock())})
    visitor.client.post(to_code, data={"code": code_at(clock())})
    visitor.get("accounts.code", status=302, next="/account/edit")

    assert wrong.status_code == 200
    assert visitor.last.headers["Location"] == "/account/edit"


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\e"])
def test_one_is_never_led_off_the_site(
    visitor: PageClient, clock: FakeClock, target: str
) -> None:
    half_way(visitor)

    visitor.post("accounts.code", {"code": code_at(clock())}, next=target)

    assert visitor.last.headers["Location"] == "/me"


@pytest.mark.usefixtures("codes")
def test_a_wrong_code_can_be_mended(visitor: PageClient, clock: FakeClock) -> None:
    half_way(visitor.in_english())

    page = visitor.post("accounts.code", {"code": wrong_code_at(clock())}, status=200)
    visitor.post("accounts.code", {"code": code_at(clock())})

    assert any("This code is wrong" in alert for alert in page.alerts())
    visitor.get("accounts.me")


def test_a_recovery_code_does_as_well_and_once(
    visitor: PageClient, codes: list[str]
) -> None:
    half_way(visitor)
    visitor.post("accounts.code", {"recovery": codes[0].lower()})
    visitor.get("accounts.me")
    visitor.post("accounts.logout")

    half_way(visitor.in_english())
    page = visitor.post("accounts.code", {"recovery": codes[0]}, status=200)

    assert any("Recovery code: This code is wrong" in a for a in page.alerts())
    visitor.get("accounts.me", status=302)


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize(
    "typed", [{}, {"code": " "}, {"code": "9" * 41}, {"recovery": "\x00" * 41}]
)
def test_nothing_typed_or_nonsense_is_asked_again(
    visitor: PageClient, typed: dict[str, str]
) -> None:
    half_way(visitor)

    page = visitor.post("accounts.code", typed, status=200)

    assert page.alerts()
    visitor.get("accounts.me", status=302)


@pytest.mark.usefixtures("codes")
def test_the_code_that_was_just_used_is_refused(
    visitor: PageClient, clock: FakeClock
) -> None:
    half_way(visitor)
    visitor.post("accounts.code", {"code": code_at(clock())})
    visitor.post("accounts.logout")

    half_way(visitor)
    page = visitor.post("accounts.code", {"code": code_at(clock())}, status=200)

    assert any("이미 쓴 인증번호" in alert for alert in page.alerts())


@pytest.mark.usefixtures("codes")
def test_after_five_wrong_codes_the_right_one_waits_too(
    visitor: PageClient, clock: FakeClock
) -> None:
    half_way(visitor)
    for _ in range(5):
        visitor.post("accounts.code", {"code": wrong_code_at(clock())}, status=200)

    page = visitor.post("accounts.code", {"code": code_at(clock())}, status=200)
    clock.forward(minutes=1)
    visitor.post("accounts.code", {"code": code_at(clock())})

    assert any("1분" in alert for alert in page.alerts())
    visitor.get("accounts.me")


@pytest.mark.usefixtures("codes")
def test_after_ten_minutes_the_password_is_asked_for_again(
    visitor: PageClient, clock: FakeClock
) -> None:
    half_way(visitor)
    clock.forward(minutes=10)

    page = visitor.post("accounts.code", {"code": code_at(clock())}, follow=True)

    assert page.heading() == "로그인"
    assert any("비밀번호를 다시" in note for note in page.notes())
    visitor.get("accounts.me", status=302)


def test_without_a_password_there_is_nothing_to_see(
    visitor: PageClient, codes: list[str]
) -> None:
    visitor.get("accounts.code", status=302)
    visitor.post("accounts.code", {"recovery": codes[0]})

    assert visitor.last.headers["Location"] == "/login"
    visitor.get("accounts.me", status=302)


@pytest.mark.usefixtures("codes")
def test_closed_or_with_a_new_password_meanwhile_she_is_not_let_in(
    visitor: PageClient, session: Session, member: Account, clock: FakeClock
) -> None:
    half_way(visitor)
    member.password_hash = HASHER.hash(PASSWORD)
    session.commit()
    visitor.post("accounts.code", {"code": code_at(clock())})
    visitor.get("accounts.me", status=302)

    half_way(visitor)
    member.disabled_at = clock()
    session.commit()
    visitor.post("accounts.code", {"code": code_at(clock())})

    visitor.get("accounts.me", status=302)


@pytest.mark.usefixtures("codes")
def test_a_new_password_alone_does_not_sign_in_either(
    visitor: PageClient, session: Session, clock: FakeClock
) -> None:
    session.add(
        MailedLink(
            purpose=LinkPurpose.RESET,
            secret_hash=hash_of("x"),
            email=EMAIL,
            payload={},
            created_at=clock(),
            expires_at=clock.instant.replace(year=2027),
        )
    )
    session.commit()

    page = visitor.post(
        "accounts.reset", {"password": "아주 새로운 비밀번호"}, secret="x", follow=True
    )
    visitor.get("accounts.me", status=302)
    visitor.post("accounts.code", {"code": code_at(clock())})

    assert page.heading() == "인증번호를 적어 주세요"
    visitor.get("accounts.me")


def test_who_has_none_is_asked_for_none(visitor: PageClient, member: Account) -> None:
    assert member.password_hash

    visitor.post("accounts.login", RIGHT)

    assert visitor.last.headers["Location"] == "/me"
    visitor.get("accounts.code", status=302)
    assert visitor.last.headers["Location"] == "/me"


@pytest.mark.usefixtures("codes")
def test_sixty_wrong_codes_from_one_place_are_enough(
    visitor: PageClient, clock: FakeClock
) -> None:
    half_way(visitor)
    for _ in range(60):
        visitor.client.post("/login/code", data={"code": "1"})

    visitor.post("accounts.code", {"code": code_at(clock())}, status=429)


@pytest.mark.usefixtures("codes")
def test_what_the_sign_in_page_carries_goes_through_the_second_step(
    visitor: PageClient, clock: FakeClock
) -> None:
    """Typed before a session ended, it is sent on afterwards: nothing is lost."""
    sent = {**RIGHT, "carried": ['<b>"typed"</b>', "twice"]}
    visitor.post("accounts.login", sent, status=307, next="/account")
    to_code = visitor.last.headers["Location"]

    asked = visitor.client.post(to_code, data=sent)
    wrong = visitor.client.post(
        to_code, data={"code": wrong_code_at(clock()), "carried": sent["carried"]}
    )

    for answer in (asked, wrong):
        page = Page(answer.get_data(as_text=True), "lxml")
        kept = page.select("input[type=hidden][name=carried]")
        assert [field["value"] for field in kept] == ['<b>"typed"</b>', "twice"]
        assert not page.select("[name=password], [name=email]")
    assert "맞지 않아요" not in asked.get_data(as_text=True)
