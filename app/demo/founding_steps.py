"""What the demo's ventures did on which day, with numbers that could be real."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from app.incubation.stages import Actor
from app.seoul import SEOUL, seoul_date

Taken = tuple[str, int, Actor, dict[str, Any], str]
"""A step: action, days since the beginning, by whom, what was answered, a note."""
Day = Callable[[int], date]

MENDING_IDEA = "시장 안에 수선집을 열고, 봉제공장의 수선 일감을 나눠 맡아요."
FOUNDER, OFFICE = Actor.FOUNDER, Actor.COORDINATOR


def steps_to_articles() -> list[Taken]:
    """Up to the articles of association, which are being written."""
    model = {
        "customers": "혼자 사는 어르신, 동네 집주인, 복지관",
        "value": "가까이 사는 이웃이 하루 안에 와서 꼼꼼하게 고쳐요.",
    }
    plan = {"fixed_won": 1_800_000, "price_won": 350_000, "variable_won": 140_000}
    return [
        ("finish_idea", 2, FOUNDER, {}, ""),
        ("finish_team", 6, FOUNDER, {}, ""),
        ("finish_model", 15, FOUNDER, model, ""),
        ("finish_plan", 30, FOUNDER, plan, ""),
    ]


def steps_to_filing(begun: datetime) -> list[Taken]:
    """Up to the filing, whose answer the district office owes."""

    def day(number: int) -> date:
        return seoul_date(begun + timedelta(days=number))

    model = {
        "customers": "이사하는 집, 동네 부동산, 작은 가게",
        "value": "하루 만에 끝내고 뒷정리까지 해 드려요.",
    }
    plan = {"fixed_won": 1_500_000, "price_won": 420_000, "variable_won": 170_000}
    articles = {
        "name": "은평 새벽지 협동조합",
        "address": "서울특별시 은평구 시범로 34",
        "share_won": 50_000,
        "all_items": True,
        "all_signed": True,
    }
    return [
        ("finish_idea", 1, FOUNDER, {}, ""),
        ("finish_team", 3, FOUNDER, {}, ""),
        ("finish_model", 5, FOUNDER, model, ""),
        ("finish_plan", 8, FOUNDER, plan, ""),
        ("write_articles", 10, FOUNDER, articles, ""),
        *_quick_meeting(day),
        ("file", 24, FOUNDER, {"filed_on": day(24), "all_papers": True}, ""),
    ]


def _quick_meeting(day: Day) -> list[Taken]:
    notice = {
        "notice_on": day(11),
        "meeting_at": datetime.combine(day(20), time(14), tzinfo=SEOUL),
        "venue": "은평 동네기술센터 2층",
        "agenda": "정관, 사업계획과 예산, 임원 선출, 설립 경비",
    }
    meeting = {
        "consenters": 6,
        "last_consent_at": datetime.combine(day(19), time(18), tzinfo=SEOUL),
        "attended": 6,
        "in_favour": 6,
        "directors": 3,
        "auditors": 1,
    }
    return [
        ("give_notice", 11, FOUNDER, notice, ""),
        ("record_meeting", 21, FOUNDER, meeting, ""),
    ]


def steps_to_operation(begun: datetime) -> list[Taken]:
    """The whole way, from the idea to the open shop."""

    def day(number: int) -> date:
        return seoul_date(begun + timedelta(days=number))

    return [
        *_up_to_the_plan(),
        *_up_to_the_meeting(day),
        *_up_to_registration(day),
        *_up_to_opening(day),
    ]


def _up_to_the_plan() -> list[Taken]:
    model = {
        "customers": "시장 손님, 봉제공장, 교복을 물려 입는 집",
        "value": "맡긴 날 바로 찾아가는 수선, 미리 알려 드리는 값",
    }
    plan = {"fixed_won": 1_800_000, "price_won": 12_000, "variable_won": 3_000}
    return [
        ("finish_idea", 3, FOUNDER, {}, ""),
        ("finish_team", 9, FOUNDER, {}, ""),
        ("finish_model", 20, FOUNDER, model, ""),
        ("finish_plan", 32, FOUNDER, plan, ""),
    ]


def _up_to_the_meeting(day: Day) -> list[Taken]:
    articles = {
        "name": "금천 다시옷 협동조합",
        "address": "서울특별시 금천구 시범로 12",
        "share_won": 100_000,
        "all_items": True,
        "all_signed": True,
    }
    notice = {
        "notice_on": day(45),
        "meeting_at": datetime.combine(day(55), time(14), tzinfo=SEOUL),
        "venue": "금천구 사회적경제지원센터 3층",
        "agenda": "정관, 사업계획과 예산, 임원 선출, 설립 경비",
    }
    meeting = {
        "consenters": 9,
        "last_consent_at": datetime.combine(day(54), time(18), tzinfo=SEOUL),
        "attended": 8,
        "in_favour": 8,
        "directors": 3,
        "auditors": 1,
    }
    return [
        ("write_articles", 42, FOUNDER, articles, ""),
        ("give_notice", 45, FOUNDER, notice, ""),
        ("record_meeting", 56, FOUNDER, meeting, ""),
    ]


def _up_to_registration(day: Day) -> list[Taken]:
    shares = {
        "paid_on": day(90),
        "members": 9,
        "total_shares": 100,
        "largest_shares": 20,
    }
    lacking = "임원 이력서 한 장이 빠졌어요."
    return [
        ("file", 60, FOUNDER, {"filed_on": day(60), "all_papers": True}, ""),
        ("ask_supplement", 66, OFFICE, {"asked_on": day(66)}, lacking),
        ("resubmit", 70, FOUNDER, {"resubmitted_on": day(70)}, ""),
        ("confirm_filing", 82, OFFICE, {"confirmed_on": day(82)}, ""),
        ("pay_in", 90, FOUNDER, shares, ""),
        ("confirm_registration", 99, OFFICE, {"registered_on": day(99)}, ""),
    ]


def _up_to_opening(day: Day) -> list[Taken]:
    entry = {
        "description_ko": MENDING_IDEA,
        "description_en": "A repair shop in the market hall that also mends for "
        "the sewing workshops around it.",
        "name_en": "Geumcheon Dasiot Co-operative",
        "contact": "02-000-0101",
    }
    return [
        ("set_opening_day", 101, FOUNDER, {"opens_on": day(110)}, ""),
        ("confirm_tax", 104, OFFICE, {"business_registered_on": day(104)}, ""),
        ("open", 112, FOUNDER, entry, ""),
    ]
