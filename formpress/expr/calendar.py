"""Days as numbers, the way rules count them; `runtime.js` says the same."""

from __future__ import annotations

import datetime
from bisect import bisect_right

from .. import tw

FIRST_YEAR = 1912
"""中華民國元年."""

FARTHEST = 3_000_000
"""Some day in the far future: later ones are computed as this one in every engine."""


def ordinal(year: int, month: int, day: int) -> int | None:
    """The number of an ROC date, or None where there is no such day."""
    try:
        return datetime.date(year + FIRST_YEAR - 1, month, day).toordinal() if 1 <= year <= 999 else None
    except ValueError:
        return None


def roc(number: int) -> str:
    """112年9月15日."""
    day = _day(number)
    if day.year < FIRST_YEAR:
        return f"{day.year}/{day.month}/{day.day}"
    return tw.format_roc(day, with_weekday=False)


def months(start: int, end: int) -> int:
    """Full months from one day to another."""
    first, last = _day(start), _day(end)
    return (last.year - first.year) * 12 + last.month - first.month - (1 if last.day < first.day else 0)


def add_months(number: int, count: int) -> int:
    """The same day `count` months later, or the last day of a month that is too short."""
    day = _day(number)
    month = day.year * 12 + day.month - 1 + count
    first = datetime.date(month // 12, month % 12 + 1, 1)
    after = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.toordinal() + day.day - 1, after.toordinal() - 1)


def work_days(start: int, end: int, holidays: tuple[int, ...], makeup: tuple[int, ...]) -> int:
    """Working days after `start` up to and including `end`; both tuples ascend."""
    return max(0, _worked(end, holidays, makeup) - _worked(start, holidays, makeup))


def _day(number: int) -> datetime.date:
    """A day; a number that no form can mean is taken to the nearest that one could."""
    return datetime.date.fromordinal(min(max(number, 1), FARTHEST))


def _worked(number: int, holidays: tuple[int, ...], makeup: tuple[int, ...]) -> int:
    """Working days up to and including a day; day 1 was a Monday."""
    weekdays = 5 * (number // 7) + min(number % 7, 5)
    return weekdays - bisect_right(holidays, number) + bisect_right(makeup, number)
