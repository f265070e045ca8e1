"""Schools, their courses and runs: most are over, some are open or under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.models import (
    Applicants,
    ApplicationWindow,
    Course,
    CourseRun,
    Instructor,
    Level,
    Meeting,
    Residence,
    RunInstructor,
    SelectionMethod,
    SyllabusItem,
    Trade,
)
from app.places.models import District, School, SchoolOperator
from benchmarks.archive.bulk import Bulk
from benchmarks.archive.size import MINE, NOW, SCHOOLS, TODAY, Run, Size, day_before
from benchmarks.archive.size import instant as at

COURSES, MEETINGS, INSTRUCTORS = 24, 8, 10
POPULAR = 5
"""The course that is held every third time."""
IN_HAND = ("open", "upcoming", "running", "closed") * 3
MINE_BESIDES = ("draft",) * 6 + ("cancelled",) * 21
YEARS = 10
WORK = (
    "옷수선",
    "업사이클링 가방",
    "반찬 만들기",
    "도배 장판",
    "가방 수선",
    "목공",
    "방수",
    "정리수납",
)
THINGS = (
    "바지 줄이기",
    "지퍼 바꾸기",
    "벽지 바르기",
    "칼 갈기",
    "콘센트 바꾸기",
    "실습",
    "창업 이야기",
    "도구 다루기",
)


def plan(size: Size) -> list[Run]:
    """Every run, its state and its days. A school's last year is alike everywhere."""
    runs: list[Run] = []
    others = size.runs - size.runs_of_mine
    for number in range(size.runs):
        if number < others:
            place, school = number // (SCHOOLS - 1), 2 + number % (SCHOOLS - 1)
            whole = 1 + others // (SCHOOLS - 1)
            state = _state_of_others(number, place, whole)
        else:
            place, school, whole = number - others, MINE, size.runs_of_mine
            firsts = (*IN_HAND, *MINE_BESIDES)
            state = firsts[place] if place < len(firsts) else "finished"
        runs.append(_run(number + 1, school, place, whole, state))
    return runs


def _state_of_others(number: int, place: int, whole: int) -> str:
    """In a small archive they have one or two, every other one open."""
    if whole < len(IN_HAND):
        return "open" if number % 2 else "finished"
    if place < len(IN_HAND):
        return IN_HAND[place]
    return {0: "cancelled", 1: "draft"}.get(place % 40, "finished")


def _run(run_id: int, school: int, place: int, whole: int, state: str) -> Run:
    course = (school - 1) * COURSES + (place % COURSES + 1 if place % 3 else POPULAR)
    if state == "finished":
        back = whole - place
        days = 7 + back * 9 if back <= 36 else 365 + back * 365 * YEARS // whole  # noqa: PLR2004
        last = day_before(days)
    elif state == "cancelled":
        last = day_before(20 + place * 3)
    else:
        ahead = {"running": 14, "closed": 30, "open": 40, "upcoming": 60}.get(state, 90)
        last = TODAY + timedelta(days=ahead + place)
    return Run(run_id, school, course, state, last - timedelta(days=28), last)


def fill(bulk: Bulk, session: Session, runs: list[Run]) -> None:
    districts = list(session.scalars(select(District.code).order_by(District.code)))
    districts.remove("11545")
    codes = ["11545", *districts]
    trades = list(session.scalars(select(Trade.id).order_by(Trade.id)))
    bulk.fill(School, (_school(n, code) for n, code in enumerate(codes, 1)))
    bulk.fill(SchoolOperator, (_operator(n) for n in range(1, SCHOOLS + 1)))
    courses = sorted({run.course for run in runs})
    bulk.fill(
        Course, (_course(n, trades[n % len(trades) if n % 3 else 0]) for n in courses)
    )
    bulk.fill(SyllabusItem, _syllabus(courses))
    bulk.fill(CourseRun, (_row(run) for run in runs))
    bulk.fill(ApplicationWindow, (_window(run) for run in runs))
    bulk.fill(Meeting, _meetings(runs))


def _school(number: int, code: str) -> dict[str, Any]:
    return {
        "id": number,
        "district_code": code,
        "name_ko": f"{number}번 주민기술학교",
        "name_en": f"Resident School {number}",
        "phone": f"02-000-{number:04d}",
    }


def _operator(school: int) -> dict[str, Any]:
    return {
        "school_id": school,
        "name_ko": f"{school}번 사회적경제지원센터",
        "head_title_ko": "센터장",
        "since": day_before(5000),
    }


