"""What is always true of a run's seats: a model of its line, beside the rows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.courses.list_end import is_ended
from app.courses.models import CourseRun
from app.courses.queries import list_end
from app.enrollment import queries
from app.enrollment.allocation import EnrollmentStatus
from app.enrollment.models import Enrollment
from app.enrollment.offer_models import Offer
from app.enrollment.offers import OfferOutcome

CONFIRMED, OFFERED = EnrollmentStatus.CONFIRMED, EnrollmentStatus.OFFERED
WAITING = EnrollmentStatus.WAITING
PROMISED = (CONFIRMED, OFFERED)


class SeatModel:
    """Who stands where, as it should be; compared with the rows by `compare`."""

    session: Session
    run: CourseRun
    now: datetime

    def watch(self, run: CourseRun, now: datetime) -> None:
        """Begin with a run for which nobody has applied."""
        self.run, self.now = run, now
        self.line: list[int] = []
        """Who waits, in order."""
        self.before: dict[int, EnrollmentStatus] = {}
        self.numbers: dict[int, int] = {}
        self.ended_by: dict[int, str] = {}
        """Whose place was ended in this step by herself, or by the school."""
        self.accepted: set[int] = set()
        self.owed = False
        """Seats were added that nobody has offered yet."""

    def compare(self) -> None:
        rows = list(
            self.session.scalars(
                select(Enrollment)
                .where(Enrollment.run_id == self.run.id)
                .order_by(Enrollment.id)
                .execution_options(populate_existing=True)
            )
        )
        for place in rows:
            self._kept(place, self.before.get(place.id))
        self._nobody_is_passed_over(rows)
        self._nothing_is_oversold(rows)
        self._numbers_are_given_once(rows)
        self._offers_are_those_of_the_offered(rows)
        self.before = {place.id: place.status for place in rows}
        self.ended_by, self.accepted = {}, set()

    def _nobody_is_passed_over(self, rows: list[Enrollment]) -> None:
        after = {place.id: place.status for place in rows}
        stay = [i for i in self.line if after[i] in (WAITING, OFFERED)]
        came = [i for i in after if i not in self.before and after[i] is WAITING]
        line = stay + came
        offered = [i for i in line if after[i] is OFFERED]
        assert offered == line[: len(offered)], "somebody was passed over"
        self.line = line[len(offered) :]
        stored = [place for place in rows if place.status is WAITING]
        stored.sort(key=lambda place: place.waiting_order or 0)
        assert [place.id for place in stored] == self.line

    def _nothing_is_oversold(self, rows: list[Enrollment]) -> None:
        there = Counter(place.status for place in rows)
        run = self.run
        assert run.confirmed_count == there[CONFIRMED]
        assert run.offered_count == there[OFFERED]
        assert run.waiting_count == there[WAITING]
        free = (run.capacity or 0) - there[CONFIRMED] - there[OFFERED]
        assert free >= 0
        if free and self.line and not self.owed:
            assert run.cancelled_at is not None or self._list_has_ended()

    def _numbers_are_given_once(self, rows: list[Enrollment]) -> None:
        for place in rows:
            if place.id in self.numbers:
                assert place.waiting_no == self.numbers[place.id]
            elif place.waiting_no is not None:
                assert place.waiting_no == max(self.numbers.values(), default=0) + 1
                self.numbers[place.id] = place.waiting_no
        assert max(self.numbers.values(), default=0) == self.run.last_waiting_no

    def _offers_are_those_of_the_offered(self, rows: list[Enrollment]) -> None:
        open_ones = self.session.scalars(
            select(Offer.enrollment_id)
            .join(Offer.enrollment)
            .where(Enrollment.run_id == self.run.id, Offer.outcome.is_(None))
        )
        offered = [place.id for place in rows if place.status is OFFERED]
        assert sorted(open_ones) == offered

    def _kept(self, place: Enrollment, was: EnrollmentStatus | None) -> None:
        """A promise ends by herself, by the school with a reason, by its deadline or
        with the whole run; and nobody gets a seat but by asking or accepting."""
        now_is = place.status
        if now_is is CONFIRMED and was not in (None, CONFIRMED):
            assert was is OFFERED
            assert place.id in self.accepted
        if now_is is EnrollmentStatus.NOT_SELECTED:
            assert was in (WAITING, now_is)
            assert self._list_has_ended()
        if was not in PROMISED or now_is in PROMISED:
            assert not (was is CONFIRMED and now_is is OFFERED)
            return
        if now_is is EnrollmentStatus.LAPSED:
            offer = queries.offer_of(self.session, place.id)
            assert offer is not None
            assert offer.outcome is OfferOutcome.LAPSED
            assert self.now > offer.deadline_at
        elif now_is is EnrollmentStatus.WITHDRAWN:
            assert self.ended_by.get(place.id) == "herself"
        else:
            assert now_is is EnrollmentStatus.CANCELLED
            assert place.end_reason
            off = self.run.cancelled_at is not None
            assert off or self.ended_by.get(place.id) == "school"

    def _list_has_ended(self) -> bool:
        return is_ended(list_end(self.session, self.run), self.now)

    @property
    def live(self) -> list[int]:
        """Whoever has or hopes for a seat; who has one stands first."""
        seated = [i for i, status in self.before.items() if status is CONFIRMED]
        return [*seated, *self.offered, *self.line]

    @property
    def offered(self) -> list[int]:
        return [i for i, status in self.before.items() if status is OFFERED]
