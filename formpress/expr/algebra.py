"""The two ways a number is read, as two small algebras with the same operations.

`Shown` computes displays: an exact integer, or None where nothing is filled.
`Judged` computes with intervals: all values a number can still take.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from .. import tw
from . import calendar
from .tree import Comparison, Direction, FormOfNumber, Rounding

INFINITY = math.inf
Bound = int | float
"""An exact integer, or plus or minus infinity; never any other float."""

Interval = tuple[Bound, Bound]
EVERYTHING: Interval = (-INFINITY, INFINITY)

YES, NO, MAYBE = 1, 2, 3
"""A truth is the set of what it can still be: bit 1 for true, bit 2 for false."""

Value = TypeVar("Value")


class Algebra(Protocol[Value]):
    def point(self, number: int) -> Value: ...
    def blank(self, minimum: int | None) -> Value: ...
    def add(self, terms: Sequence[Value], skip_blank: bool) -> Value: ...
    def multiply(self, left: Value, right: Value) -> Value: ...
    def negate(self, value: Value) -> Value: ...
    def divide(self, numerator: Value, denominator: Value, rounding: Rounding) -> Value: ...
    def extreme(self, direction: Direction, terms: Sequence[Value]) -> Value: ...
    def either(self, values: Sequence[Value]) -> Value: ...
    def compare(self, operator: Comparison, left: Value, right: Value) -> int: ...
    def count(self, truths: Sequence[int]) -> Value: ...
    def distinct(self, truths: Sequence[int], keys: Sequence[str]) -> Value: ...
    def alike(self, truths: Sequence[int], keys: Sequence[str], at: int) -> Value: ...
    def key(self, value: Value) -> str: ...
    def step(self, value: Value, bounds: Sequence[int | None], figures: Sequence[Value]) -> Value: ...
    def length(self, text: str) -> Value: ...
    def rising(self, function: Callable[[int], int], value: Value) -> Value: ...
    def span(
        self, function: Callable[[int, int], int], start: Value, end: Value, least: int | None
    ) -> Value: ...
    def text(self, value: Value, places: int, form: FormOfNumber) -> str: ...


class Shown:
    """What a display shows. None is blank; a blank factor blanks a product unless the other is 0."""

    def point(self, number: int) -> int | None:
        return number

    def blank(self, minimum: int | None) -> int | None:
        return None

    def add(self, terms: Sequence[int | None], skip_blank: bool) -> int | None:
        filled = [term for term in terms if term is not None]
        if not filled or (not skip_blank and len(filled) < len(terms)):
            return None
        return sum(filled)

    def multiply(self, left: int | None, right: int | None) -> int | None:
        if left == 0 or right == 0:
            return 0
        return None if left is None or right is None else left * right

    def negate(self, value: int | None) -> int | None:
        return None if value is None else -value

    def divide(self, numerator: int | None, denominator: int | None, rounding: Rounding) -> int | None:
        if numerator is None or not denominator:
            return None
        return quotient(numerator, denominator, rounding)

    def extreme(self, direction: Direction, terms: Sequence[int | None]) -> int | None:
        filled = [term for term in terms if term is not None]
        if len(filled) < len(terms):
            return None
        return min(filled) if direction == "min" else max(filled)

    def either(self, values: Sequence[int | None]) -> int | None:
        return values[0] if len(set(values)) == 1 else None

    def compare(self, operator: Comparison, left: int | None, right: int | None) -> int:
        if left is None or right is None:
            return MAYBE
        return _compare(operator, (left, left), (right, right))

    def count(self, truths: Sequence[int]) -> int | None:
        return None if MAYBE in truths else truths.count(YES)

    def distinct(self, truths: Sequence[int], keys: Sequence[str]) -> int | None:
        found = {key for truth, key in zip(truths, keys, strict=True) if key and truth == YES}
        return None if MAYBE in truths or (YES in truths and not found) else len(found)

    def alike(self, truths: Sequence[int], keys: Sequence[str], at: int) -> int | None:
        low, high = _alike(truths, keys, at)
        return low if low == high else None

    def key(self, value: int | None) -> str:
        return "" if value is None else str(value)

    def step(
        self, value: int | None, bounds: Sequence[int | None], figures: Sequence[int | None]
    ) -> int | None:
        return None if value is None else figures[_step(value, bounds)]

    def length(self, text: str) -> int | None:
        return units(text) if text else None

    def rising(self, function: Callable[[int], int], value: int | None) -> int | None:
        return None if value is None else function(value)

    def span(
        self, function: Callable[[int, int], int], start: int | None, end: int | None, least: int | None
    ) -> int | None:
        return None if start is None or end is None else function(start, end)

    def text(self, value: int | None, places: int, form: FormOfNumber) -> str:
        return "" if value is None else printed(value, places, form)


class Judged:
    """What a rule reads: the least and the greatest value that is still possible."""

    def point(self, number: int) -> Interval:
        return (number, number)

    def blank(self, minimum: int | None) -> Interval:
        return (-INFINITY if minimum is None else minimum, INFINITY)

    def add(self, terms: Sequence[Interval], skip_blank: bool) -> Interval:
        """A sum of what is filled: a term that is open may also stay blank, and then adds nothing."""
        lows = [min(low, 0) if skip_blank and low != high else low for low, high in terms]
        return (sum(lows), sum(high for _, high in terms))

    def multiply(self, left: Interval, right: Interval) -> Interval:
        corners = [_product(a, b) for a in left for b in right]
        return (min(corners), max(corners))

    def negate(self, value: Interval) -> Interval:
        return (-value[1], -value[0])

    def divide(self, numerator: Interval, denominator: Interval, rounding: Rounding) -> Interval:
        if denominator[0] <= 0 <= denominator[1]:
            return EVERYTHING
        corners = [_ratio(a, b, rounding) for a in numerator for b in denominator]
        return (min(corners), max(corners))

    def extreme(self, direction: Direction, terms: Sequence[Interval]) -> Interval:
        pick = min if direction == "min" else max
        return (pick(low for low, _ in terms), pick(high for _, high in terms))

    def either(self, values: Sequence[Interval]) -> Interval:
        return (min(low for low, _ in values), max(high for _, high in values))

    def compare(self, operator: Comparison, left: Interval, right: Interval) -> int:
        return _compare(operator, left, right)

    def count(self, truths: Sequence[int]) -> Interval:
        return (truths.count(YES), len(truths) - truths.count(NO))

    def distinct(self, truths: Sequence[int], keys: Sequence[str]) -> Interval:
        """A blank may come to hold something of its own, or nothing; an open one may not count."""
        entries = list(zip(truths, keys, strict=True))
        sure = {key for truth, key in entries if key and truth == YES}
        possible = {key for truth, key in entries if key and truth != NO}
        return (len(sure), len(possible) + sum(truth != NO and not key for truth, key in entries))

    def alike(self, truths: Sequence[int], keys: Sequence[str], at: int) -> Interval:
        return _alike(truths, keys, at)

    def key(self, value: Interval) -> str:
        return str(value[0]) if value[0] == value[1] else ""

    def step(self, value: Interval, bounds: Sequence[int | None], figures: Sequence[Interval]) -> Interval:
        return self.either(figures[_step(value[0], bounds) : _step(value[1], bounds) + 1])

    def length(self, text: str) -> Interval:
        return (units(text), units(text)) if text else (0, INFINITY)

    def rising(self, function: Callable[[int], int], value: Interval) -> Interval:
        low, high = (one if math.isinf(one) else function(int(one)) for one in value)
        return (low, high)

    def span(
        self, function: Callable[[int, int], int], start: Interval, end: Interval, least: int | None
    ) -> Interval:
        low = (
            -INFINITY if math.isinf(start[1]) or math.isinf(end[0]) else function(int(start[1]), int(end[0]))
        )
        high = (
            INFINITY if math.isinf(start[0]) or math.isinf(end[1]) else function(int(start[0]), int(end[1]))
        )
        return (low if least is None else max(low, least), high)

    def text(self, value: Interval, places: int, form: FormOfNumber) -> str:
        low, high = value
        least, most = ("至少 ", "至多 ") if form == "number" else ("不早於 ", "不晚於 ")
        if low == high:
            return printed(int(low), places, form)
        if math.isinf(low) and math.isinf(high):
            return "尚未確定"
        if math.isinf(high):
            return least + printed(int(low), places, form)
        if math.isinf(low):
            return most + printed(int(high), places, form)
        return printed(int(low), places, form) + "～" + printed(int(high), places, form)


def printed(value: int, places: int, form: FormOfNumber) -> str:
    """A number as people read it: 8,000; 112年9月15日; 12:30."""
    if form == "date":
        return calendar.roc(value)
    if form == "time":
        return f"{value // 60:02d}:{value % 60:02d}"
    return tw.thousands(value, places)


def units(text: str) -> int:
    """Length as every engine counts it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _step(value: Bound, bounds: Sequence[int | None]) -> int:
    return next(index for index, bound in enumerate(bounds) if bound is None or value <= bound)


