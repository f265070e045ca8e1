"""The words of a course that are closed lists. Pure: rules and tables share them."""

from __future__ import annotations

import enum


class Level(enum.Enum):
    """단계."""

    BASIC = "basic"  # 기본
    ADVANCED = "advanced"  # 심화
    LICENCE = "licence"  # 자격증
    FIELD = "field"  # 현장실습


class SelectionMethod(enum.Enum):
    """선발방법. Only first come is built; the others can't be published yet."""

    FIRST_COME = "first_come"  # 선착순
    LOTTERY = "lottery"  # 추첨
    SCREENING = "screening"  # 서류·면접
    PERFORMANCE = "performance"  # 수행평가


class Residence(enum.Enum):
    """거주요건."""

    ANYWHERE = "anywhere"
    DISTRICT = "district"  # 관내


class AttendancePolicy(enum.Enum):
    """How late, early and out count towards completion (domain: HRD custom)."""

    HRD3 = "hrd3"


class Applicants(enum.Enum):
    """For whom a window is."""

    EVERYBODY = "everybody"
    RESIDENTS = "residents"
