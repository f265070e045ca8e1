"""What may be asked, how it ends, and why it can be refused."""

from __future__ import annotations

import enum

from app.exceptions import DomainError


class RequestKind(enum.Enum):
    """The four rights of the act (개인정보 보호법 제35조, 제36조, 제37조)."""

    EXPORT = "export"
    CORRECT = "correct"
    ERASE = "erase"
    STOP = "stop"


class RequestState(enum.Enum):
    """open → done, refused by the school, or withdrawn by her."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Way(enum.Enum):
    """How a request came."""

    ONLINE = "online"
    PHONE = "phone"
    LETTER = "letter"
    VISIT = "visit"


class RequestRefused(DomainError):
    """A right can't be used now."""


class AlreadyAsked(RequestRefused):
    """The same is asked for already, and not answered yet."""


class NotOpen(RequestRefused):
    """The request was answered or withdrawn meanwhile."""


class NothingToCorrect(RequestRefused):
    """Name and date of birth are as they stand."""


class WrongPassword(RequestRefused):
    pass


class ReasonNeeded(RequestRefused):
    """A refusal has to say why (제35조제4항, 제36조제4항, 제37조제2항)."""


class SomethingUnderWay(RequestRefused):
    """Seats, ventures or roles that must end first."""


class AlreadyErased(RequestRefused):
    """Nothing is left that could be asked for."""


class FileGone(RequestRefused):
    """The file's days are over."""
