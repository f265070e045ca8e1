"""The demo's course runs, each at another point of its life."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.holidays_kr import public_holidays
from app.courses.kinds import Applicants, Level, Residence, SelectionMethod
from app.courses.models import (
    ApplicationWindow,
    Course,
    CourseRun,
    Instructor,
    Module,
    Trade,
)
from app.courses.services.courses import (
    CourseDetails,
    Item,
    create_course,
    save_syllabus,
)
from app.courses.services.details import RunDetails, RunSetup, WindowDetails
from app.courses.services.instructors import add_instructor
from app.courses.services.lifecycle import publish
from app.courses.services.notice import change_run
from app.courses.services.planning import generate_meetings
from app.courses.services.runs import create_run
from app.demo.plans import Plan, office_plans, plans
from app.demo.world import EUNPYEONG, GEUMCHEON, World
from app.seoul import SEOUL

REQUIRED_MODULE = "social-economy"


def build(session: Session, world: World, *, now: datetime) -> dict[str, CourseRun]:
    """Add courses and publish their runs, each as of its own time."""
    courses: dict[tuple[str, str], Course] = {}
    runs = _runs(session, world, courses, plans(_day(now)), now)
    _draft(session, world, courses[(GEUMCHEON, "upcycling")], now)
    runs |= _runs(session, world, courses, office_plans(_day(now)), now)
    _dated_draft(session, world, courses[(EUNPYEONG, "wallpapering")], now)
    return runs


def _runs(
    session: Session,
    world: World,
    courses: dict[tuple[str, str], Course],
    planned: dict[str, Plan],
    now: datetime,
) -> dict[str, CourseRun]:
    taught = curriculum()
    runs = {}
    for name, plan in planned.items():
        key, about = (plan.district, plan.trade), taught[plan.trade]
        if key not in courses:
            courses[key] = _course(session, world, plan, about, now)
        runs[name] = _run(session, world, courses, plan, about=about, now=now)
    return runs


def curriculum() -> dict[str, dict[str, Any]]:
    """What each trade's course teaches, by the trade's code."""
    text = (Path(__file__).parent / "courses.toml").read_text(encoding="utf-8")
    return {course["trade"]: course for course in tomllib.loads(text)["course"]}


def _course(
    session: Session, world: World, plan: Plan, about: dict[str, Any], now: datetime
) -> Course:
    school, by = world.schools[plan.district], world.coordinator.id
    trade = session.scalars(select(Trade).where(Trade.code == plan.trade)).one()
    course = create_course(
        session,
        school_id=school.id,
        details=CourseDetails(
            trade_id=trade.id,
            name_ko=about["name_ko"],
            name_en=about["name_en"],
            level=Level.BASIC,
            summary_ko=about["summary_ko"],
            summary_en=about["summary_en"],
        ),
        by=by,
        now=now - timedelta(days=365),
    )
    session.flush()
    save_syllabus(
        session,
        course_id=course.id,
        items=[Item(*item) for item in about["items"]],
        by=by,
        now=now - timedelta(days=365),
    )
    return course


def _run(
    session: Session,
    world: World,
    courses: dict[tuple[str, str], Course],
    plan: Plan,
    *,
    about: dict[str, Any],
    now: datetime,
) -> CourseRun:
    course, by = courses[plan.district, plan.trade], world.coordinator.id
    starts = _day(now) + timedelta(days=plan.starts)
    then = _at(now, plan.opens - 7, time(9))
    run = create_run(session, course_id=course.id, year=starts.year, by=by, now=then)
    session.flush()
    setup = RunSetup(
        details=_details(world, plan, about, starts),
        windows=(
            WindowDetails(
                _at(now, plan.opens, time(10)),
                _at(now, plan.closes, time(18)),
                Applicants.EVERYBODY,
            ),
        ),
        instructor_ids=_instructors(session, world, course, then),
        modules=_modules(session),
    )
    change_run(session, run_id=run.id, setup=setup, by=by, now=then)
    if plan.after:
        run.required_courses = [courses[plan.after]]
    _plan_and_publish(session, run, starts, today=_day(now), by=by, then=then)
    return run


def _plan_and_publish(
    session: Session,
    run: CourseRun,
    starts: date,
    *,
    today: date,
    by: int,
    then: datetime,
) -> None:
    generate_meetings(
        session,
        run_id=run.id,
        holidays=public_holidays(starts, starts + timedelta(days=180)),
        # the demo always has a class today, and one yesterday
        keep=(today, today - timedelta(days=1)),
        by=by,
        now=then,
    )
    publish(session, run_id=run.id, by=by, now=then)
    session.flush()


def _details(
    world: World, plan: Plan, about: dict[str, Any], starts: date
) -> RunDetails:
    minutes = int(about["minutes"])
    begins = datetime.combine(starts, plan.begins)
    school = world.schools[plan.district]
    return RunDetails(
        starts_on=starts,
        weekdays=plan.weekdays,
        begins_at=plan.begins,
        finishes_at=(begins + timedelta(minutes=minutes)).time(),
        meeting_count=len(about["items"]),
        venue=school.address,
        capacity=plan.capacity,
        waiting_limit=plan.waiting_limit,
        minimum=plan.minimum,
        selection_method=SelectionMethod.FIRST_COME,
        audience="배우고 싶은 서울 시민 누구나",
        residence=Residence.ANYWHERE,
        fee_won=0,
        materials_won=int(about["materials_won"]),
        preparation=about["preparation"],
        completion_percent=80,
        cautions="못 오는 날은 하루 전까지 학교에 알려 주세요.",
        contact=f"{school.phone} (평일 09:00~18:00)",
    )


def _instructors(
    session: Session, world: World, course: Course, then: datetime
) -> tuple[int, ...]:
    """The demo has one instructor, who teaches at every school."""
    teacher = world.accounts["instructor"]
    found = session.scalar(
        select(Instructor).where(
            Instructor.school_id == course.school_id,
            Instructor.person_id == teacher.person_id,
        )
    )
    if found is None:
        found = add_instructor(
            session,
            school_id=course.school_id,
            email=teacher.email,
            career_ko="수선집 22년",
            career_en="22 years in her own repair shop",
            by=world.coordinator.id,
            now=then,
        )
        session.flush()
    return (found.id,)


def _modules(session: Session) -> dict[int, bool]:
    modules = session.scalars(select(Module)).all()
    return {module.id: module.code == REQUIRED_MODULE for module in modules}


def _draft(session: Session, world: World, course: Course, now: datetime) -> None:
    """A run that still lacks what publication needs: the coordinator's to-do."""
    year = _day(now).year + 1
    run = create_run(
        session, course_id=course.id, year=year, by=world.coordinator.id, now=now
    )
    run.venue = world.schools[GEUMCHEON].address


def _dated_draft(session: Session, world: World, course: Course, now: datetime) -> None:
    """The next cohort: its dates are known, its terms are not."""
    run = create_run(
        session,
        course_id=course.id,
        year=_day(now + timedelta(days=45)).year,
        by=world.coordinator.id,
        now=now,
    )
    run.starts_on = _day(now + timedelta(days=45))
    run.capacity = 10
    run.windows = [
        ApplicationWindow(
            opens_at=_at(now, 12, time(10)), closes_at=_at(now, 30, time(18))
        )
    ]


def _day(now: datetime) -> date:
    return now.astimezone(SEOUL).date()


def _at(now: datetime, days: int, hour: time) -> datetime:
    return datetime.combine(_day(now) + timedelta(days=days), hour, tzinfo=SEOUL)
