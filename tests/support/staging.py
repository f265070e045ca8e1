"""What the showcase needs beside the demo: pages behind mails, presses and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import hash_of
from app.accounts.mailed_links import make_link
from app.accounts.models import Account, LinkPurpose
from app.accounts.sign_up import request_sign_up
from app.certificates.models import Certificate
from app.courses.forms import import_report
from app.courses.importing import services as importing
from app.courses.importing.models import ImportUpload
from app.courses.importing.plan import Choices
from app.courses.importing.workbook import read_workbook
from app.courses.models import Module
from app.demo.load import load
from app.enrollment.allocation import Channel
from app.enrollment.models import Enrollment
from app.entrepreneurship import services as studying
from app.entrepreneurship.asking import Asked, from_json
from app.entrepreneurship.models import Attempt, Lesson
from app.incubation import team
from app.incubation.models import Founder, Venture
from app.incubation.stages import Stage
from app.unit_of_work import transaction
from tests.support.factories.accounts import typed_sign_up
from tests.support.factories.workbooks import REAL, WHOLE, make_workbook
from tests.support.staging_entry import new_email, outside_link, with_second_factor
from tests.support.staging_offers import offered_seat, restricted
from tests.support.staging_privacy import with_newer_text

SECRET = "a-secret-that-only-the-showcase-knows"
MODULE = "cooperatives"
HALFWAY = "learner2"
"""Who has two-step sign-in, and shows the page between password and code."""
Ways = Mapping[str, Iterable[str]]
"""By persona: addresses at which to begin besides the home."""


def stage(app: Flask, *, now: datetime) -> Ways:
    """Fill an empty database; gives where a walk has to begin besides the homes."""
    with app.app_context(), transaction() as session:
        load(session, now=now)
    with app.app_context(), transaction() as session:
        with_second_factor(session, _account(session, HALFWAY), now=now)
        return {
            "visitor": [
                "/design",
                "/signup/sent",
                "/login/link-sent",
                "/forgot/sent",
                _finish(session, now=now),
                _reset(session, now=now),
                "/reset/long-gone",
                offered_seat(session),
            ],
            "learner": [
                _begin(session),
                "/account/outside",
                "/account/email/sent",
                new_email(session, _account(session, "learner"), now=now),
                with_newer_text(session, now=now),
            ],
            "learner2": [
                *_studied(session, now=now),
                outside_link(session, _account(session, "learner2"), now=now),
            ],
            "mentor": [_invited(session, now=now)],
            "coordinator": [
                *_imported(session, now=now),
                _download(session),
                _called(session),
                restricted(session),
            ],
        }


def _account(session: Session, persona: str) -> Account:
    email = f"{persona}@demo.example"
    return session.scalars(select(Account).where(Account.email == email)).one()


def _finish(session: Session, *, now: datetime) -> str:
    paths: list[str] = []

    def finish_path(secret: str) -> str:
        paths.append(f"/signup/finish/{secret}")
        return paths[0]

    request_sign_up(
        session,
        typed_sign_up(session),
        finish_path=finish_path,
        reset_path=lambda secret: f"/reset/{secret}",
        now=now,
    )
    return paths[0]


def _reset(session: Session, *, now: datetime) -> str:
    secret = make_link(
        session,
        purpose=LinkPurpose.RESET,
        email="learner2@demo.example",
        lasts=timedelta(hours=1),
        now=now,
    )
    return f"/reset/{secret}"


def _studied(session: Session, *, now: datetime) -> list[str]:
    """A quiz failed, passed, and one begun."""
    module = session.scalars(select(Module).where(Module.code == MODULE)).one()
    person_id = _account(session, "learner2").person_id
    lessons = session.scalars(select(Lesson).where(Lesson.module_id == module.id))
    for lesson in lessons:
        studying.mark_read(session, person_id=person_id, lesson_id=lesson.id, now=now)
    failed = _handed_in(session, module, person_id, right=1, now=now)
    studying.start_attempt(session, person_id=person_id, module_id=module.id, now=now)
    return [
        f"/modules/{MODULE}/results/{failed.id}",
        f"/modules/{MODULE}/quiz",
    ]


def _handed_in(
    session: Session, module: Module, person_id: int, *, right: int, now: datetime
) -> Attempt:
    """An attempt of which the first `right` answers are right."""
    begun = studying.start_attempt(
        session, person_id=person_id, module_id=module.id, now=now
    )
    asked = [from_json(kept) for kept in begun.answers]
    answers = {
        question.code: question.answer if number < right else _wrong(question)
        for number, question in enumerate(asked)
    }
    return studying.submit_attempt(
        session,
        person_id=person_id,
        attempt_id=begun.id,
        begun_at=begun.started_at,
        answers=answers,
        now=now,
    )


def _wrong(asked: Asked) -> str:
    choices = [code for code, _words in asked.options_ko if code != asked.answer]
    return choices[0] if choices else f"{asked.answer}0"


def _begin(session: Session) -> str:
    """The page by which a venture begins; whoever prepares one is not led there."""
    person_id = _account(session, "learner").person_id
    certificate_id = session.scalars(
        select(Certificate.id).where(Certificate.person_id == person_id)
    ).first()
    return f"/ventures/new?certificate={certificate_id}"


def _invited(session: Session, *, now: datetime) -> str:
    venture, founder = session.execute(
        select(Venture, Founder)
        .join(Founder, Founder.venture_id == Venture.id)
        .where(Venture.stage == Stage.ARTICLES)
        .order_by(Founder.id)
    ).first() or (None, None)
    assert venture is not None
    assert founder is not None
    invitation = team.invite(
        session,
        venture_id=venture.id,
        by_person_id=founder.person_id,
        email="mentor@demo.example",
        now=now,
    )
    invitation.secret_hash = hash_of(SECRET)  # the mail's own is in no table
    return f"/ventures/invitation/{SECRET}"


def _download(session: Session) -> str:
    """Offered once a worker has drawn the PDF."""
    certificate_id = session.scalars(select(Certificate.id)).first()
    return f"/office/certificates/{certificate_id}/download"


def _called(session: Session) -> str:
    """Staff look for who applied by phone; people are shown only once searched for."""
    place = session.scalars(
        select(Enrollment).where(Enrollment.channel == Channel.PHONE)
    ).first()
    assert place is not None
    return f"/office/runs/{place.run_id}/intake?q={place.person.name}"


def _imported(session: Session, *, now: datetime) -> list[str]:
    """The districts' workbook applied, and a faulty one looked at."""
    account_id = _account(session, "coordinator").id
    content = REAL.read_bytes()
    plan = importing.apply(
        session, sheet=read_workbook(content), choices=Choices(), now=now, by=None
    )
    applied = importing.keep_upload(
        session, account_id=account_id, filename=REAL.name, content=content, now=now
    )
    importing.finish_upload(applied, report=import_report.kept(plan), now=now)
    faulty = make_workbook(
        WHOLE, {**WHOLE, "기수": 2, "정원": "많이"}, {**WHOLE, "기수": 3, "정원": None}
    )
    shown = ImportUpload(
        account_id=account_id,
        filename="2026년 개설강좌.xlsx",
        content=faulty,
        uploaded_at=now,
        report=[],
    )
    session.add(shown)
    session.flush()
    return [f"/office/import/{applied.id}", f"/office/import/{shown.id}"]
