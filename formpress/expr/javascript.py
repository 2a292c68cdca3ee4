"""A Program written as ES5: the generated half of the script, joined to the hand-written half.

The same text runs in PDF viewers and in a plain page, where `formpress.judge(read)` answers with
shown boxes, verdicts and messages. Everything stands inside one function under one global name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import assert_never

from .. import tw
from .program import Check, Input, Panel, Program
from .roster import Roster
from .tree import (
    Absent,
    Add,
    AddMonths,
    Alike,
    All,
    Any,
    BlankNumber,
    BlankText,
    Bracket,
    Choose,
    Compare,
    Computed,
    Contains,
    Count,
    Distinct,
    Divide,
    Either,
    Entered,
    Entry,
    Extreme,
    Field,
    Figure,
    Is,
    Join,
    Known,
    Matches,
    Months,
    Multiply,
    Named,
    Negate,
    Not,
    Nothing,
    Number,
    Numeric,
    Open,
    Plain,
    SameText,
    Scale,
    Text,
    TextLength,
    Ticked,
    Truth,
    When,
    Words,
    WorkDays,
    form_of,
)


def page_script(program: Program) -> str:
    """The script for a plain page: defines `formpress.judge`."""
    return _assemble(program, "", "judge: judge, normalise: normalise, thousands: thousands, words: words")


def viewer_script(program: Program) -> str:
    """The document-level script of a PDF: the page's script and what the field actions call."""
    names = ("judge", "show", "letters", "tidy", "norm", "fmt", "text", "start")
    api = ", ".join(f"{name}: {name}" for name in names)
    return _assemble(program, _part("viewer.js"), api) + "formpress.start(this);\n"


def _assemble(program: Program, extra: str, api: str) -> str:
    script = f"{_part('runtime.js')}{_data(program)}{extra}return {{ {api} }};\n}})();\n"
    return re.sub(r"[^\x00-\x7f]+", lambda match: json.dumps(match.group())[1:-1], script)


