"""The coordinator’s workbook: uploaded, looked at, applied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.courses.importing.columns import HEADINGS
from app.courses.importing.models import ImportUpload
from app.courses.models import CourseRun
from tests.support.factories.workbooks import WHOLE, make_workbook, real_workbook
from tests.support.imports import apply, preview, row_of, runs, upload_id
from tests.support.pages import PageClient, text_of
from tests.support.time import MONDAY_TEN, FakeClock

Pages = Callable[[Account | None], PageClient]


@pytest.fixture
def office(pages: Pages, coordinator: Account) -> PageClient:
    return pages(coordinator)


def test_a_workbook_is_looked_at_first_and_then_taken_over(
    office: PageClient, session: Session
) -> None:
    page = preview(office, make_workbook(WHOLE, {**WHOLE, "기수": 2, "정원": None}))

    assert page.heading() == "엑셀 파일 미리보기"
    assert "새로 등록(빠짐없음)" in row_of(page, "옷수선 기초과정 1기")
    assert "공개하려면 더 필요한 것 정원" in row_of(page, "옷수선 기초과정 2기")
    assert runs(session) == 0

    done = apply(office, session, page)

    assert done.heading() == "엑셀 파일 처리 결과"
    assert "새 초안" in row_of(done, "옷수선 기초과정 2기")
    run = session.scalars(select(CourseRun).order_by(CourseRun.id)).first()
    assert run is not None
    assert done.select_one(f"a[href='/office/runs/{run.id}']") is not None
    assert runs(session) == 2


def test_the_bytes_are_gone_afterwards_and_the_result_stays(
    office: PageClient, session: Session
) -> None:
    apply(office, session, preview(office, make_workbook(WHOLE)))

    session.commit()
    upload = session.scalars(select(ImportUpload)).one()
    assert upload.content is None
    assert upload.applied_at == MONDAY_TEN
    page = office.in_english().get("courses_import.show", upload_id=upload.id)
    assert page.heading() == "What was saved from the workbook"
    assert "New, nothing missing" in row_of(page, "옷수선 기초과정")


def test_a_second_press_applies_nothing_twice(
    office: PageClient, session: Session
) -> None:
    page = preview(office, make_workbook(WHOLE))
    apply(office, session, page)

    again = apply(office, session, page)

    assert again.heading() == "엑셀 파일 처리 결과"
    assert runs(session) == 1


def test_the_same_workbook_again_leaves_nothing_to_press(
    office: PageClient, session: Session
) -> None:
    apply(office, session, preview(office, make_workbook(WHOLE)))

    page = preview(office, make_workbook(WHOLE))

    assert "그대로" in row_of(page, "옷수선 기초과정")
    assert page.select_one("[name=shown]") is None
    assert "저장할 것이 없어요" in page.words()


def test_rows_of_other_districts_are_refused_by_name(
    office: PageClient, session: Session
) -> None:
    other = {**WHOLE, "자치구": "은평구"}

    page = preview(office, make_workbook(WHOLE, other))
    done = apply(office, session, page)

    refused = row_of(page, "2026 은평구 옷수선 기초과정")
    assert "오류" in refused
    assert "“은평구” 자치구는 내가 맡은 곳이 아니에요." in refused
    assert "오류" in row_of(done, "2026 은평구")
    assert runs(session) == 1


def test_the_real_workbook_is_refused_to_a_coordinator_of_none_of_its_districts(
    office: PageClient, session: Session
) -> None:
    page = preview(office, real_workbook())

    assert text_of(page.select(".tally")[0]) == "오류 17"
    assert page.select_one("[name=shown]") is None


def test_a_published_run_is_shown_old_and_new_and_asks_first(
    office: PageClient, session: Session
) -> None:
    apply(office, session, preview(office, make_workbook(WHOLE)))
    session.scalars(select(CourseRun)).one().published_at = MONDAY_TEN
    session.commit()

    asked = preview(office, make_workbook({**WHOLE, "정원": 20}))
    confirmed = office.open(f"/office/import/{upload_id(session)}?confirm=1")
    done = apply(office, session, confirmed, confirm="1")

    assert "바꾸려면 확인이 필요해요: 15 → 20" in row_of(asked, "옷수선")
    assert "공개된 강좌 1개의 날짜나 정원이 바뀌어요" in asked.words()
    assert "정원: 15 → 20" in row_of(confirmed, "옷수선")
    assert "정원: 15 → 20" in row_of(done, "옷수선")
    session.commit()
    assert session.scalars(select(CourseRun.capacity)).one() == 20


def test_what_changed_after_the_preview_is_looked_at_again(
    office: PageClient, session: Session
) -> None:
    apply(office, session, preview(office, make_workbook(WHOLE)))
    page = preview(office, make_workbook({**WHOLE, "정원": 20}))
    session.scalars(select(CourseRun)).one().capacity = 30
    session.commit()

    again = apply(office, session, page)

    assert again.heading() == "엑셀 파일 미리보기"
    assert "그사이 강좌가 바뀌었어요" in again.notes()[0]
    assert "정원: 30 → 20" in row_of(again, "옷수선")


def test_confirming_without_the_confirmed_preview_applies_nothing(
    office: PageClient, session: Session
) -> None:
    apply(office, session, preview(office, make_workbook(WHOLE)))
    session.scalars(select(CourseRun)).one().published_at = MONDAY_TEN
    session.commit()
    both = make_workbook({**WHOLE, "정원": 20}, {**WHOLE, "기수": 2})

    page = preview(office, both)
    apply(office, session, page, confirm="1")

    assert runs(session) == 1


def test_columns_without_a_field_are_named(
    office: PageClient, session: Session
) -> None:
    content = make_workbook({**WHOLE, "강사": "박선영"}, headings=[*HEADINGS, "강사"])

    page = preview(office, content)
    apply(office, session, page)

    assert "비고에 남겨요: 강사" in page.words()
    session.commit()
    assert "강사: 박선영" in session.scalars(select(CourseRun.note)).one()


def test_the_pages_are_told_in_english(office: PageClient) -> None:
    office.in_english()

    form = office.get("courses_import.upload")
    page = preview(office, make_workbook({**WHOLE, "정원": "약 15명"}))

    assert form.heading() == "Upload a workbook"
    assert page.heading() == "What will be saved"
    assert "Seats (정원): “약 15명” isn't a single number." in page.words()


def test_a_longer_workbook_asks_the_database_no_more(
    office: PageClient, session: Session
) -> None:
    def statements(rows: int) -> int:
        content = make_workbook(*({**WHOLE, "기수": n + 1} for n in range(rows)))
        apply(office, session, preview(office, content))
        preview(office, content)
        return len(office.statements)

    few, many = statements(2), statements(20)

    assert few == many


def test_an_applied_upload_has_its_time(
    office: PageClient, session: Session, clock: FakeClock
) -> None:
    page = preview(office, make_workbook(WHOLE))
    later: datetime = clock.forward(minutes=5)

    apply(office, session, page)

    session.commit()
    assert session.scalars(select(ImportUpload.applied_at)).one() == later
