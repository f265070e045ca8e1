"""Signing in through Kakao or Naver: what they say of somebody, and what is refused."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.exceptions import DomainError


class Provider(enum.Enum):
    """Who vouches for somebody."""

    KAKAO = "kakao"
    NAVER = "naver"

    @property
    def name_ko(self) -> str:
        return {"kakao": "카카오", "naver": "네이버"}[self.value]

    @property
    def name_en(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True)
class Profile:
    """What a provider says of whoever has just signed in there."""

    provider: Provider
    subject: str
    email: str | None = None
    confirmed: bool = False
    """Whether the provider says that the address is hers; Naver says nothing."""
    name: str = ""


class OutsideRefused(DomainError):
    """She said no over there, or came back too late."""


class OutsideUnreachable(DomainError):
    """The provider doesn't answer, or not in a way that can be believed."""


class OutsideTaken(DomainError):
    """This identity belongs to another account here."""


class AnotherLinked(DomainError):
    """The account is connected with another identity of this provider."""


class AccountClosed(DomainError):
    """The account was closed by an administrator."""


class LastWayIn(DomainError):
    """Without a password she could no longer sign in."""
