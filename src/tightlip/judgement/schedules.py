"""How long a rotation schedule lets a secret live: `rate(30 days)`, `cron(0 8 1 * ? *)`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

_RATE = re.compile(r"rate\(\s*(\d{1,6})\s+(hour|day)s?\s*\)")
_CRON = re.compile(r"cron\(\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*\)")
_ITEM = re.compile(r"(\*|\d+)(?:-(\d+))?(?:/(\d+))?")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAYS = {name: number for number, name in enumerate("sun mon tue wed thu fri sat".split(), 1)}
# Any span of years with a 29 February in it tells the longest gap, unless the schedule names years.
_FIRST, _LAST = date(2024, 1, 1), date(2032, 12, 31)


def longest_gap(expression: str) -> float | None:
    """The most days between two rotations of `rate(…)` or `cron(…)`; `None` for what is no such schedule.

    The syntax is that of "Schedule expressions in Secrets Manager rotation" in its user guide. A `cron(…)` is counted
    in whole days. One that never comes back gives infinity.
    """
    rate = _RATE.fullmatch(expression.strip())
    if rate is not None:
        return int(rate[1]) / (24 if rate[2] == "hour" else 1)
    cron = _CRON.fullmatch(expression.strip().lower())
    if cron is None:
        return None
    _, _, days, months, weekdays, years = cron.groups()
    try:
        runs = list(_runs(days, months, weekdays, years))
    except ValueError:
        return None
    return max(((later - earlier).days for earlier, later in pairwise(runs)), default=float("inf"))


def _runs(days: str, months: str, weekdays: str, years: str) -> Iterator[date]:
    in_year, in_month = _numbers(years, 1970, 2199), _numbers(months, 1, 12, _MONTHS)
    day = _FIRST
    while day <= _LAST:
        if day.year in in_year and day.month in in_month and _on(day, days, weekdays):
            yield day
        day += timedelta(1)


def _on(day: date, days: str, weekdays: str) -> bool:
    """Whether one of the two fields says `day`; the other one is `?`."""
    last = monthrange(day.year, day.month)[1]
    if days == "l":
        return day.day == last
    if days != "?":
        return day.day in _numbers(days, 1, 31)
    weekday = day.isoweekday() % 7 + 1
    nth = re.fullmatch(r"(\w+)#([1-5])", weekdays)
    if nth is not None:
        return weekday in _numbers(nth[1], 1, 7, _WEEKDAYS) and (day.day - 1) // 7 + 1 == int(nth[2])
    if weekdays.endswith("l"):
        return weekday in _numbers(weekdays[:-1], 1, 7, _WEEKDAYS) and day.day > last - 7
    return weekday in _numbers(weekdays, 1, 7, _WEEKDAYS)


def _numbers(field: str, low: int, high: int, names: dict[str, int] | None = None) -> frozenset[int]:
    """The numbers that a field of a `cron(…)` means; `ValueError` when it is none that we know."""
    for name, number in (names or {}).items():
        field = field.replace(name, str(number))
    numbers: set[int] = set()
    for item in field.split(","):
        match = _ITEM.fullmatch(item)
        if match is None:
            raise ValueError(item)
        start = low if match[1] == "*" else int(match[1])
        end = int(match[2]) if match[2] else high if match[3] or match[1] == "*" else start
        numbers.update(range(max(start, low), min(end, high) + 1, max(1, int(match[3] or 1))))
    return frozenset(numbers)
