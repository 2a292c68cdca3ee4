"""What kind of number a number is: its unit, and what its integer stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = tuple[tuple[str, int], ...]
"""Base units with their exponents, sorted by name: 元/人 is (("人", -1), ("元", 1))."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """The type of a number: its unit, and how many decimal places its integer carries.

    A share typed as 12.5 is carried as the ratio 0.125; `percent` says that people read 12.5%.
    """

    unit: Unit = ()
    places: int = 0
    percent: bool = False
    over: int = 1
    """1/6 is carried as 1 over 6: the number is the integer ÷ 10**places ÷ `over`."""


DATE: Unit = (("日期", 1),)
"""A day: its number counted from 0001-01-01, which is 1. Two days are subtracted into 天."""

TIME: Unit = (("時刻", 1),)
"""A time of day in minutes after midnight. Two times are subtracted into 分."""

DAYS: Unit = (("天", 1),)
MINUTES: Unit = (("分", 1),)
HOURS: Unit = (("小時", 1),)
"""Minutes are told in hours as so many of 60."""

COUNT = Quantity()
ON_A_DAY = Quantity(DATE)
OVER_DAYS = Quantity(DAYS)
MONTHS = Quantity((("個月", 1),))

FormOfNumber = Literal["number", "date", "time"]


def form_of(kind: Quantity) -> FormOfNumber:
    """How a number of this type is printed."""
    return "date" if kind.unit == DATE else "time" if kind.unit == TIME else "number"