def _course(number: int, trade: int) -> dict[str, Any]:
    work = WORK[number % len(WORK)]
    return {
        "id": number,
        "school_id": 1 + (number - 1) // COURSES,
        "trade_id": trade,
        "name_ko": f"{work} 과정 {number}",
        "name_en": f"Course {number} in handicraft",
        "level": list(Level)[number % len(Level)],
        "summary_ko": f"{work}의 기초부터 현장까지 배워요. 처음인 분도 함께 해요.",
        "summary_en": "From the first steps to work in the neighbourhood.",
    }


def _syllabus(courses: list[int]) -> Iterator[dict[str, Any]]:
    for course in courses:
        for position, thing in enumerate(THINGS, 1):
            yield {
                "course_id": course,
                "position": position,
                "title_ko": f"{thing} {position}",
                "title_en": f"Class {position}",
            }


def _row(run: Run) -> dict[str, Any]:
    published = run.state != "draft"
    called_off = at(run.first - timedelta(days=3)) if run.state == "cancelled" else None
    return {
        "id": run.id,
        "course_id": run.course,
        "year": run.first.year,
        "cohort": run.id,
        "starts_on": run.first,
        "ends_on": run.last,
        "weekdays": "13",
        "begins_at": time(14),
        "finishes_at": time(17),
        "meeting_count": MEETINGS,
        "total_minutes": MEETINGS * 180,
        "venue": f"{run.school}번 센터 {1 + run.id % 5}층 교육장",
        "capacity": 55,
        "waiting_limit": 50,
        "selection_method": SelectionMethod.FIRST_COME,
        "residence": Residence.ANYWHERE,
        "fee_won": 0,
        "materials_won": 30_000,
        "completion_percent": 80,
        "audience": "서울에 사는 분 누구나",
        "preparation": "편한 옷, 앞치마, 필기도구",
        "contact": f"02-000-{run.school:04d}",
        "created_at": at(run.first - timedelta(days=60)),
        "published_at": at(run.first - timedelta(days=50)) if published else None,
        "cancelled_at": called_off,
        "cancel_reason": "신청한 분이 모자라요" if called_off else "",
    }


def _window(run: Run) -> dict[str, Any]:
    opens, closes = at(run.first - timedelta(days=40)), at(run.first)
    if run.state == "open":
        opens, closes = NOW - timedelta(days=5), NOW + timedelta(days=3, minutes=run.id)
    elif run.state == "upcoming":
        opens = NOW + timedelta(days=2, minutes=run.id)
    elif run.state == "closed":
        opens, closes = NOW - timedelta(days=20), NOW - timedelta(days=1)
    elif run.state == "running":
        closes = min(closes, NOW - timedelta(days=1))
    return {
        "run_id": run.id,
        "opens_at": opens,
        "closes_at": max(closes, opens + timedelta(hours=1)),
        "applicants": Applicants.EVERYBODY,
    }


def meeting_ids(run: Run) -> range:
    return range(run.id * MEETINGS, (run.id + 1) * MEETINGS)


def _meetings(runs: list[Run]) -> Iterator[dict[str, Any]]:
    for run in runs:
        for place, number in enumerate(meeting_ids(run)):
            begins = at(run.first + timedelta(days=place * 28 // (MEETINGS - 1)), 14)
            yield {
                "id": number,
                "run_id": run.id,
                "starts_at": begins,
                "ends_at": begins + timedelta(hours=3),
                "title_ko": f"{place + 1}번째 수업",
                "cancelled_at": None,
            }


def fill_instructors(
    bulk: Bulk, size: Size, runs: list[Run], *, instructor: int
) -> None:
    """Ten a school; the instructor who opens pages teaches a quarter of his school's
    runs that are over, and all in hand."""
    rows = [
        {"id": (school - 1) * INSTRUCTORS + n + 1, "school_id": school,
         "person_id": size.people_of[school][n], "career_ko": "수선집 22년"}
        for school in range(1, SCHOOLS + 1)
        for n in range(INSTRUCTORS)
    ]  # fmt: skip
    rows[0]["person_id"] = instructor
    bulk.fill(Instructor, rows)
    taught = ({"run_id": run.id, "instructor_id": _teacher(run)} for run in runs)
    bulk.fill(RunInstructor, taught)


def _teacher(run: Run) -> int:
    first = (run.school - 1) * INSTRUCTORS + 1
    if run.state != "finished":
        return first
    return first + (run.id % 4) * (1 + run.id % 3) % INSTRUCTORS
