"""What the catalogue's address asks for, cleaned, with what nobody knows set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.courses.models import Trade
from app.courses.search import Filters, states_of, words_of
from app.courses.state import RunState
from app.places.models import District


@dataclass(frozen=True)
class Asked:
    """`filters` is None where a filter names what doesn't exist: nothing is found."""

    filters: Filters | None
    query: str
    trade: Trade | None
    district: District | None
    states: frozenset[RunState]
    after: str

    @property
    def narrowed(self) -> bool:
        """Something was asked for, so that something can be taken back."""
        return self.filters != Filters()

    @property
    def refined(self) -> bool:
        """More than words: the part of the form that a phone folds away."""
        return bool(self.trade or self.district or self.states)

    def again(self) -> dict[str, Any]:
        """The same question for another page."""
        args: dict[str, Any] = {}
        if self.query:
            args["q"] = self.query
        if self.trade:
            args["trade"] = self.trade.code
        if self.district:
            args["district"] = self.district.code
        if self.states:
            args["state"] = [s.value for s in RunState if s in self.states]
        return args


def asked_of(
    args: MultiDict[str, str], *, trades: Sequence[Trade], districts: Sequence[District]
) -> Asked:
    words = words_of(args.get("q", ""))
    trade_code, district_code = args.get("trade", ""), args.get("district", "")
    trade = next((t for t in trades if t.code == trade_code), None)
    district = next((d for d in districts if d.code == district_code), None)
    states = states_of(args.getlist("state"))
    unknown = (
        states is None or (trade_code and not trade) or (district_code and not district)
    )
    filters = Filters(
        words=words,
        trade_id=trade.id if trade else None,
        district_code=district.code if district else None,
        states=states or frozenset(),
    )
    return Asked(
        filters=None if unknown else filters,
        query=" ".join(words),
        trade=trade,
        district=district,
        states=states or frozenset(),
        after=args.get("after", ""),
    )
