"""Personal data masked for staff, until they ask to see it. See decision 0011.

A page's data is shown whole for ten minutes after a press on it; each time it is
shown so, the access log says `reveal`. What is the reader's own is never masked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import Flask, current_app, request, session
from flask_login import current_user
from markupsafe import Markup

from app import access_log, clock
from app.access_log import Act
from app.accounts import masking
from app.formats import english, mail_address, phone

REVEALED_FOR = timedelta(minutes=10)
MOST_PAGES = 20
"""So many pages at once; the session is a cookie and must stay small."""
KEY = "revealed"


def reveal(path: str) -> None:
    """Show this page's personal data whole from now on, for ten minutes."""
    pages = _live() | {path: int((clock.now() + REVEALED_FOR).timestamp())}
    latest = sorted(pages, key=lambda page: (pages[page], page == path))[-MOST_PAGES:]
    session[KEY] = {page: pages[page] for page in latest}


def hide(path: str) -> None:
    """Mask this page again."""
    session[KEY] = {page: until for page, until in _live().items() if page != path}


def revealed_until() -> datetime | None:
    """Until when the page that is being shown is revealed; None where it isn't."""
    if not current_user.is_authenticated:
        return None
    until = _live().get(request.path)
    return datetime.fromtimestamp(until, UTC) if until else None


def this_page() -> str:
    """The address to come back to; a refused form comes back as it was opened."""
    return request.full_path.rstrip("?")


def _live() -> dict[str, int]:
    now = clock.now().timestamp()
    kept: dict[str, int] = session.get(KEY, {})
    return {path: until for path, until in kept.items() if until > now}


def shown_whole(owner: int | None) -> bool:
    """Whether this reader sees it unmasked; seeing another's so is written down."""
    if current_app.config["OPEN_OUTBOX"] and request.blueprint == "notifications":
        return True  # development: these are nobody's data
    if current_user.is_authenticated and owner == current_user.person_id:
        return True
    if revealed_until() is None:
        return False
    access_log.note((), act=Act.REVEAL)
    return True


def private_name(name: str | None, owner: int | None) -> str:
    """홍*동, or the name. `owner` is the person's id, here and below."""
    return (name or "") if shown_whole(owner) else masking.mask_name(name)


def private_mobile(number: str | None, owner: int | None) -> str:
    """010-****-5678, or the number."""
    return phone(number) if shown_whole(owner) else masking.mask_mobile(number)


def private_email(address: str | None, owner: int | None) -> Markup:
    """hong***@example.org, or the address; a narrow line may break it."""
    return mail_address(address if shown_whole(owner) else masking.mask_email(address))


def private_birth(born: date | None, owner: int | None) -> str:
    """1968. **. **., or the date."""
    if born is None or not shown_whole(owner):
        return masking.mask_birth(born)
    if english():
        return f"{born.day} {born:%B} {born.year}"
    return f"{born.year}. {born.month}. {born.day}."


FILTERS: tuple[Callable[..., str], ...] = (
    private_name,
    private_mobile,
    private_email,
    private_birth,
)


def init_app(app: Flask) -> None:
    for function in FILTERS:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.globals["revealed_until"] = revealed_until
    app.jinja_env.globals["this_page"] = this_page
