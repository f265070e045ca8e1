"""Who applied, who came, who got a certificate, and what they were told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from app.attendance.models import Mark
from app.attendance.presence import Presence
from app.certificates.models import Certificate, CertificateCounter
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.outbox import Message, MessageState
from benchmarks.archive.bulk import Bulk
from benchmarks.archive.people import address_of
from benchmarks.archive.size import MINE, PERSONAS, Run, Size
from benchmarks.archive.size import instant as at
from benchmarks.archive.teaching import MEETINGS, meeting_ids

SEATS, WAITING = 0.55, 0.33
COMPLETED, COMPLETED_BEFORE = 0.8, 0.4
"""Of the seats: in the last year, and in the archive."""
HERS = 8
"""So many of her school's newest runs the learner is in."""
LEARNER = PERSONAS.index("learner") + 1


class Places:
    """Where the places of a run lie among all enrolments."""

    def __init__(self, size: Size) -> None:
        self.each = size.people_a_run
        self.seats = round(self.each * SEATS)
        self.waiting = round(self.each * WAITING)

    def first(self, run: Run) -> int:
        return (run.id - 1) * self.each + 1

    def completed(self, run: Run) -> int:
        """How many of the run hold a certificate, if it is over."""
        if run.state != "finished":
            return 0
        return round(self.seats * (COMPLETED if run.recent else COMPLETED_BEFORE))


def fill(bulk: Bulk, size: Size, runs: list[Run]) -> dict[int, int]:
    """Everything that hangs on an application; gives the certificate of each person."""
    people: dict[int, list[int]] = {}
    hers = [run.id for run in runs if run.school == MINE][-HERS:]
    for run in runs:
        pool = size.people_of[run.school]
        chosen = size.chance.sample(pool, size.people_a_run)
        if run.id in hers:
            others = [person for person in chosen[2:] if person != size.rare]
            chosen = [LEARNER, size.rare, *others, *chosen[:2]][: size.people_a_run]
        people[run.id] = chosen
    places, open_runs = Places(size), [run for run in runs if run.state != "draft"]
    bulk.fill(Enrollment, _enrollments(open_runs, people, places))
    bulk.cursor.execute(
        f"UPDATE course_runs SET confirmed_count = {places.seats}, "  # noqa: S608
        f"waiting_count = {places.waiting} "
        "WHERE published_at IS NOT NULL AND cancelled_at IS NULL"
    )
    bulk.fill(Mark, _marks(open_runs, places))
    bulk.fill(Message, _messages(open_runs, people, places))
    bulk.fill(Restriction, _restrictions(size, open_runs, people, places))
    certificates = list(_certificates(open_runs, people, places))
    bulk.fill(Certificate, certificates)
    bulk.fill(CertificateCounter, _counters(certificates))
    return {one["person_id"]: one["id"] for one in certificates}


def _enrollments(
    runs: list[Run], people: dict[int, list[int]], places: Places
) -> Iterator[dict[str, Any]]:
    for run in runs:
        applied = at(run.first - timedelta(days=35))
        for place, person in enumerate(people[run.id]):
            waits = places.seats <= place < places.seats + places.waiting
            ended = place >= places.seats + places.waiting or run.state == "cancelled"
            status = EnrollmentStatus.CONFIRMED
            if ended:
                status = EnrollmentStatus.WITHDRAWN
            elif waits:
                status = EnrollmentStatus.WAITING
            number = place - places.seats + 1 if waits else None
            yield {
                "id": places.first(run) + place,
                "run_id": run.id,
                "person_id": person,
                "status": status,
                "requested_at": applied + timedelta(seconds=place),
                "waiting_no": number,
                "waiting_order": number,
                "confirmed_at": None if waits or ended else applied,
                "ended_at": applied + timedelta(days=2) if ended else None,
            }


