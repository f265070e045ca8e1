"""What a team that does everything right states on its way to the open door."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.incubation.quorum import Figures
from app.incubation.stages import Actor, Stage
from tests.support.time import seoul

FIGURES = Figures(
    founders_minimum=5,
    meeting_notice_days=7,
    quorum_numerator=1,
    quorum_denominator=2,
    resolution_numerator=2,
    resolution_denominator=3,
    directors_minimum=3,
    auditors_minimum=1,
    share_limit_percent=30,
    filing_decision_days=20,
    registration_days=14,
    tax_registration_days=20,
)
"""The law as in force in 2026."""

STATED: dict[str, dict[str, Any]] = {
    "finish_model": {"customers": "혼자 사는 어르신", "value": "동네 사람이 바로 가요"},
    "finish_plan": {"fixed_won": 1_800_000, "price_won": 12_000, "variable_won": 3_000},
    "write_articles": {
        "name": "은평 고운손 협동조합",
        "address": "시범로 1",
        "share_won": 50_000,
        "all_items": True,
        "all_signed": True,
    },
    "give_notice": {
        "notice_on": date(2026, 3, 2),
        "meeting_at": seoul(2026, 3, 9, 14),
        "venue": "시범로 1, 3층",
        "agenda": "정관, 사업계획과 예산, 임원 선출",
    },
    "record_meeting": {
        "consenters": 9,
        "last_consent_at": seoul(2026, 3, 9, 13, 30),
        "attended": 5,
        "in_favour": 4,
        "directors": 3,
        "auditors": 1,
    },
    "file": {"filed_on": date(2026, 3, 10), "all_papers": True},
    "ask_supplement": {"asked_on": date(2026, 3, 12)},
    "resubmit": {"resubmitted_on": date(2026, 3, 16)},
    "confirm_filing": {"confirmed_on": date(2026, 3, 30)},
    "pay_in": {
        "paid_on": date(2026, 4, 3),
        "members": 9,
        "total_shares": 100,
        "largest_shares": 30,
    },
    "confirm_registration": {
        "registered_on": date(2026, 4, 10),
        "registration_number": "110111-1234567",
    },
    "set_opening_day": {"opens_on": date(2026, 4, 20)},
    "confirm_tax": {
        "business_registered_on": date(2026, 4, 22),
        "business_number": "123-45-67890",
    },
    "open": {
        "description_ko": "혼자 사는 어르신 집의 벽지와 장판을 고쳐요.",
        "description_en": "We repair walls and floors of older people living alone.",
        "name_en": "Eunpyeong Fine Hands Co-operative",
        "contact": "02-000-0002",
    },
}
"""What a team that does everything right answers; a step not named asks nothing."""

WAY: tuple[tuple[Stage, str, Stage, Actor], ...] = (
    (Stage.IDEA, "finish_idea", Stage.TEAM, Actor.FOUNDER),
    (Stage.TEAM, "finish_team", Stage.MODEL, Actor.FOUNDER),
    (Stage.MODEL, "finish_model", Stage.PLAN, Actor.FOUNDER),
    (Stage.PLAN, "finish_plan", Stage.ARTICLES, Actor.FOUNDER),
    (Stage.ARTICLES, "write_articles", Stage.ARTICLES, Actor.FOUNDER),
    (Stage.ARTICLES, "give_notice", Stage.NOTICE, Actor.FOUNDER),
    (Stage.NOTICE, "record_meeting", Stage.MEETING, Actor.FOUNDER),
    (Stage.MEETING, "file", Stage.FILED, Actor.FOUNDER),
    (Stage.FILED, "confirm_filing", Stage.CONFIRMED, Actor.COORDINATOR),
    (Stage.CONFIRMED, "pay_in", Stage.PAID_IN, Actor.FOUNDER),
    (Stage.PAID_IN, "confirm_registration", Stage.INCORPORATED, Actor.COORDINATOR),
    (Stage.INCORPORATED, "set_opening_day", Stage.INCORPORATED, Actor.FOUNDER),
    (Stage.INCORPORATED, "confirm_tax", Stage.TAX_REGISTERED, Actor.COORDINATOR),
    (Stage.TAX_REGISTERED, "open", Stage.OPERATING, Actor.FOUNDER),
)
"""Every step from the idea to the open door, with its days as in STATED."""

WALK_ENDS = seoul(2026, 4, 30, 10)
"""When everything in STATED has happened."""
