"""“Why not yet?” in the reader's language, with its numbers."""

from __future__ import annotations

import pytest
from flask import Flask, session

from app.certificates.completion import (
    MeetingsUnmarked,
    ModuleNotPassed,
    NoMeetings,
    Reason,
    RequiredModule,
    TooFewMeetings,
)
from app.certificates.explanations import for_learner, for_staff

SHORT = TooFewMeetings(credited=7, needed=8, scheduled=10, percent=80, reachable=True)
LOST = TooFewMeetings(credited=4, needed=8, scheduled=10, percent=80, reachable=False)
MODULE = ModuleNotPassed(RequiredModule(2, "co-ops", "협동조합 이해", "Co-operatives"))


@pytest.mark.parametrize(
    ("reason", "korean", "english"),
    [
        (NoMeetings(), "아직 수업 일정이 없어요.", "No classes are planned"),
        (
            SHORT,
            "수업에 1번 더 나와야 해요. 지금까지 7번 인정됐고, 10번 중 8번이 필요해요.",
            "Attend 1 more class: 7 count so far, 8 of 10 are needed.",
        ),
        (LOST, "수업 10번 중 8번이 필요한데 4번만 인정됐어요.", "too many absences"),
        (
            MeetingsUnmarked(unmarked=2, scheduled=10),
            "수업 10번 중 2번이 아직 남았거나 출석 표시가 없어요.",
            "2 of 10 classes are still to come or not marked yet.",
        ),
        (
            MODULE,
            "“협동조합 이해” 모듈을 통과해야 해요.",
            "Pass the module “Co-operatives”",
        ),
    ],
)
def test_the_learner_reads_what_is_missing(
    app: Flask, reason: Reason, korean: str, english: str
) -> None:
    with app.test_request_context():
        assert korean in for_learner(reason)
    with app.test_request_context():
        session["language"] = "en"
        assert english in for_learner(reason)


@pytest.mark.parametrize(
    ("reason", "korean"),
    [
        (NoMeetings(), "수업 일정 없음"),
        (SHORT, "수업 10번 중 7번 인정, 8번 필요"),
        (LOST, "수업 10번 중 4번 인정, 8번 필요(더 채울 수 없음)"),
        (MeetingsUnmarked(unmarked=2, scheduled=10), "표시하지 않은 수업 2번"),
        (MODULE, "통과하지 않은 모듈: 협동조합 이해"),
    ],
)
def test_the_coordinator_reads_it_in_few_words(
    app: Flask, reason: Reason, korean: str
) -> None:
    with app.test_request_context():
        assert korean in for_staff(reason)
