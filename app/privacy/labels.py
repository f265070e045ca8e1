"""Words for what stands in the database as a code."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.accounts.forms.words import ROLE_WORDS
from app.privacy.rules import RequestKind, RequestState, Way

KIND_WORDS: dict[RequestKind, LazyString] = {
    RequestKind.EXPORT: _l("Everything about me as a file"),
    RequestKind.CORRECT: _l("Correction"),
    RequestKind.ERASE: _l("Erasure"),
    RequestKind.STOP: _l("Stop using my data"),
}
STATE_WORDS: dict[RequestState, LazyString] = {
    RequestState.OPEN: _lp("request", "Being answered"),
    RequestState.DONE: _lp("request", "Done"),
    RequestState.REFUSED: _lp("request", "Refused"),
    RequestState.WITHDRAWN: _lp("request", "Taken back"),
}
WAY_WORDS: dict[Way, LazyString] = {
    Way.ONLINE: _lp("request", "On this site"),
    Way.PHONE: _lp("request", "By phone"),
    Way.LETTER: _lp("request", "By letter"),
    Way.VISIT: _lp("request", "At the office"),
}

_BY_COLUMN: dict[str, dict[str, LazyString]] = {
    "kind": {kind.value: words for kind, words in KIND_WORDS.items()},
    "way": {way.value: words for way, words in WAY_WORDS.items()},
    "role": {role.value: words for role, words in ROLE_WORDS.items()},
    "presence": {
        "present": _lp("export", "present"),
        "absent": _lp("export", "absent"),
        "excused": _lp("export", "excused"),
    },
    "act": {
        "view": _lp("export", "looked at"),
        "search": _lp("export", "found by a search"),
        "export": _lp("export", "put into a file"),
        "change": _lp("export", "changed"),
        "reveal": _lp("export", "shown in full"),
    },
    "status": {
        "applied": _lp("export", "applied"),
        "confirmed": _lp("export", "seat confirmed"),
        "waiting": _lp("export", "on the waiting list"),
        "offered": _lp("export", "seat offered"),
        "not_selected": _lp("export", "not selected"),
        "withdrawn": _lp("export", "withdrawn"),
        "cancelled": _lp("export", "cancelled by the school"),
        "lapsed": _lp("export", "lapsed"),
        "dropped": _lp("export", "dropped out"),
    },
    "outcome": {
        "accepted": _lp("export", "accepted"),
        "declined": _lp("export", "declined"),
        "lapsed": _lp("export", "lapsed"),
        "ended": _lp("export", "ended with the enrolment"),
    },
    "settled_how": {
        "link": _lp("export", "through the link in the message"),
        "signed_in": _lp("export", "signed in"),
        "staff": _lp("export", "told to staff"),
        "school": _lp("export", "by the school"),
        "clock": _lp("export", "the time ran out"),
    },
    "state": {
        **{state.value: words for state, words in STATE_WORDS.items()},
        "queued": _lp("export", "waiting to be sent"),
        "sending": _lp("export", "being sent"),
        "sent": _lp("export", "sent"),
        "failed": _lp("export", "not sent"),
    },
}


def value_words(column: str, value: str) -> str:
    """The words of a code in this column; other text as it stands."""
    words = _BY_COLUMN.get(column, {}).get(value)
    return str(words) if words is not None else value
