"""A workbook meets a run that lives already: published, planned, called off."""

from __future__ import annotations

from datetime import date

from app.courses import changes
from app.courses.importing import checks as import_checks
from app.courses.importing.cells import RemarkKind
from app.courses.importing.entry import RowState
from app.courses.importing.plan import Choices
from app.courses.kinds import SelectionMethod
from app.courses.minimum import MinimumAboveCapacity
from app.courses.publication import WindowOutlastsRun
from tests.support.factories.plans import (
    facts,
    planned,
    problems,
    row,
    stored,
)


def test_dates_and_seats_of_a_published_run_ask_for_confirmation() -> None:
    other = row(정원=20, 교육종료일="2026. 5. 7.", 시간="13:00~16:00")

    (asked,) = planned(other, known=stored(published=True))
    (confirmed,) = planned(
        other, known=stored(published=True), choices=Choices(confirm_published=True)
    )

    assert asked.state is RowState.REFUSED
    assert problems(asked) == dict.fromkeys(
        ("정원", "교육종료일", "시간"), import_checks.NeedsConfirmation
    )
    assert facts(asked) == {"old": date(2026, 4, 30), "new": date(2026, 5, 7)}
    assert confirmed.state is RowState.UPDATED


def test_the_venue_of_a_published_run_changes_without_asking() -> None:
    (entry,) = planned(row(교육장소="금천구청"), known=stored(published=True))

    assert entry.state is RowState.UPDATED


def test_the_terms_of_a_published_run_stay() -> None:
    (entry,) = planned(
        row(수강료=10_000, 수료출석률="70%"),
        known=stored(published=True),
        choices=Choices(confirm_published=True),
    )

    assert problems(entry) == {
        "수강료": changes.FixedOncePublished,
        "수료출석률": changes.FixedOncePublished,
    }


def test_a_workbook_leaves_room_for_the_minimum_that_the_office_set() -> None:
    (too_few,) = planned(row(정원=9), known=stored(minimum=10))
    (enough,) = planned(row(정원=10), known=stored(minimum=10))

    assert problems(too_few) == {"정원": MinimumAboveCapacity}
    assert enough.state is RowState.UPDATED


def test_there_are_never_fewer_seats_than_people_on_them() -> None:
    (entry,) = planned(
        row(정원=9),
        known=stored(published=True, seats_taken=10),
        choices=Choices(confirm_published=True),
    )

    assert problems(entry) == {"정원": changes.CapacityBelowSeats}
    assert facts(entry) == {"taken": 10}


def test_a_published_run_stays_one_that_may_be_published() -> None:
    (entry,) = planned(
        row(신청마감="2026. 6. 1."),
        known=stored(published=True),
        choices=Choices(confirm_published=True),
    )

    assert problems(entry) == {"신청마감": WindowOutlastsRun}


def test_nothing_changes_about_a_run_that_was_called_off() -> None:
    (entry,) = planned(row(교육장소="금천구청"), known=stored(cancelled=True))

    assert problems(entry) == {"교육장소": changes.RunIsCancelled}


def test_one_pair_of_cells_can_not_change_several_windows() -> None:
    known = stored(windows=2)

    (entry,) = planned(row(신청마감="2026. 3. 25."), known=known)

    assert problems(entry) == {"신청마감": import_checks.SeveralWindows}


def test_what_follows_from_meetings_is_changed_there() -> None:
    (dates,) = planned(row(교육종료일="2026. 5. 7."), known=stored(meetings=8))
    (hours,) = planned(row(시간="13:00~16:00"), known=stored(meetings=8))

    assert problems(dates) == {"교육종료일": import_checks.FollowsFromMeetings}
    assert hours.state is RowState.UPDATED
    assert RemarkKind.MEETINGS_STAY in [s.remark.kind for s in hours.remarks]


def test_a_way_of_choosing_that_is_not_built_is_taken_and_told() -> None:
    (entry,) = planned(row(선발방법="추첨"))

    assert entry.values["selection_method"] is SelectionMethod.LOTTERY
    assert RemarkKind.METHOD_NOT_BUILT in [s.remark.kind for s in entry.remarks]
