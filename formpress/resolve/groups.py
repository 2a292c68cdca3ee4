"""Rows of a table that are counted apart: for each option of a choice, or for each thing that occurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..expr import build
from ..expr.grammar import GrammarFault, Name, Syntax, parse
from ..expr.tree import (
    Absent,
    Alike,
    All,
    Count,
    Entered,
    Entry,
    Figure,
    Is,
    Known,
    Numeric,
    Plain,
    Truth,
)
from ..problems import Report
from ..rules import Group
from ..source import Node
from .expressions import Abandoned, Reader, Scope
from .meaning import ChoiceField, Column, Meaning, Picked, TextField

if TYPE_CHECKING:
    from .rule_reader import RuleReader


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its cell of the column, and whether it counts."""

    cell: Meaning
    counts: Truth
    absent: Absent | None


def groups(
    per: str, matching: str, called: str, reader: RuleReader, at: Node, match_at: Node
) -> tuple[Group, ...]:
    """Every group with its count; of a choice one for each option, else one for each row."""
    tree = _parsed(per, at, reader.report)
    column = reader.scope.find(per) if isinstance(tree, Name) else None
    if not isinstance(column, Column):
        reader.report.add(f"「{per}」不是一整欄", at.span, "請寫表格的一欄，例如 visits.teacher。")
        raise Abandoned
    condition = _parsed(matching, match_at, reader.report) if matching else None
    rows = _rows(tree, condition, reader, match_at)
    first = rows[0].cell
    if isinstance(first, ChoiceField):
        return tuple(_option(first, one.value, per, called, rows, reader) for one in first.options)
    if not isinstance(first, TextField | Numeric):
        reader.report.add(f"「{per}」不能一個一個數", at.span, "請寫文字、選項或日期的一欄。")
        raise Abandoned
    return _occurring(column, called, rows, reader)


def _parsed(text: str, node: Node, report: Report) -> Syntax:
    try:
        return parse(text)
    except GrammarFault as fault:
        report.add(fault.message, node.inner(fault.place.start, fault.place.width), fault.hint)
        raise Abandoned from None


def _rows(per: Syntax, matching: Syntax | None, reader: RuleReader, node: Node) -> list[_Row]:
    found = []
    assert isinstance(per, Name)
    try:
        for row in Reader(reader.scope).rows(per, matching):
            counts = Known(True) if matching is None else row.truth(matching)
            found.append(_Row(row.meaning(per), counts, row.absent))
    except GrammarFault as fault:
        reader.report.add(fault.message, node.inner(fault.place.start, fault.place.width), fault.hint)
        raise Abandoned from None
    return found


def _option(
    field: ChoiceField, code: str, per: str, called: str, rows: list[_Row], reader: RuleReader
) -> Group:
    """The rows of one option; in its limits the column means that option."""
    labels = {option.value: option.label for option in field.options}
    tests = []
    for row in rows:
        assert isinstance(row.cell, ChoiceField)
        chosen = Is(row.cell.address, row.cell.label, ((code, labels[code]),))
        tests.append(build.there(row.absent, _both(chosen, row.counts)))
    picked = Picked(field.label, field.dimension, code, labels[code], tuple(labels))
    scope = Scope(lambda name: picked if name == per else reader.scope.find(name), reader.scope.known)
    count = Count(tuple(tests), label=f"{labels[code]}的{called}")
    return Group(count, labels[code], Plain(labels[code]), None, None, reader.within(scope))


def _occurring(column: Column, called: str, rows: list[_Row], reader: RuleReader) -> tuple[Group, ...]:
    """One group a row: the rows that hold the same; a row that does not count asks nothing."""
    held = []
    for row in rows:
        value = row.cell if isinstance(row.cell, Numeric) else Entered(getattr(row.cell, "address", ""))
        held.append(Entry(build.there(row.absent, row.counts), value))
    entries, label = tuple(held), f"同一{column.label}的{called}"
    found = []
    for at, (row, entry) in enumerate(zip(rows, entries, strict=True)):
        shown = entry.value if isinstance(entry.value, Entered) else Figure(entry.value)
        applies = None if row.counts == Known(True) else row.counts
        count = Alike(entries, at, label)
        found.append(Group(count, f"同一{column.label}", shown, row.absent, applies, reader))
    return tuple(found)


def _both(first: Truth, second: Truth) -> Truth:
    return first if second == Known(True) else All((first, second))
