"""What a run asks of who applies, and what there is to know of each of them.

Read for a list of people: as many statements for two hundred as for one, and none
about a condition that the run doesn't have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from app import policy
from app.accounts.models import Person
from app.courses.models import Course, CourseRun, Residence
from app.enrollment.allocation import LIVE
from app.enrollment.applicant import (
    Applicant,
    Area,
    Bar,
    Conditions,
    CourseName,
    Names,
)
from app.enrollment.models import Enrollment
from app.enrollment.restriction_models import Restriction
from app.enrollment.terms import term_of
from app.places.models import School
from app.seoul import seoul_date

COURSE = (Course.id, Course.name_ko, Course.name_en)


def conditions_of(session: Session, run: CourseRun, *, on: date) -> Conditions:
    """What the run asks of who applies on that day."""
    school = run.course.school
    district = school.district
    figures = policy.figures(session, ("adult_age", "courses_a_term"), on=on)
    return Conditions(
        area=Area(district.code, district.name_ko, district.name_en),
        first_day=run.starts_on,
        adult_age=figures["adult_age"],
        max_age=run.max_age,
        residents_only=run.residence is Residence.DISTRICT,
        prerequisites=tuple(
            CourseName(c.id, c.name_ko, c.name_en) for c in run.required_courses
        ),
        courses_a_term=school.courses_a_term or figures["courses_a_term"],
        contact=_contact(school),
    )


def _contact(school: School) -> Names:
    """The school with its telephone number, where it has one."""
    return Names(
        f"{school.name_ko} {school.phone}".strip(),
        f"{school.name_en or school.name_ko} {school.phone}".strip(),
    )


def standings_of(
    session: Session, run: CourseRun, persons: Collection[Person], *, now: datetime
) -> dict[int, Applicant]:
    """What the run's conditions need to know of each of these people, by person."""
    ids = [person.id for person in persons]
    today = seoul_date(now)
    completed = _completed(session, run, ids)
    places, this_term = _places(session, run, ids, today=today)
    bars = _bars(session, run, ids, today=today)
    return {
        person.id: Applicant(
            person.birth_date,
            person.district_code,
            place=places.get(person.id),
            completed=frozenset(completed.get(person.id, ())),
            this_term=tuple(this_term.get(person.id, ())),
            bar=bars.get(person.id),
        )
        for person in persons
    }


def _completed(
    session: Session, run: CourseRun, ids: Collection[int]
) -> dict[int, set[int]]:
    """Which of the run's prerequisites these people hold a valid certificate of."""
    found: dict[int, set[int]] = defaultdict(set)
    wanted = [course.id for course in run.required_courses]
    if wanted:
        rows = session.execute(
            select(Enrollment.person_id, CourseRun.course_id)
            .join(Enrollment.run)
            .where(
                Enrollment.person_id.in_(ids),
                Enrollment.completed_at.is_not(None),
                CourseRun.course_id.in_(wanted),
            )
        )
        for row in rows:
            found[row.person_id].add(row.course_id)
    return found


_LIVE_PLACES = (
    select(Enrollment.id, Enrollment.run_id, Enrollment.person_id, *COURSE)
    .join(Enrollment.run)
    .join(CourseRun.course)
    .where(
        Enrollment.person_id.in_(bindparam("ids", expanding=True)),
        Enrollment.status.in_(LIVE),
        or_(
            Enrollment.run_id == bindparam("run_id"),
            and_(
                Course.school_id == bindparam("school_id"),
                CourseRun.cancelled_at.is_(None),
                CourseRun.starts_on >= bindparam("first_day"),
                CourseRun.starts_on < bindparam("next_first_day"),
            ),
        ),
    )
    .order_by(CourseRun.starts_on, Enrollment.id)
)
_BARS = (
    select(Restriction.person_id, Restriction.since, Restriction.until, *COURSE)
    .join(Restriction.enrollment)
    .join(Enrollment.run)
    .join(CourseRun.course)
    .where(
        Restriction.person_id.in_(bindparam("ids", expanding=True)),
        Restriction.school_id == bindparam("school_id"),
        Restriction.lifted_at.is_(None),
        Restriction.until >= bindparam("today"),
    )
    .order_by(Restriction.until, Restriction.id)
)


def _places(
    session: Session, run: CourseRun, ids: Collection[int], *, today: date
) -> tuple[dict[int, int], dict[int, list[CourseName]]]:
    """Their live places in this run, by person; and the courses of those in the
    school's other runs that begin in the same half-year. A run that was called off
    doesn't count."""
    here: dict[int, int] = {}
    elsewhere: dict[int, list[CourseName]] = defaultdict(list)
    term = term_of(run.starts_on or today)
    asked = {
        "ids": ids,
        "run_id": run.id,
        "school_id": run.course.school_id,
        "first_day": term.first_day,
        "next_first_day": term.next_first_day,
    }
    rows = session.execute(_LIVE_PLACES, asked)
    for place, run_id, person_id, course_id, name_ko, name_en in rows:
        if run_id == run.id:
            here[person_id] = place
        else:
            elsewhere[person_id].append(CourseName(course_id, name_ko, name_en))
    return here, elsewhere


def _bars(
    session: Session, run: CourseRun, ids: Collection[int], *, today: date
) -> dict[int, Bar]:
    """What holds against them at the run's school today; the longest where there are
    several."""
    rows = session.execute(
        _BARS, {"ids": ids, "school_id": run.course.school_id, "today": today}
    )
    return {
        person_id: Bar(Names(name_ko, name_en or name_ko), since, until)
        for person_id, since, until, _, name_ko, name_en in rows
    }
