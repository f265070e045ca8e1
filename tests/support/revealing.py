"""Press “Show names and numbers” on a page whose personal data is masked."""

from __future__ import annotations

from typing import Any

from tests.support.pages import PageClient


def reveal(client: PageClient, endpoint: str, **values: Any) -> PageClient:
    """This page, whatever its query, is shown whole to her for ten minutes."""
    client.post("accounts.reveal", {"next": client.url(endpoint, **values)})
    return client
