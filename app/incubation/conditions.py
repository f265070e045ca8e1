"""When a step may be taken: each condition looks at numbers and days, and refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.exceptions import DomainError
from app.incubation import quorum
from app.incubation.break_even import break_even_jobs
from app.incubation.deadlines import notice_given_by
from app.incubation.facts import FactRefused, Facts
from app.incubation.quorum import Figures

FORM_IN_NAME = "협동조합"
"""제3조제1항: the name says what it is."""


@dataclass(frozen=True)
class Situation:
    """What is known about a venture at the moment of a step."""

    now: datetime
    """In the zone of the wall clock."""
    founders: int
    figures: Figures
    facts: Facts
    """The latest of each name; while a step is checked, its own answers too."""

    @property
    def today(self) -> date:
        return self.now.date()

    def told(self, more: Facts) -> Situation:
        return replace(self, facts=self.facts.with_more(more))


Condition = Callable[[Situation], None]


class ArticlesMissing(DomainError):
    """The notice tells what will be decided; so the draft comes first."""


class NameLacksForm(FactRefused):
    fact = "name"


class NoticeTooShort(FactRefused):
    """`days` before the meeting; at `earliest` it can be held."""

    fact = "meeting_at"


class MeetingAhead(DomainError):
    """`meeting_at`: when it will be held."""


class ConsentTooLate(FactRefused):
    """Consent is filed before the meeting opens (제15조)."""

    fact = "last_consent_at"


class OutOfOrder(FactRefused):
    """`earliest`: the day of the step before it."""


class OpeningDayMissing(DomainError):
    """The clock of the tax registration starts on the day of opening."""


class OpeningAhead(DomainError):
    """`opens_on`: the day of opening."""


def nothing(situation: Situation) -> None:
    """No condition."""


def enough_founders(situation: Situation) -> None:
    """Raises FoundersMissing."""
    quorum.founders_suffice(situation.founders, situation.figures)


def plan_bears_itself(situation: Situation) -> None:
    """Raises NothingLeftPerJob."""
    facts = situation.facts
    break_even_jobs(
        fixed_won=facts.number("fixed_won"),
        price_won=facts.number("price_won"),
        variable_won=facts.number("variable_won"),
    )


def name_lawful(situation: Situation) -> None:
    """Raises NameLacksForm."""
    if FORM_IN_NAME not in situation.facts.text("name"):
        raise NameLacksForm(form=FORM_IN_NAME)


def articles_written(situation: Situation) -> None:
    """Raises FoundersMissing, ArticlesMissing."""
    enough_founders(situation)
    if "name" not in situation.facts:
        raise ArticlesMissing()


def notice_long_enough(situation: Situation) -> None:
    """Raises NoticeTooShort."""
    facts, figures = situation.facts, situation.figures
    given, held = facts.day("notice_on"), facts.day("meeting_at")
    if given > notice_given_by(held, figures):
        shift = given - notice_given_by(held, figures)
        raise NoticeTooShort(days=figures.meeting_notice_days, earliest=held + shift)


def meeting_over(situation: Situation) -> None:
    """Raises FoundersMissing, MeetingAhead."""
    enough_founders(situation)
    begins = situation.facts.moment("meeting_at")
    if situation.now < begins:
        raise MeetingAhead(meeting_at=begins)


def meeting_decided(situation: Situation) -> None:
    """Raises ConsentTooLate, or what `quorum` refuses."""
    facts, figures = situation.facts, situation.figures
    if facts.moment("last_consent_at") >= facts.moment("meeting_at"):
        raise ConsentTooLate(meeting_at=facts.moment("meeting_at"))
    quorum.meeting_valid(
        consenters=facts.number("consenters"),
        attended=facts.number("attended"),
        in_favour=facts.number("in_favour"),
        figures=figures,
    )
    quorum.officers_suffice(
        directors=facts.number("directors"),
        auditors=facts.number("auditors"),
        members=facts.number("consenters"),
        figures=figures,
    )


def shares_paid(situation: Situation) -> None:
    """Raises OutOfOrder, or what `quorum` refuses about shares."""
    not_before("paid_on", "confirmed_on")(situation)
    quorum.shares_lawful(
        members=situation.facts.number("members"),
        total=situation.facts.number("total_shares"),
        largest=situation.facts.number("largest_shares"),
        figures=situation.figures,
    )


def opening_day_known(situation: Situation) -> None:
    """Raises OpeningDayMissing."""
    if "opens_on" not in situation.facts:
        raise OpeningDayMissing()


def open_by_now(situation: Situation) -> None:
    """Raises OpeningAhead."""
    opens_on = situation.facts.day("opens_on")
    if situation.today < opens_on:
        raise OpeningAhead(opens_on=opens_on)


def not_before(name: str, *earlier: str) -> Condition:
    """The day `name` isn't before any of the earlier ones that are known."""

    def condition(situation: Situation) -> None:
        facts = situation.facts
        earliest = max(facts.day(known) for known in earlier if known in facts)
        if facts.day(name) < earliest:
            raise OutOfOrder(about=name, earliest=earliest)

    return condition
