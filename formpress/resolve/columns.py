"""Functions over whole columns: sum, min, max, count, any, all. A row that does not exist is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ..expr import build
from ..expr.chinese import condition as spoken
from ..expr.chinese import name
from ..expr.grammar import Call, Name, Syntax
from ..expr.grammar import GrammarFault as Misuse
from ..expr.tree import (
    Absent,
    All,
    Any,
    Count,
    Direction,
    Distinct,
    Entered,
    Entry,
    Extreme,
    Known,
    Nothing,
    Number,
    Numeric,
    Quantity,
    Truth,
    When,
    form_of,
)
from .arguments import need, split
from .meaning import ChoiceField, TextField

if TYPE_CHECKING:
    from .expressions import Reader


@dataclass(frozen=True, slots=True)
class _Row:
    """What one argument comes to in one row; `test` is its condition behind `where`."""

    value: Numeric
    test: Truth | None
    absent: Absent | None


def total(reader: Reader, tree: Call) -> Numeric:
    rows = [row for argument in tree.arguments for row in _summands(reader, argument)]
    need(tree, len(rows) > 0, "sum(…) 裡至少要有一欄或一個數字")
    terms, absent = tuple(row.value for row in rows), [row.absent for row in rows]
    label = _label(rows, len(tree.arguments), "合計")
    return reader.guarded(tree, lambda: build.add(terms, skip_blank=True, label=label, absent=absent))


def _summands(reader: Reader, argument: Syntax) -> Iterator[_Row]:
    """The terms of one argument; one that its condition leaves out is 0."""
    zero = Number(0, Quantity())
    for row in _rows(reader, argument):
        value = row.value
        if row.test is not None:
            value = reader.guarded(argument, partial(build.when, row.test, value, zero))
        yield replace(row, value=value)


def _rows(reader: Reader, argument: Syntax) -> Iterator[_Row]:
    """One argument: a column or an expression over columns gives one a row."""
    body, where = split(argument)
    for row in reader.rows(body, where):
        yield _Row(row.number(body), None if where is None else row.truth(where), row.absent)


def _label(rows: list[_Row], arguments: int, what: str) -> str:
    """What the number of a whole roster is called: its rows have no names worth listing."""
    first = rows[0]
    if first.absent is None or arguments > 1:
        return ""
    value = first.value.then if first.test is not None and isinstance(first.value, When) else first.value
    return f"{f'{spoken(first.test)}的' if first.test is not None else ''}{name(value)}{what}"


_DIRECTIONS: dict[str, tuple[Direction, str, str]] = {
    "min": ("min", "之最小者", "最早的"), "max": ("max", "之最大者", "最晚的"),
}  # fmt: skip


def extreme(reader: Reader, tree: Call) -> Numeric:
    """Without any row that counts, the number is open."""
    called = tree.name.text
    need(tree, len(tree.arguments) > 0, f"{called}(…) 裡至少要有一欄或一個數字")
    rows = [row for argument in tree.arguments for row in _rows(reader, argument)]
    direction, what, when = _DIRECTIONS[called]
    label = _label(rows, len(tree.arguments), what)
    if form_of(rows[0].value.type) != "number" and label.endswith(what):
        label = when + label.removesuffix(what)
    tests = [_counts(row) for row in rows]

    def make() -> Numeric:
        found = build.extreme(direction, tuple(row.value for row in rows), tests)
        if isinstance(found, Extreme):
            found = replace(found, label=label)
        if any(row.test is None for row in rows):
            return found
        some = Any(tuple(test for test in tests if test is not None))
        return When(some, found, Nothing("尚未確定", found.type), found.type, label)

    return reader.guarded(tree, make)


def _counts(row: _Row) -> Truth | None:
    """When a row counts; None where it always does."""
    if row.test is None:
        return None if row.absent is None else build.opposite(row.absent)
    return build.there(row.absent, row.test)


def count(reader: Reader, tree: Call) -> Numeric:
    tests = _truths(reader, tree)
    rows = [test for test in tests if build.row_of(test) is not None]
    label = f"{spoken(rows[0])}的列數" if rows and len(tree.arguments) == 1 else ""
    return Count(tests, label=label)


def distinct(reader: Reader, tree: Call) -> Numeric:
    """How many different things stand in a column."""
    need(tree, len(tree.arguments) == 1, "distinct(…) 要剛好一欄")
    body, where = split(tree.arguments[0])
    found, label = [], ""
    for row in reader.rows(body, where):
        cell = row.meaning(body) if isinstance(body, Name) else row.number(body)
        if not isinstance(cell, ChoiceField | TextField | Numeric):
            raise Misuse("distinct(…) 要文字、選項或數字的一欄", body.place)
        test = Known(True) if where is None else row.truth(where)
        if where is not None and not label:
            label = f"{spoken(test)}的"
        value = cell if isinstance(cell, Numeric) else Entered(cell.address)
        found.append(Entry(build.there(row.absent, test), value))
        called = cell.label if not isinstance(cell, Numeric) else name(cell)
    return Distinct(tuple(found), f"{label}不同{called}的個數")


def some(reader: Reader, tree: Call) -> Truth:
    return Any(_truths(reader, tree))


def every(reader: Reader, tree: Call) -> Truth:
    return All(_truths(reader, tree))


def _truths(reader: Reader, tree: Call) -> tuple[Truth, ...]:
    """The conditions of all arguments, one a row where columns are named."""
    need(tree, len(tree.arguments) > 0, f"{tree.name.text}(…) 裡至少要有一個條件")
    found: list[Truth] = []
    for argument in tree.arguments:
        body, where = split(argument)
        for row in reader.rows(body, where):
            tests = [row.truth(part) for part in (body, where) if part is not None]
            found.append(_joined(tree.name.text == "all", tests, row.absent))
    return tuple(found)


def _joined(every: bool, tests: list[Truth], absent: Absent | None) -> Truth:
    """A test with its `where`: for all(…) a row that the condition leaves out does not count."""
    if every:
        either = Any((tests[0], build.opposite(tests[1]))) if len(tests) == 2 else tests[0]
        return build.unless_absent(absent, either)
    return build.there(absent, All(tuple(tests)) if len(tests) == 2 else tests[0])
