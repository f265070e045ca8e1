"""What the real workbook of 2019–2022 says, row by row, as people read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.courses.kinds import Level, Residence, SelectionMethod
from tests.support.time import seoul

FIRST, SCREENING = SelectionMethod.FIRST_COME, SelectionMethod.SCREENING

ROWS: dict[int, tuple[tuple[int, str, str, int], str, Level, dict[str, Any]]] = {
    2: (
        (2019, "영등포구", "집수리 교육과정 (타일·도배·목공·설비·전기)", 1),
        "도배",
        Level.BASIC,
        {
            "starts_on": date(2019, 6, 27),
            "ends_on": date(2019, 7, 30),
            "meeting_count": 10,
            "venue": "영등포구 사회적경제지원센터, 청년건축학교(문래북로 116)",
            "audience": "구민",
            "note": "운영기관: 영등포구 사회적경제지원센터\n"
            "비고: 수료 뒤 창업교육·컨설팅",
        },
    ),
    3: (
        (2019, "마포구", "누구나 홈케어반", 1),
        "집수리",
        Level.BASIC,
        {
            "starts_on": date(2019, 9, 24),
            "ends_on": date(2019, 10, 22),
            "weekdays": "1",
            "capacity": 18,
            "selection_method": FIRST,
        },
    ),
    4: (
        (2019, "마포구", "주택보수 전문반(도배·장판)", 1),
        "도배",
        Level.ADVANCED,
        {
            "starts_on": date(2019, 9, 19),
            "ends_on": date(2019, 11, 14),
            "weekdays": "34",
            "capacity": 18,
            "selection_method": FIRST,
        },
    ),
    5: (
        (2020, "서대문구", "건축도장", 1),
        "집수리",
        Level.BASIC,
        {
            "meeting_count": 2,
            "total_minutes": 600,
            "closes_at": seoul(2020, 5, 23),
            "audience": "협동조합 소속으로 집수리 분야에서 지속 활동할 구민",
            "max_age": 55,
            "residence": Residence.DISTRICT,
            "fee_won": 0,
            "materials_won": 0,
            "note": "비고: 개인 공구는 본인 부담",
        },
    ),
    6: (
        (2020, "서대문구", "간단집수리", 1),
        "집수리",
        Level.BASIC,
        {
            "meeting_count": 2,
            "total_minutes": 600,
            "closes_at": seoul(2020, 5, 23),
            "max_age": 55,
            "residence": Residence.DISTRICT,
            "fee_won": 0,
            "materials_won": 0,
        },
    ),
    7: (
        (2020, "서대문구", "방수기능사 자격과정", 1),
        "집수리",
        Level.LICENCE,
        {
            "selection_method": SelectionMethod.PERFORMANCE,
            "max_age": 55,
            "residence": Residence.DISTRICT,
            "prerequisites": "건축도장; 간단집수리",
            "fee_won": 0,
            "materials_won": 0,
        },
    ),
    8: (
        (2020, "용산구", "반려견 돌봄 전문가 과정", 1),
        "돌봄",
        Level.BASIC,
        {"capacity": 20, "completion_percent": 80},
    ),
    9: (
        (2020, "용산구", "정리수납 전문가 과정", 1),
        "정리수납",
        Level.BASIC,
        {
            "capacity": 40,
            "completion_percent": 80,
            "note": "비고: 수료생이 협동조합 창립",
        },
    ),
    10: (
        (2020, "강서구", "홈닥터(집수리)", 1),
        "집수리",
        Level.BASIC,
        {
            "weekdays": "12",
            "total_minutes": 3300,
            "capacity": 20,
            "fee_won": 0,
            "contact": "전화 접수",
            "note": "비고: 1회 3시간, A·B조, 사회적경제 기초로 시작, "
            "취약가구 실습으로 마침",
        },
    ),
    11: (
        (2021, "도봉구", "집수리 심화과정", 2),
        "집수리",
        Level.ADVANCED,
        {
            "residence": Residence.DISTRICT,
            "prerequisites": "2020년 주민기술학교 집수리 수료",
        },
    ),
    12: (
        (2021, "도봉구", "조경·원예 심화과정", 2),
        "조경",
        Level.ADVANCED,
        {"prerequisites": "2020년 주민기술학교 조경·원예 수료"},
    ),
    13: (
        (2021, "양천구", "케어푸드(케어 도시락)", 1),
        "식사조리",
        Level.BASIC,
        {
            "starts_on": date(2021, 6, 15),
            "ends_on": date(2021, 12, 31),
            "weekdays": "13",
            "capacity": 10,
            "selection_method": SCREENING,
        },
    ),
    14: (
        (2021, "양천구", "에너지효율 집수리", 1),
        "집수리",
        Level.BASIC,
        {
            "starts_on": date(2021, 6, 15),
            "ends_on": date(2021, 12, 31),
            "weekdays": "13",
            "capacity": 10,
        },
    ),
    15: (
        (2022, "동대문구", "아이돌봄 서비스 기본과정", 1),
        "돌봄",
        Level.BASIC,
        {"ends_on": date(2022, 8, 10), "capacity": 15},
    ),
    16: (
        (2022, "동대문구", "클리닝 서비스 기본과정", 2),
        "정리수납",
        Level.BASIC,
        {
            "capacity": 15,
            "closes_at": seoul(2022, 8, 27),
            "note": "비고: 9월 중순 개강",
        },
    ),
    17: (
        (2022, "동대문구", "주거지원 서비스 기본과정(간단 집수리, 도배·장판)", 2),
        "도배",
        Level.BASIC,
        {
            "capacity": 15,
            "closes_at": seoul(2022, 8, 27),
            "note": "비고: 9월 중순 개강",
        },
    ),
    18: (
        (2022, "용산구", "한지공예 초급과정", 1),
        "업사이클링",
        Level.BASIC,
        {
            "starts_on": date(2022, 10, 21),
            "note": "운영기관: 용산구 사회적경제통합지원센터",
        },
    ),
}
"""By row: key, trade, level, and the fields that are not blank."""
