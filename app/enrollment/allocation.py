"""Who gets a seat, who waits: decided from numbers alone."""

from __future__ import annotations

import enum


class EnrollmentStatus(enum.Enum):
    APPLIED = "applied"  # 신청완료
    CONFIRMED = "confirmed"  # 등록확정
    WAITING = "waiting"  # 대기
    OFFERED = "offered"  # 자리 제안
    NOT_SELECTED = "not_selected"  # 미선정
    WITHDRAWN = "withdrawn"  # 본인취소
    CANCELLED = "cancelled"  # 직권취소
    LAPSED = "lapsed"  # 기한경과
    DROPPED = "dropped"  # 중도포기


LIVE = (
    EnrollmentStatus.APPLIED,
    EnrollmentStatus.CONFIRMED,
    EnrollmentStatus.WAITING,
    EnrollmentStatus.OFFERED,
)
"""The states in which an application still holds or hopes for a seat."""