def _marks(runs: list[Run], places: Places) -> Iterator[dict[str, Any]]:
    """All of the last year; of the archive one a class, so that none looks unmarked.
    Of a run under way the classes that are over."""
    for run in (run for run in runs if run.held):
        meetings = meeting_ids(run)
        if run.state == "running":
            meetings = meetings[: MEETINGS // 2 - 1]
        for place in range(places.seats if run.recent else 1):
            came = place < places.completed(run) or run.state == "running"
            for n, meeting in enumerate(meetings):
                yield {
                    "meeting_id": meeting,
                    "enrollment_id": places.first(run) + place,
                    "presence": Presence.PRESENT if came or n % 2 else Presence.ABSENT,
                    "version": 1,
                }


def _messages(
    runs: list[Run], people: dict[int, list[int]], places: Places
) -> Iterator[dict[str, Any]]:
    """One for each application."""
    for run in runs:
        sent = at(run.first - timedelta(days=35))
        for place, person in enumerate(people[run.id]):
            number = places.first(run) + place
            yield {
                "message_key": f"{number:032d}",
                "to_address": address_of(person),
                "person_id": person,
                "school_id": run.school,
                "template": "enrollment_confirmed",
                "params": {
                    "name": "김미경",
                    "course": {"ko": "옷수선 과정", "en": "Clothing repair"},
                    "cohort_number": 1,
                    "starts_on": {"day": f"{run.first}"},
                    "venue": "3층 교육장",
                    "path": f"/me/enrollments/{number}",
                },
                "language": "ko",
                "created_at": sent,
                "due_at": sent,
                "state": MessageState.SENT,
                "attempts": 1,
                "sent_at": sent,
            }


def _restrictions(
    size: Size, runs: list[Run], people: dict[int, list[int]], places: Places
) -> Iterator[dict[str, Any]]:
    """One a run at most, for who stopped; her school's are a full page anywhere."""
    over = [run for run in runs if run.state == "finished"]
    mine = [run for run in over if run.school == MINE]
    number = size.of(0.5, at_least=200)
    chosen = [(run, place) for place in range(6) for run in (*mine, *over)]
    once = list(dict.fromkeys((run.id, place) for run, place in chosen))[:number]
    by_id = {run.id: run for run in over}
    for run_id, place in once:
        run = by_id[run_id]
        yield {
            "person_id": people[run_id][place],
            "school_id": run.school,
            "enrollment_id": places.first(run) + place,
            "since": run.last,
            "until": run.last + timedelta(days=180),
        }


def _certificates(
    runs: list[Run], people: dict[int, list[int]], places: Places
) -> Iterator[dict[str, Any]]:
    serials: dict[tuple[int, int], int] = {}
    number = 0
    for run in sorted(runs, key=lambda run: run.last):
        issued = at(run.last + timedelta(days=5))
        for place in range(places.completed(run)):
            number += 1
            key = run.school, issued.year
            serials[key] = serial = serials.get(key, 0) + 1
            yield {
                "id": number,
                "school_id": run.school,
                "year": issued.year,
                "serial": serial,
                "number": f"제 {issued.year}-{serial:03d}호",
                "code": f"{number:019d}",
                "person_id": people[run.id][place],
                "run_id": run.id,
                "enrollment_id": places.first(run) + place,
                "frozen": _facts(run),
                "issued_at": issued,
                "issued_by": 2,
                "pdf_made_at": issued,
                "pdf_sha256": f"{number:064d}",
                "pdf_key": f"certificates/{number}.pdf",
                "revoked_at": issued if serial % 50 == 0 else None,
                "revoke_reason": "이름이 달랐어요" if serial % 50 == 0 else "",
            }


def _facts(run: Run) -> dict[str, Any]:
    return {
        "name": "김미경",
        "born_on": "1975-03-05",
        "course_ko": "옷수선 과정(1기)",
        "course_en": "Clothing repair",
        "starts_on": f"{run.first}",
        "ends_on": f"{run.last}",
        "minutes": 1440,
        "school_ko": "주민기술학교",
        "school_en": "Resident School",
        "operator_ko": "사회적경제지원센터",
        "operator_en": "",
        "issuer_ko": "센터장",
        "seal": "omitted",
        "issued_on": f"{run.last + timedelta(days=5)}",
    }


def _counters(certificates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    last = {(one["school_id"], one["year"]): one["serial"] for one in certificates}
    return [{"school_id": s, "year": y, "last": n} for (s, y), n in last.items()]