@cache
def _part(name: str) -> str:
    """A hand-written half without its comments, so that a PDF does not carry them."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())


def _data(program: Program) -> str:
    """The form itself, as assignments to `form` and the table `C` of its formulas."""
    names: dict[str, str] = {item.address: item.name for item in program.inputs}
    writer = _Writer(names, program.rosters)
    lines = [*_inputs(program.inputs, names), *_rosters(program.rosters, names)]
    for output in program.outputs:
        body = writer.output(output.value)
        lines.append(f"form.order.push({_quote(output.name)});\n")
        lines.append(f"form.outputs[{_quote(output.name)}] = function (E) {{ return {body}; }};\n")
    for check in program.checks:
        lines.append(f"form.checks.push({_check(check, writer)});\n")
    if program.panel is not None:
        lines.append(_panel(program.panel, names))
    return "".join(["var C = {}, K = [];\n", *writer.formulas, *lines])


def _inputs(inputs: tuple[Input, ...], names: Mapping[str, str]) -> Iterator[str]:
    """Boxes that differ in their name only share one sort, so that a roster of 40 rows stays small."""
    sorts: dict[str, int] = {}
    for item in inputs:
        sort = json.dumps(_sort(item), ensure_ascii=False)
        if sort not in sorts:
            sorts[sort] = len(sorts)
            yield f"form.sorts.push({sort});\n"
        chosen, code = item.needed_by
        parts = [
            item.name,
            sorts[sort],
            item.label,
            list(item.boxes),
            *([names[chosen], code] if chosen else []),
        ]
        yield f"box({', '.join(json.dumps(part, ensure_ascii=False) for part in parts)});\n"


def _sort(item: Input) -> dict[str, object]:
    return {
        "kind": item.kind,
        "places": item.places,
        "minimum": item.minimum,
        "maximum": item.maximum,
        "longest": item.longest,
        "options": [list(option) for option in item.options],
        "required": item.required,
        "start": item.start,
        "pattern": item.pattern,
        "wanted": item.wanted,
        "lines": item.lines,
        "columns": item.columns,
    }


def _rosters(rosters: tuple[Roster, ...], names: Mapping[str, str]) -> Iterator[str]:
    """The names of the boxes of each roster, row by row, in the order of its columns."""
    for roster in rosters:
        columns = [label for _, label in roster.columns]
        rows = [[called, *(names[cell] for cell in roster.cells(row))] for row, called in roster.rows]
        told = ", ".join(json.dumps(part, ensure_ascii=False) for part in (columns, rows))
        yield f"roster({told});\n"


def _check(check: Check, writer: _Writer) -> str:
    cases = ", ".join(
        f"{{ row: {_quote(case.row)}, test: function (E) {{ return {writer.truth(case.test)}; }}, "
        f"message: function (E) {{ return {writer.text(case.message)}; }} }}"
        for case in check.cases
    )
    return (
        f"{{ id: {_quote(check.id)}, number: {check.number}, "
        f"severity: {_quote(check.severity)}, cases: [{cases}] }}"
    )


def _panel(panel: Panel, names: Mapping[str, str]) -> str:
    """An owner is the name of an input or, after "rule ", the id of a check, which may be the same word."""
    sections = [
        {
            "box": one.box,
            "lines": one.lines,
            "columns": one.columns,
            "owners": [names.get(owner) or f"rule {owner}" for owner in one.owners],
        }
        for one in panel.sections
    ]
    told = {"summary": panel.summary, "messages": panel.messages, "lines": panel.lines,
            "columns": panel.columns, "sections": sections}  # fmt: skip
    return f"form.panel = {json.dumps(told, ensure_ascii=False)};\n"


class _Writer:
    """Writes trees as calls of the engine `E`; each computed field becomes one function in `C`."""

    def __init__(self, names: Mapping[str, str], rosters: tuple[Roster, ...] = ()) -> None:
        self.names = names
        self.rows = {
            (roster.table, row): (at, number)
            for at, roster in enumerate(rosters)
            for number, (row, _) in enumerate(roster.rows)
        }
        self.formulas: list[str] = []
        self._written: set[str] = set()
        self._held: dict[tuple[Entry, ...], int] = {}

    def number(self, node: Numeric) -> str:
        match node:
            case Number():
                return f"E.A.point({node.value})"
            case Field():
                minimum = "null" if node.minimum is None else node.minimum
                return f"E.field({self._name(node.address)}, {minimum})"
            case Computed():
                return self._computed(node)
            case Named():
                return self.number(node.value)
            case Nothing():
                return "E.A.blank(null)"
            case Add():
                terms = ", ".join(map(self._term, node.terms))
                return f"E.A.add([{terms}], {json.dumps(node.skip_blank)})"
            case Multiply():
                return f"E.A.multiply({self.number(node.left)}, {self.number(node.right)})"
            case Scale():
                return f"E.A.multiply({self.number(node.value)}, E.A.point({node.factor}))"
            case Negate():
                return f"E.A.negate({self.number(node.value)})"
            case Divide():
                sides = f"{self.number(node.numerator)}, {self.number(node.denominator)}"
                return f"E.A.divide({sides}, {_quote(node.rounding)})"
            case Extreme():
                return f"E.A.extreme({_quote(node.direction)}, {self._numbers(node.terms)})"
            case Choose():
                codes = json.dumps([code for code, _ in node.cases])
                values = self._numbers(tuple(value for _, value in node.cases))
                return f"E.choose({self._name(node.address)}, {codes}, {values})"
            case When():
                branches = f"{self.number(node.then)}, {self.number(node.otherwise)}"
                return f"E.when({self.truth(node.test)}, {branches})"
            case Bracket():
                bounds = json.dumps([bound for bound, _ in node.steps])
                figures = self._numbers(tuple(figure for _, figure in node.steps))
                return f"E.A.step({self.number(node.value)}, {bounds}, {figures})"
            case TextLength():
                return f"E.length({self._name(node.address)})"
            case Months():
                return f"E.A.span(months, {self.number(node.start)}, {self.number(node.end)}, null)"
            case AddMonths():
                return f"E.A.rising(addMonths({node.months}), {self.number(node.date)})"
            case WorkDays():
                counted = f"workDays({json.dumps(node.holidays)}, {json.dumps(node.makeup)})"
                return f"E.A.span({counted}, {self.number(node.start)}, {self.number(node.end)}, 0)"
            case Count():
                return f"E.A.count({self._truths(node.tests)})"
            case Distinct():
                return f"E.distinct({self._entries(node.entries)})"
            case Alike():
                return f"E.alike({self._entries(node.entries)}, {node.at})"
            case _:
                assert_never(node)

    def _entries(self, entries: tuple[Entry, ...]) -> str:
        """The number of a function in `K` that tells of each entry whether it counts and what it holds."""
        if entries not in self._held:
            self._held[entries] = len(self._held)
            keys = ", ".join(map(self._key, entries))
            body = f"[{self._truths(tuple(one.test for one in entries))}, [{keys}]]"
            self.formulas.append(f"K.push(function (E) {{ return {body}; }});\n")
        return str(self._held[entries])

    def _key(self, entry: Entry) -> str:
        if isinstance(entry.value, Entered):
            return f"E.held({self._name(entry.value.address)})"
        return f"E.A.key({self.number(entry.value)})"

    def _term(self, node: Numeric) -> str:
        """A term of a sum; one whose row does not exist is undefined, and left out."""
        if isinstance(node, When) and isinstance(node.test, Absent):
            return f"E.there({self._row(node.test)}, {self.number(node.otherwise)})"
        return self.number(node)

    def _row(self, node: Absent) -> str:
        roster, row = self.rows[node.roster.table, node.row]
        return f"{roster}, {row}"

    def truth(self, node: Truth) -> str:
        match node:
            case Compare():
                sides = f"{self.number(node.left)}, {self.number(node.right)}"
                return f"E.A.compare({_quote(node.operator)}, {sides})"
            case Is():
                return f"E.is({self._name(node.address)}, {json.dumps([code for code, _ in node.values])})"
            case Ticked():
                return f"E.ticked({self._name(node.address)}, {_quote(node.code)})"
            case Contains():
                return f"E.contains({self._name(node.address)}, {_quote(tw.normalise(node.piece))})"
            case Matches():
                return f"E.matches({self._name(node.address)}, {_quote(tw.normalise(node.pattern))})"
            case SameText():
                return f"E.same({self._name(node.first)}, {self._name(node.second)})"
            case BlankText():
                return f"E.blankText({self._name(node.address)})"
            case BlankNumber():
                return f"E.blankNumber({self._function(node.value)})"
            case Absent():
                return f"E.absent({self._row(node)})"
            case All():
                return f"E.all({self._truths(node.tests)})"
            case Any():
                return f"E.any({self._truths(node.tests)})"
            case Not():
                return f"E.not({self.truth(node.test)})"
            case Known():
                return "YES" if node.value else "NO"
            case Open():
                return "MAYBE"
            case _:
                assert_never(node)

    def text(self, node: Text) -> str:
        match node:
            case Plain():
                return _quote(node.text)
            case Figure():
                kind = node.value.type
                return f"E.A.text({self.number(node.value)}, {kind.places}, {_quote(form_of(kind))})"
            case Words():
                power = "null" if node.power is None else node.power
                return f"E.words({self._function(node.value)}, {power}, {node.top})"
            case Entered():
                return f"E.entered({self._name(node.address)})"
            case Join():
                return " + ".join(self.text(part) for part in node.parts) or '""'
            case Either():
                branches = f"{self.text(node.then)} : {self.text(node.otherwise)}"
                return f"({self.truth(node.test)} === YES ? {branches})"
            case _:
                assert_never(node)

    def output(self, node: Numeric | Text) -> str:
        if isinstance(node, Plain | Figure | Words | Entered | Join | Either):
            return self.text(node)
        return f"E.A.text({self.number(node)}, {node.type.places}, {_quote(form_of(node.type))})"

    def _computed(self, node: Computed) -> str:
        if node.address not in self._written:
            self._written.add(node.address)
            body = self.number(node.formula)
            self.formulas.append(f"C[{_quote(node.address)}] = function (E) {{ return {body}; }};\n")
        return f"C[{_quote(node.address)}](E)"

    def _function(self, node: Numeric) -> str:
        return f"function (E) {{ return {self.number(node)}; }}"

    def _numbers(self, nodes: tuple[Numeric, ...]) -> str:
        return f"[{', '.join(self.number(node) for node in nodes)}]"

    def _truths(self, nodes: tuple[Truth, ...]) -> str:
        return f"[{', '.join(self.truth(node) for node in nodes)}]"

    def _name(self, address: str) -> str:
        return _quote(self.names[address])


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
