"""A run for search engines: schema.org Course with its CourseInstance."""

from __future__ import annotations

from typing import Any

from app.courses.models import CourseRun
from app.courses.state import Standing

DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
Data = dict[str, Any]


def course_data(
    run: CourseRun, standing: Standing, *, url: str, home: str, english: bool
) -> Data:
    """Course needs name, description and provider; its instance a mode, and a
    schedule or workload; an offer a category. What isn't known is left out."""

    def said(thing: object, name: str) -> str:
        korean: str = getattr(thing, f"{name}_ko")
        return (getattr(thing, f"{name}_en") or korean) if english else korean

    course, school = run.course, run.course.school
    name = said(course, "name")
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Course",
            "name": name,
            "description": said(course, "summary")
            or f"{name} · {said(school, 'name')}",
            "url": url,
            "inLanguage": "ko",
            "about": said(course.trade, "name"),
            "provider": _known(
                {
                    "@type": "EducationalOrganization",
                    "name": said(school, "name"),
                    "url": home,
                    "telephone": school.phone,
                    "address": _address(run),
                }
            ),
            "offers": [_offer(run, url=url)] if run.fee_won is not None else None,
            "hasCourseInstance": [_instance(run, standing)],
        }
    )


def _instance(run: CourseRun, standing: Standing) -> Data:
    instance = {
        "@type": "CourseInstance",
        "courseMode": "Onsite",
        "startDate": run.starts_on.isoformat() if run.starts_on else None,
        "endDate": run.ends_on.isoformat() if run.ends_on else None,
        "courseWorkload": _duration(run.total_minutes),
        "courseSchedule": _schedule(run),
        "location": _known(
            {"@type": "Place", "name": run.venue, "address": _address(run)}
        ),
        "instructor": [
            {"@type": "Person", "name": instructor.person.name}
            for instructor in run.instructors
        ],
        "maximumAttendeeCapacity": run.capacity,
        "remainingAttendeeCapacity": standing.seats_left if run.capacity else None,
        "eventStatus": "https://schema.org/EventCancelled"
        if run.cancelled_at
        else "https://schema.org/EventScheduled",
    }
    return _known(instance)


def _schedule(run: CourseRun) -> Data:
    return _known(
        {
            "@type": "Schedule",
            "startDate": run.starts_on.isoformat() if run.starts_on else None,
            "endDate": run.ends_on.isoformat() if run.ends_on else None,
            "byDay": [f"https://schema.org/{DAYS[int(d)]}" for d in run.weekdays],
            "startTime": f"{run.begins_at:%H:%M:%S}" if run.begins_at else None,
            "endTime": f"{run.finishes_at:%H:%M:%S}" if run.finishes_at else None,
            "duration": _class_length(run),
            "repeatFrequency": "Weekly",
            "repeatCount": run.meeting_count,
            "scheduleTimezone": "Asia/Seoul",
        }
    )


def _offer(run: CourseRun, *, url: str) -> Data:
    opens = [w.opens_at for w in run.windows if w.opens_at]
    closes = [w.closes_at for w in run.windows if w.closes_at]
    return _known(
        {
            "@type": "Offer",
            "category": "Paid" if run.fee_won else "Free",
            "price": run.fee_won,
            "priceCurrency": "KRW",
            "url": url,
            "validFrom": min(opens).isoformat() if opens else None,
            "validThrough": max(closes).isoformat() if closes else None,
        }
    )


def _address(run: CourseRun) -> Data:
    school = run.course.school
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": school.address,
            "addressLocality": school.district.name_ko,
            "addressRegion": "서울특별시",
            "addressCountry": "KR",
        }
    )


def _class_length(run: CourseRun) -> str | None:
    if run.begins_at is None or run.finishes_at is None:
        return None
    begins, finishes = run.begins_at, run.finishes_at
    return _duration(
        (finishes.hour - begins.hour) * 60 + finishes.minute - begins.minute
    )


def _duration(minutes: int | None) -> str | None:
    """ISO 8601, e.g. PT36H or PT1H30M."""
    if not minutes:
        return None
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")


def _known(data: Data) -> Data:
    return {k: v for k, v in data.items() if v is not None and v not in ("", [])}
