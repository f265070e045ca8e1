"""The empty workbook that staff fill in: headings, one example, an explanation."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from app.courses.forms.import_values import column_name
from app.courses.importing.columns import HEADINGS, SHEET

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 26

EXAMPLES: dict[str, Any] = {
    "연도": 2027,
    "자치구": "금천구",
    "운영기관": "금천구 사회적경제지원센터",
    "과정명": "옷수선 기초과정",
    "분야": "옷수선",
    "단계": "기본",
    "기수": 1,
    "교육시작일": "2027. 3. 9.",
    "교육종료일": "2027. 4. 1.",
    "요일": "화·목",
    "시간": "14:00~17:00",
    "회차": 8,
    "총시간": "24시간",
    "정원": 15,
    "대기정원": 5,
    "선발방법": "선착순",
    "신청시작": "2027. 2. 15. 09:00",
    "신청마감": "2027. 2. 26.",
    "교육장소": "금천구 사회적경제지원센터 3층",
    "대상": "만 19세 이상 구민",
    "최대연령": "제한 없음",
    "거주요건": "관내",
    "선수과정": "",
    "필수모듈": "",
    "수강료": "무료",
    "재료비": "30,000원",
    "수료출석률": "80%",
    "문의처": "02-000-0000",
    "비고": "",
}
"""The row that shows how it is meant; staff overwrite it."""

_WHOLE: LazyString = _l(
    "Required. A course run is identified by year, district, course and cohort."
)
EXPLANATIONS: dict[str, LazyString] = {
    "연도": _WHOLE,
    "자치구": _WHOLE,
    "과정명": _WHOLE,
    "기수": _WHOLE,
    "운영기관": _l("Saved as a note."),
    "분야": _l("Required for a new course. One of the trades of this site."),
    "단계": _l("Required for a new course: 기본, 심화, 자격증 or 현장실습."),
    "교육시작일": _l("A date. Without a year, the year is taken from 연도."),
    "교육종료일": _l("A date. Without a year, the year is taken from 연도."),
    "요일": _l("화·목, 화, 목, 월~금 or 평일."),
    "시간": _l("From when to when: 14:00~17:00 or 오후 2시~5시."),
    "회차": _l("Number of classes."),
    "총시간": _l("Hours in total: 24, 24시간 or 10시간 30분."),
    "정원": _l("Number of seats."),
    "대기정원": _l("How many people may wait. Leave blank for no limit."),
    "선발방법": _l(
        "선착순, 추첨, 서류·면접 or 수행평가. Only 선착순 can be published yet."
    ),
    "신청시작": _l("A date, with an hour if you like. Without one it is 00:00."),
    "신청마감": _l("A date, with an hour if you like. Without one it is 24:00."),
    "교육장소": _l("Where the classes take place."),
    "대상": _l("Who the course is for, in your own words."),
    "최대연령": _l("The highest age at which people may apply: 55 or 만 55세 이하."),
    "거주요건": _l("관내 for residents of the district only, otherwise 제한 없음."),
    "선수과정": _l("Courses people must have done before, in your own words."),
    "필수모듈": _l("Modules people must pass, separated by semicolons."),
    "수강료": _l("In won: 30000, 30,000원 or 무료."),
    "재료비": _l("In won: 30000, 30,000원 or 무료."),
    "수료출석률": _l("Attendance needed to complete: 80% or 0.8."),
    "문의처": _l("Phone number or address for questions."),
    "비고": _l("Anything else; only staff read it."),
}


def workbook() -> bytes:
    """The template as the bytes of an .xlsx, in the reader's language."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    sheet.append(list(HEADINGS))
    sheet.append([EXAMPLES[heading] for heading in HEADINGS])
    sheet.freeze_panes = "A2"
    for index, heading in enumerate(HEADINGS, start=1):
        longest = max(len(heading), len(str(EXAMPLES[heading])))
        width = min(WIDEST, 2 * longest + 2)
        sheet.column_dimensions[get_column_letter(index)].width = width
    _emphasise(sheet)
    _explain(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(book: Workbook) -> None:
    sheet: Any = book.create_sheet(str(_("How to fill it in")))
    sheet.append([str(_("Column")), str(_("What belongs there")), str(_("Example"))])
    for heading in HEADINGS:
        explanation = str(EXPLANATIONS[heading])
        sheet.append([column_name(heading), explanation, EXAMPLES[heading]])
    for letter, width in (("A", 34), ("B", 70), ("C", 32)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    _emphasise(sheet)


def _emphasise(sheet: Any) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F3ECDF")
