"""What search engines read on a run's page: schema.org Course and CourseInstance."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.courses.models import CourseRun
from app.places.models import School
from tests.support.factories.courses import make_course, make_instructor
from tests.support.factories.notices import make_noticed_run
from tests.support.factories.people import make_person
from tests.support.pages import Page, PageClient
from tests.support.time import MONDAY_TEN

COURSE = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "옷수선 기초과정",
    "description": "바지 밑단부터 소매까지",
}
INSTANCE = {
    "@type": "CourseInstance",
    "courseMode": "Onsite",
    "courseWorkload": "PT21H",
    "startDate": "2026-03-10",
    "endDate": "2026-03-31",
    "remainingAttendeeCapacity": 4,
}
SCHEDULE = {
    "byDay": ["https://schema.org/Tuesday", "https://schema.org/Thursday"],
    "startTime": "14:00:00",
    "repeatFrequency": "Weekly",
}
FREE = {"category": "Free", "price": 0, "priceCurrency": "KRW"}


@pytest.fixture
def run(session: Session, school: School) -> CourseRun:
    return make_noticed_run(session, school)


def _structured(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        str(page.select("script[type='application/ld+json']")[0].string)
    )
    return data


def test_search_engines_get_a_course_with_its_instance(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    make_instructor(session, run, make_person(session, "박선영"))

    data = _structured(visitor.get("courses.run", run_id=run.id))

    # What schema.org's consumers demand of Course and CourseInstance
    assert data["provider"].pop("@type") == "EducationalOrganization"
    assert data.items() >= {**COURSE, "url": f"http://localhost/runs/{run.id}"}.items()
    (instance,) = data["hasCourseInstance"]
    assert instance.items() >= INSTANCE.items()
    assert instance["location"]["name"] == "금천구 사회적경제지원센터 3층"
    assert instance["instructor"] == [{"@type": "Person", "name": "박선영"}]
    assert instance["courseSchedule"].items() >= SCHEDULE.items()
    (offer,) = data["offers"]
    assert offer.items() >= FREE.items()


def test_structured_data_leaves_out_what_is_not_known(
    visitor: PageClient, session: Session
) -> None:
    bare = CourseRun(
        course=make_course(session, name_ko="빈 과정"),
        year=2026,
        cohort=1,
        created_at=MONDAY_TEN,
        published_at=MONDAY_TEN,
    )
    session.add(bare)
    session.commit()

    data = _structured(visitor.get("courses.run", run_id=bare.id))

    assert data["description"].startswith("빈 과정 · ")
    assert "offers" not in data
    assert "startDate" not in data["hasCourseInstance"][0]
    assert None not in data.values()


def test_text_can_not_break_out_of_the_structured_data(
    visitor: PageClient, session: Session, run: CourseRun
) -> None:
    attack = "</script><script src='/x.js'></script><!--"
    run.venue = run.course.summary_ko = attack
    session.commit()

    page = visitor.get("courses.run", run_id=run.id)

    assert _structured(page)["description"] == attack
    assert not page.select("script[src='/x.js']")
