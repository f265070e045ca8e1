"""The showcase's two-step sign-in, and its mailed link from Naver."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts import factor_services
from app.accounts.changing import request_new_email
from app.accounts.mailed_links import make_link
from app.accounts.models import Account, LinkPurpose
from app.accounts.vault import vault
from tests.support.factories.factors import KEY, code_at


def with_second_factor(session: Session, account: Account, *, now: datetime) -> None:
    factor_services.set_up(
        session, account.id, key=KEY, code=code_at(now), vault=vault(), now=now
    )


def outside_link(session: Session, account: Account, *, now: datetime) -> str:
    """The page behind the link by which a Naver account is joined."""
    secret = make_link(
        session,
        purpose=LinkPurpose.OUTSIDE,
        email=account.email,
        lasts=timedelta(hours=1),
        now=now,
        payload={"provider": "naver", "subject": "4711"},
    )
    return f"/login/link/{secret}"


def new_email(session: Session, account: Account, *, now: datetime) -> str:
    """The page behind the link that was mailed to a new address."""
    paths: list[str] = []

    def path(secret: str) -> str:
        paths.append(f"/account/email/{secret}")
        return paths[0]

    request_new_email(
        session,
        account_id=account.id,
        email="new-address@example.com",
        confirm_path=path,
        now=now,
    )
    return paths[0]
