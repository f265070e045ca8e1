"""What comes after a course, and what the office keeps: ventures, requests, looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from app.access_log import AccessEntry, AccessSubject, Act
from app.incubation.models import Enterprise, Founder, StageChange, Venture
from app.incubation.stages import Actor, LegalForm, Stage
from app.privacy.models import PrivacyRequest, RetentionRun
from app.privacy.people.models import MergeWay, PersonMerge
from app.privacy.rules import RequestKind, RequestState, Way
from benchmarks.archive.bulk import Bulk
from benchmarks.archive.learning import LEARNER
from benchmarks.archive.size import MINE, NOW, PERSONAS, SCHOOLS, TODAY, Size

TEAM = 5
LOOKS_A_MONTH = 5_000
"""As many in every month; the archive is of more months."""
HER_LOOKS = 80
OPEN_REQUESTS = 45


def fill(bulk: Bulk, size: Size, certificates: dict[int, int]) -> None:
    _ventures(bulk, size, certificates)
    _privacy(bulk, size)
    _looks(bulk, size)


def _ventures(bulk: Bulk, size: Size, certificates: dict[int, int]) -> None:
    holders = sorted(certificates)
    number = size.of(0.3, at_least=200)
    rows = [_venture(n, holders, certificates) for n in range(1, number + 1)]
    bulk.fill(Venture, rows)
    bulk.fill(Founder, _founders(rows, holders))
    bulk.fill(StageChange, _changes(rows))
    bulk.fill(
        Enterprise, (_enterprise(v) for v in rows if v["stage"] is Stage.OPERATING)
    )


def _venture(
    number: int, holders: list[int], certificates: dict[int, int]
) -> dict[str, Any]:
    person = holders[number % len(holders)]
    stage = (
        Stage.OPERATING if number % 2 else
        Stage.FILED if number <= 20 else  # noqa: PLR2004
        Stage.MODEL if number % 8 == 0 else Stage.STOPPED
    )  # fmt: skip
    begun = NOW - timedelta(days=30 + number)
    return {
        "id": number,
        "title": f"다시옷 {number}",
        "idea": "동네 옷을 고쳐 입게 해요.",
        "trade_id": 1,
        "district_code": "11545",
        "school_id": MINE if number <= 60 else 1 + number % SCHOOLS,  # noqa: PLR2004
        "legal_form": LegalForm.COOPERATIVE,
        "stage": stage,
        "stage_since": begun,
        "held_from": Stage.MODEL if stage is Stage.STOPPED else None,
        "begun_by_id": person,
        "begun_at": begun,
        "certificate_id": certificates[person],
    }


def _founders(
    ventures: list[dict[str, Any]], holders: list[int]
) -> Iterator[dict[str, Any]]:
    for venture in ventures:
        for n in range(TEAM):
            yield {
                "venture_id": venture["id"],
                "person_id": holders[(venture["id"] + n * 17) % len(holders)],
                "is_lead": n == 0,
                "accepted_at": venture["begun_at"],
            }


def _changes(ventures: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for venture in ventures:
        for n in range(6):
            yield {
                "venture_id": venture["id"],
                "from_stage": Stage.IDEA,
                "action": "finish_idea",
                "to_stage": Stage.TEAM,
                "by_account_id": LEARNER,
                "actor": Actor.FOUNDER,
                "at": venture["begun_at"] + timedelta(days=n),
                "facts": {},
            }


def _enterprise(venture: dict[str, Any]) -> dict[str, Any]:
    number = venture["id"]
    return {
        "venture_id": number,
        "name_ko": f"다시옷 협동조합 {number}",
        "legal_form": LegalForm.COOPERATIVE,
        "district_code": "11545",
        "trade_id": 1 + number // 2 % 4,
        "operating_since": TODAY - timedelta(days=number),
        "description_ko": "동네 옷을 고쳐요.",
        "contact": "02-000-0002",
        "registered_on": TODAY,
        "business_registered_on": TODAY,
    }


def _privacy(bulk: Bulk, size: Size) -> None:
    bulk.fill(
        PrivacyRequest,
        (_request(n) for n in range(1, size.of(2, at_least=200) + 1)),
    )
    merges = size.of(0.25, at_least=150)
    bulk.fill(PersonMerge, (_merge(n) for n in range(1, merges + 1)))
    gone = ", ".join(str(_merge(n)["gone_id"]) for n in range(1, merges + 1))
    bulk.cursor.execute(
        f"UPDATE persons SET merged_into_id = id - 1 WHERE id IN ({gone})"  # noqa: S608
    )
    bulk.fill(RetentionRun, (_night(n) for n in range(1, size.of(0.3, at_least=60))))


def _request(number: int) -> dict[str, Any]:
    is_open = number <= OPEN_REQUESTS
    return {
        "person_id": number + 100,
        "kind": RequestKind.CORRECT,
        "way": Way.ONLINE,
        "asked_at": NOW - timedelta(hours=number),
        "due_on": TODAY + timedelta(days=10 - number // 5),
        "wanted": {},
        "state": RequestState.OPEN if is_open else RequestState.DONE,
        "begins_at": NOW + timedelta(days=30),
        "done_at": None if is_open else NOW,
    }


def _merge(number: int) -> dict[str, Any]:
    kept = 200 + number * 2
    return {
        "kept_id": kept,
        "gone_id": kept + 1,
        "way": MergeWay.STAFF,
        "school_id": MINE if number % 2 else 2,
        "merged_at": NOW - timedelta(hours=number),
        "merged_by": 1,
        "filled": [],
    }


def _night(number: int) -> dict[str, Any]:
    night = TODAY - timedelta(days=number)
    return {
        "night_of": night,
        "begun_at": NOW - timedelta(days=number),
        "finished_at": NOW - timedelta(days=number),
        "counts": {},
    }


def _looks(bulk: Bulk, size: Size) -> None:
    """Month by month back; the learner is looked at as often in each archive."""
    number = max(LOOKS_A_MONTH, size.enrolments // 2)
    bulk.fill(AccessEntry, (_look(n, number) for n in range(1, number + 1)))
    step = number // HER_LOOKS
    bulk.fill(
        AccessSubject,
        (
            {"entry_id": n, "person_id": person}
            for n in range(1, number + 1)
            for person in {
                len(PERSONAS) + 1 + n * 7 % (size.persons - 10),
                LEARNER if n % step == 0 else len(PERSONAS) + 2 + n % 1000,
            }
        ),
    )


def _look(number: int, last: int) -> dict[str, Any]:
    """Number 1 is the oldest; a month holds LOOKS_A_MONTH, by day and by night."""
    back = (last - number) / LOOKS_A_MONTH
    return {
        "id": number,
        "at": NOW - timedelta(days=3 + back * 28),
        "account_id": 2,
        "act": Act.EXPORT if number % 100 == 0 else Act.VIEW,
        "page": "enrollment.applicants",
        "address": "127.0.0.1",
        "reason": "수강생 안내" if number % 100 == 0 else "",
    }