def _alike(truths: Sequence[int], keys: Sequence[str], at: int) -> tuple[int, int]:
    """How many entries hold what entry `at` holds: surely, and at most; a blank may become anything."""
    wanted, low, high = keys[at], 0, 0
    for truth, key in zip(truths, keys, strict=True):
        low += truth == YES and key == wanted != ""
        high += truth != NO and (key == wanted or "" in {key, wanted})
    return low, high


def quotient(numerator: int, denominator: int, rounding: Rounding) -> int:
    """numerator / denominator as a whole number; half_up rounds a half away from zero."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if rounding == "floor":
        return numerator // denominator
    if rounding == "ceil":
        return -(-numerator // denominator)
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def both(truths: Sequence[int]) -> int:
    """Kleene's and: false decides, else an open one leaves it open."""
    if NO in truths:
        return NO
    return MAYBE if MAYBE in truths else YES


def any_of(truths: Sequence[int]) -> int:
    """Kleene's or: true decides, else an open one leaves it open."""
    if YES in truths:
        return YES
    return MAYBE if MAYBE in truths else NO


def opposite(truth: int) -> int:
    return {YES: NO, NO: YES, MAYBE: MAYBE}[truth]


def _compare(operator: Comparison, left: Interval, right: Interval) -> int:
    if operator == "<=":
        return YES if left[1] <= right[0] else NO if left[0] > right[1] else MAYBE
    if operator == "<":
        return YES if left[1] < right[0] else NO if left[0] >= right[1] else MAYBE
    if operator == ">=":
        return _compare("<=", right, left)
    if operator == ">":
        return _compare("<", right, left)
    if left[0] == left[1] == right[0] == right[1]:
        same = YES
    else:
        same = NO if left[1] < right[0] or right[1] < left[0] else MAYBE
    return same if operator == "==" else opposite(same)


def _product(left: Bound, right: Bound) -> Bound:
    return 0 if left == 0 or right == 0 else left * right


def _ratio(numerator: Bound, denominator: Bound, rounding: Rounding) -> Bound:
    """A corner of a quotient. Over an infinite denominator the ratio tends to 0 from its side."""
    if math.isinf(denominator):
        if math.isinf(numerator):
            return INFINITY if (numerator > 0) == (denominator > 0) else -INFINITY
        same_side = numerator == 0 or (numerator > 0) == (denominator > 0)
        small = {"floor": (0, -1), "ceil": (1, 0), "half_up": (0, 0)}[rounding]
        return 0 if numerator == 0 else small[0] if same_side else small[1]
    if math.isinf(numerator):
        return INFINITY if (numerator > 0) == (denominator > 0) else -INFINITY
    return quotient(int(numerator), int(denominator), rounding)
