"""A browser's own name, in words that its owner knows it by."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("KAKAOTALK", "KakaoTalk"),
    ("NAVER", "Naver"),
    ("Whale", "Whale"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""The particular before those that they pretend to be."""


@dataclass(frozen=True)
class Device:
    """Empty where the browser doesn't say it."""

    browser: str
    system: str


def device_of(agent: str) -> Device:
    """What a User-Agent header tells: browser and system."""

    def first(names: tuple[tuple[str, str], ...]) -> str:
        return next((name for sign, name in names if sign in agent), "")

    return Device(first(BROWSERS), first(SYSTEMS))
