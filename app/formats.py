"""Dates, times, money and names as Koreans write them, and as English readers do."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Flask
from flask_babel import get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.clock import today
from app.seoul import SEOUL

MOBILE = re.compile(r"^(\d{3})(\d{4})(\d{4})$")
MAY_BREAK = re.compile(r"(?=[@.])")
WEEKDAYS_KO = "월화수목금토일"
UNITS_KO = ("일", "시간", "분", "초")
UNITS_EN = (" day", " hour", " minute", " second")
A_DAY, TEN_MINUTES = 86_400, 600
WORD_JOINER = "\u2060"  # a date's weekday stays with its day


def english() -> bool:
    return str(get_locale()) == "en"


def local(thing: object, name: str) -> str:
    """`thing.name_ko` or, for an English reader, `name_en` where there is one."""
    korean: str = getattr(thing, f"{name}_ko")
    if english():
        return getattr(thing, f"{name}_en", "") or korean
    return korean


def day(value: date | datetime | None, *, year: bool | None = None) -> str:
    """9월 18일(금), with the year where it isn't this one (or `year` says so)."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(SEOUL).date()
    with_year = value.year != today().year if year is None else year
    if english():
        return f"{value:%a} {value.day} {value:%b}" + (
            f" {value.year}" if with_year else ""
        )
    text = f"{value.month}월 {value.day}일{WORD_JOINER}({WEEKDAYS_KO[value.weekday()]})"
    return f"{value.year}년 {text}" if with_year else text


def moment(value: datetime | None, *, year: bool | None = None) -> str:
    """9월 18일(금) 18:00, on the wall in Seoul."""
    if value is None:
        return ""
    wall = value.astimezone(SEOUL)
    return f"{day(wall.date(), year=year)} {wall:%H:%M}"


def hour(value: time | datetime | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(SEOUL).time()
    return f"{value:%H:%M}"


def hours(minutes: int | None) -> str:
    """48시간, 1시간 30분, 45분 — or 48 hours, 1 h 30 min."""
    if minutes is None:
        return ""
    whole, rest = divmod(minutes, 60)
    if english():
        if whole and not rest:
            return f"{whole} hour" + ("s" if whole != 1 else "")
        return f"{whole} h {rest} min" if whole else f"{rest} min"
    parts = [f"{whole}시간"] if whole else []
    if rest or not whole:
        parts.append(f"{rest}분")
    return " ".join(parts)


def to_the_second(value: datetime) -> str:
    """10:00:05, on the wall in Seoul."""
    return f"{value.astimezone(SEOUL):%H:%M:%S}"


def milliseconds(value: datetime) -> int:
    """Since 1970, for a script."""
    return int(value.timestamp() * 1000)


def left(time: timedelta) -> str:
    """How long is left, rounded up: 2일 3시간, 47분, and only under ten minutes with
    seconds, 9분 58초. `static/opening.js` counts in the same words."""
    seconds = max(0, math.ceil(time.total_seconds()))
    step = 3600 if seconds >= A_DAY else 60 if seconds >= TEN_MINUTES else 1
    whole = -(-seconds // step) * step
    amounts = (whole // A_DAY, whole // 3600 % 24, whole // 60 % 60, whole % 60)
    units = UNITS_EN if english() else UNITS_KO
    plural = ("s", "") if english() else ("", "")
    said = [
        f"{amount}{unit}{plural[amount == 1]}"
        for amount, unit in zip(amounts, units, strict=True)
        if amount
    ]
    return " ".join(said) or f"0{units[-1]}{plural[0]}"


def won(amount: int | None) -> str:
    """30,000원 or ₩30,000."""
    if amount is None:
        return ""
    return f"₩{amount:,}" if english() else f"{amount:,}원"


def weekdays(digits: str) -> str:
    """화·목 from “13”."""
    if english():
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        return ", ".join(names[int(d)] for d in digits)
    return "·".join(WEEKDAYS_KO[int(d)] for d in digits)


def cohort(number: int) -> str:
    """3기, as it stands behind a course's name."""
    return f"(cohort {number})" if english() else f"{number}기"


def phone(number: str | None) -> str:
    """010-1234-5678 from digits; anything else as it is."""
    return MOBILE.sub(r"\1-\2-\3", number or "")


def mail_address(address: str | None) -> Markup:
    """The address, which a narrow line may break at @ and at dots only."""
    parts = MAY_BREAK.split(address or "")
    return Markup("<wbr>").join(parts)


@pass_eval_context
def _day(where: EvalContext, value: date | datetime | None, **more: Any) -> str:
    return _on_one_line(where, day(value, **more))


@pass_eval_context
def _moment(where: EvalContext, value: datetime | None, **more: Any) -> str:
    on, space, at = moment(value, **more).rpartition(" ")
    return f"{_on_one_line(where, on)}{space}{at}"


def _on_one_line(where: EvalContext, written: str) -> str:
    """On a page a date doesn't break; a mail or a terminal gets plain spaces."""
    return written.replace(" ", "\u00a0") if where.autoescape else written


def init_app(app: Flask) -> None:
    functions: tuple[Any, ...] = (
        hour,
        hours,
        left,
        milliseconds,
        to_the_second,
        won,
        weekdays,
        phone,
        mail_address,
    )
    for function in functions:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters.update(day=_day, moment=_moment)
    app.jinja_env.globals["local"] = local
    app.jinja_env.globals["cohort"] = cohort
