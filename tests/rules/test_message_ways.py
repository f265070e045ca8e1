"""By which way somebody is told, and what she may do without."""

from __future__ import annotations

import pytest

from app.message_kinds import KINDS, MessageChannel, MessageKind, Wish, kind_of
from app.notifications.ways import Reach, Way, wants, way_to

SHORT, LONG = MessageKind(text=True), MessageKind()
MAIL = Way(MessageChannel.EMAIL, "kim@example.org")
TEXT = Way(MessageChannel.TEXT, "01012345678")


def reach(email: bool = True, mobile: bool = True, by_text: bool = False) -> Reach:
    return Reach(
        email=MAIL.address if email else None,
        mobile=TEXT.address if mobile else None,
        by_text=by_text,
    )


@pytest.mark.parametrize(
    ("who", "kind", "way"),
    [
        (reach(), SHORT, MAIL),
        (reach(by_text=True), SHORT, TEXT),
        (reach(by_text=True), LONG, MAIL),
        (reach(by_text=True, mobile=False), SHORT, MAIL),
        (reach(email=False), SHORT, TEXT),
        (reach(email=False), LONG, None),
        (reach(email=False, mobile=False), SHORT, None),
    ],
)
def test_the_way_is_hers_where_there_is_one(
    who: Reach, kind: MessageKind, way: Way | None
) -> None:
    assert way_to(who, kind) == way


def test_only_reminders_and_news_can_be_switched_off() -> None:
    silent = Reach("a@example.org", None, reminders=False, news=False)
    keen = Reach("a@example.org", None, reminders=True, news=True)

    for wish in (None, *Wish):
        kind = MessageKind(wish=wish)
        assert wants(keen, kind)
        assert wants(silent, kind) is (wish is None)


def test_what_answers_somebody_and_what_is_urgent_never_waits() -> None:
    now = ("sign-up", "reset", "enrollment_confirmed", "enrollment_waiting")

    assert not [each for each in (*now, "run_cancelled") if KINDS[each].can_wait]
    assert not kind_of("unknown").can_wait
