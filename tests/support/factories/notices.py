"""A run whose notice says everything that a real one says."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.courses.kinds import Residence
from app.courses.models import CourseRun, SyllabusItem
from app.places.models import School
from tests.support.factories.courses import make_course, make_run


def make_noticed_run(session: Session, school: School) -> CourseRun:
    course = make_course(
        session,
        school,
        name_ko="옷수선 기초과정",
        summary_ko="바지 밑단부터 소매까지",
        summary_en="From hems to sleeves",
    )
    course.syllabus = [
        SyllabusItem(position=1, title_ko="손바느질", tools_ko="쪽가위, 초크"),
        SyllabusItem(position=2, title_ko="지퍼 갈기", tools_ko="지퍼"),
    ]
    return make_run(
        session,
        course,
        cohort=3,
        confirmed_count=11,
        audience="금천구에 살거나 일하는 분",
        max_age=65,
        residence=Residence.DISTRICT,
        prerequisites="없음",
        preparation="쪽가위",
        cautions="첫 수업에 꼭 오세요.\n못 오면 알려 주세요.",
        contact="02-000-0001 (평일 09:00~18:00)",
    )
