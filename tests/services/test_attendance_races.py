"""Two people saving one register at the same moment, with real commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from app.accounts.permissions import Role
from app.attendance import services
from app.attendance.models import Mark, MarkChange
from app.attendance.presence import Word, marked
from app.attendance.services import Entry, Saved
from app.extensions import db
from app.unit_of_work import transaction
from tests.support.factories.courses import make_meetings, make_run
from tests.support.factories.enrollment import make_class
from tests.support.factories.people import make_staff
from tests.support.time import seoul

WORDS = (Word.PRESENT, Word.ABSENT, Word.LATE, Word.EXCUSED)


def test_one_of_four_first_marks_stands_and_the_others_are_told(
    scratch_app: Flask,
) -> None:
    with scratch_app.app_context():
        session = db.session()
        run = make_run(session)
        meeting_id = make_meetings(session, run, 1)[0].id
        (person_id,) = (place.id for place in make_class(session, run, "가영"))
        staff = make_staff(session, Role.INSTRUCTOR, run.course.school).id
    start = Barrier(len(WORDS))

    def save(word: Word) -> Saved:
        with scratch_app.app_context():
            start.wait()
            with transaction() as session:
                return services.save_register(
                    session,
                    meeting_id=meeting_id,
                    entries={person_id: Entry(marked(word), seen=0)},
                    rest_present=False,
                    by=staff,
                    corrects=False,
                    reason="",
                    now=seoul(2026, 3, 10, 14),
                )

    with ThreadPoolExecutor(len(WORDS)) as threads:
        saved = list(threads.map(save, WORDS))

    assert sorted(s.changed for s in saved) == [0, 0, 0, 1]
    assert sorted(len(s.clashes) for s in saved) == [0, 1, 1, 1]
    with scratch_app.app_context():
        for table in (Mark, MarkChange):
            assert db.session.scalar(select(func.count()).select_from(table)) == 1
