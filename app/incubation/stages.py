"""The stages of founding a co-operative, who acts in them, and legal forms."""

from __future__ import annotations

import enum


class Stage(enum.Enum):
    """단계. Up to ARTICLES it names the work in hand, from NOTICE on what is done."""

    IDEA = "idea"  # 구상
    TEAM = "team"  # 팀구성
    MODEL = "model"  # 사업모델
    PLAN = "plan"  # 사업계획
    ARTICLES = "articles"  # 정관안
    NOTICE = "notice"  # 총회공고
    MEETING = "meeting"  # 창립총회
    FILED = "filed"  # 신고접수
    SUPPLEMENT = "supplement"  # 보완요청
    CONFIRMED = "confirmed"  # 신고확인
    PAID_IN = "paid_in"  # 출자납입
    INCORPORATED = "incorporated"  # 설립등기
    TAX_REGISTERED = "tax_registered"  # 사업자등록
    OPERATING = "operating"  # 운영
    ON_HOLD = "on_hold"  # 보류
    STOPPED = "stopped"  # 중단


PATH = (
    Stage.IDEA,
    Stage.TEAM,
    Stage.MODEL,
    Stage.PLAN,
    Stage.ARTICLES,
    Stage.NOTICE,
    Stage.MEETING,
    Stage.FILED,
    Stage.CONFIRMED,
    Stage.PAID_IN,
    Stage.INCORPORATED,
    Stage.TAX_REGISTERED,
    Stage.OPERATING,
)
"""The way as it is walked when nothing comes between."""

ENDED = frozenset({Stage.OPERATING, Stage.STOPPED})
"""Nothing is prepared any more."""

BEFORE_NOTICE = frozenset(
    {Stage.IDEA, Stage.TEAM, Stage.MODEL, Stage.PLAN, Stage.ARTICLES}
)
BEFORE_MEETING = BEFORE_NOTICE | {Stage.NOTICE}
"""The team may still change; afterwards the filed papers name it."""


class Actor(enum.Enum):
    """Who presses the button."""

    FOUNDER = "founder"  # 발기인
    COORDINATOR = "coordinator"  # confirms what an office decided


class LegalForm(enum.Enum):
    """법적형태. Ventures of the other forms need their own table of steps."""

    COOPERATIVE = "cooperative"  # 협동조합


def place_on_path(stage: Stage, *, held_from: Stage | None = None) -> int:
    """Which stop of PATH the venture stands at; a supplement stands at the filing.

    Raises ValueError for ON_HOLD or STOPPED without the stage it was left from.
    """
    standing = held_from or stage
    if standing is Stage.SUPPLEMENT:
        standing = Stage.FILED
    return PATH.index(standing)
