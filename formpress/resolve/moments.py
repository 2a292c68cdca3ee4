"""Functions of days and times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..expr import build
from ..expr.grammar import Call
from ..expr.grammar import GrammarFault as Misuse
from ..expr.tree import DATE, TIME, All, Number, Numeric, Quantity, Truth
from ..tw import format_roc, parse_roc
from .arguments import need, quoted, two_numbers
from .meaning import DaysOff

if TYPE_CHECKING:
    from .expressions import Reader


def date(reader: Reader, tree: Call) -> Numeric:
    return _typed(tree, day)


def time(reader: Reader, tree: Call) -> Numeric:
    return _typed(tree, moment)


def _typed(tree: Call, read: Callable[[str], Number]) -> Numeric:
    """What the one quoted argument is read as."""
    text = quoted(tree, 0, 1)
    try:
        return read(text.text)
    except build.Fault as fault:
        raise Misuse(fault.message, text.place, fault.hint) from None


def moment(text: str, label: str = "") -> Number:
    """A time of day as typed, 12:30; raises `Fault`."""
    hour, _, minute = text.partition(":")
    if not (
        hour.isdecimal() and len(minute) == 2 and minute.isdecimal() and int(hour) < 24 and int(minute) < 60
    ):
        raise build.Fault(f"「{text}」不是時間", "時間寫成 '12:30'。")
    return Number(int(hour) * 60 + int(minute), Quantity(TIME), text, label)


def day(text: str, label: str = "") -> Number:
    """A day as typed, 112-09-15; raises `Fault`."""
    try:
        found = parse_roc(text)
    except ValueError as error:
        raise build.Fault(str(error.args[0]), str(error.args[1])) from None
    return Number(found.toordinal(), Quantity(DATE), format_roc(found, with_weekday=False), label)


def months(reader: Reader, tree: Call) -> Numeric:
    start, end = two_numbers(reader, tree)
    return reader.guarded(tree, lambda: build.months(start, end))


def add_months(reader: Reader, tree: Call) -> Numeric:
    need(tree, len(tree.arguments) == 2, "add_months(…) 要兩樣：日期、月數")
    start, count = reader.number(tree.arguments[0]), reader.number(tree.arguments[1])
    return reader.guarded(tree.arguments[1], lambda: build.add_months(start, count))


def workdays(reader: Reader, tree: Call) -> Numeric:
    start, end = two_numbers(reader, tree)
    off = reader.scope.find("holidays")
    if not isinstance(off, DaysOff):
        raise Misuse("要算工作天，得先知道放假日", tree.place, "請在 edition.yaml 寫 holidays。")
    return reader.guarded(tree, lambda: build.work_days(start, end, off.holidays, off.makeup))


def spans(reader: Reader, tree: Call) -> Truth:
    need(tree, len(tree.arguments) == 3, "spans(…) 要三樣：開始、結束、時刻")
    start, end, moment = (reader.number(argument) for argument in tree.arguments)
    return All(
        (
            reader.guarded(tree, lambda: build.compare("<=", start, moment)),
            reader.guarded(tree, lambda: build.compare("<=", moment, end)),
        )
    )
