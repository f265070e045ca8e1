"""Who is in the demo: the accounts that the contract names, and invented neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PASSWORD = "jumin-demo-2026"  # noqa: S105 - printed at every start, on purpose


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    role: str
    born: date
    mobile: str


ACCOUNTS = (
    DemoAccount(
        "learner@demo.example", "김미경", "learner", date(1966, 4, 12), "01000000001"
    ),
    DemoAccount(
        "learner2@demo.example", "박영호", "learner", date(1961, 9, 3), "01000000002"
    ),
    DemoAccount(
        "instructor@demo.example",
        "박선영",
        "instructor",
        date(1964, 2, 20),
        "01000000003",
    ),
    DemoAccount(
        "coordinator@demo.example",
        "이현주",
        "coordinator",
        date(1979, 7, 8),
        "01000000004",
    ),
    DemoAccount(
        "mentor@demo.example", "정태수", "mentor", date(1958, 11, 30), "01000000005"
    ),
    DemoAccount(
        "city@demo.example", "한지원", "city", date(1984, 1, 17), "01000000006"
    ),
    DemoAccount(
        "admin@demo.example",
        "최은정",
        "administrator",
        date(1987, 5, 25),
        "01000000007",
    ),
)

NEIGHBOURS = (
    *("이정숙", "최은주", "정상철", "강명자", "조성민", "윤복희", "장혜란", "임재훈"),
    *("한경자", "오세진", "서동욱", "신미란", "권오준", "황인숙", "안병국", "송옥자"),
    *("전수진", "홍길자", "유영미", "고창수", "문정례", "양희순", "손기영", "배춘자"),
    *("남궁선희", "백승현", "허금옥", "노순덕", "하정민", "곽재형"),
)
"""Thirty people who fill the demo's courses; invented."""
