"""A Program compiled to Python source: the same answers as `evaluate.run`, several times faster.

Compiled code knows one case only, that everything it looks at is filled in; integers and
short-circuits are then all it takes. Where a box is blank (KeyError), a divisor is 0 or people
decide, the tree is walked instead, so there is no second opinion on blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from .. import tw
from . import calendar
from .algebra import NO, YES, Judged, Shown, both, quotient
from .evaluate import VERDICTS, Walk, broken_cases, in_words, message_lines, outcome
from .program import Input, Outcome, Program
from .reading import Reading, read_all
from .roster import Roster
from .shapes import fits
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
)

Run = Callable[[Mapping[str, str]], Outcome]


class Undecided(Exception):
    """Compiled code met something that only the walker can judge."""


STOPS = (KeyError, ZeroDivisionError, Undecided)


def compile_program(program: Program) -> Run:
    """`run` for one program; compile once, then judge any number of filled forms."""
    writer = _Writer()
    tests = [[writer.function(writer.truth(case.test)) for case in check.cases] for check in program.checks]
    shows = [writer.output(output.value) for output in program.outputs]
    space: dict[str, object] = {
        "quotient": quotient, "months": calendar.months, "add_months": calendar.add_months,
        "work_days": calendar.work_days, "fits": fits, "undecided": _undecided, "words": in_words,
        "constants": writer.constants,
    }  # fmt: skip
    exec(compile("\n".join(writer.lines), "<rules>", "exec"), space)
    judges = [[space[name] for name in names] for names in tests]
    boxes = [(output, space[name]) for output, name in zip(program.outputs, shows, strict=True)]

    def run(values: Mapping[str, str]) -> Outcome:
        readings = _read_all(program.inputs, values)
        numbers = {name: one.number for name, one in readings.items() if one.number is not None}
        texts = {name: one.text for name, one in readings.items() if one.text}
        memory: dict[int, int] = {}
        judged, shown = Walk(Judged(), readings), Walk(Shown(), readings)
        gone = {at for at, (roster, row) in enumerate(writer.rows) if row in judged.absent(roster)}
        verdicts = {}
        broken = []
        for check, functions in zip(program.checks, judges, strict=True):
            truths = []
            for case, function in zip(check.cases, functions, strict=True):
                try:
                    truths.append(YES if function(numbers, texts, memory, gone) else NO)  # type: ignore[operator]  # compiled above
                except STOPS:
                    truths.append(judged.truth(case.test))
            verdicts[check.id] = VERDICTS[both(truths)]
            if NO in truths:
                broken.append((check, broken_cases(check, truths, judged)))
        found = {}
        for output, function in boxes:
            try:
                found[output.name] = function(numbers, texts, memory, gone)  # type: ignore[operator]  # compiled above
            except STOPS:
                found[output.name] = shown.output(output.value)
        lines = message_lines(program, readings, broken)
        return outcome(program, values, found, verdicts, lines)

    return run


def _read_all(inputs: Sequence[Input], values: Mapping[str, str]) -> dict[str, Reading]:
    """`reading.read_all`, with a short way for plain digits."""
    quick, others = {}, []
    for item in inputs:
        raw = values.get(item.name, "")
        if item.kind == "number" and len(raw) < 9 and raw.isascii() and raw.isdigit() and not item.places:
            number = int(raw)
            if (item.minimum or 0) <= number <= (number if item.maximum is None else item.maximum):
                quick[item.address] = Reading(number=number)
                continue
        others.append(item)
    slow = read_all(others, values)
    return {item.address: quick.get(item.address) or slow[item.address] for item in inputs}


def _undecided() -> bool:
    raise Undecided


class _Writer:
    """Writes trees as Python expressions over N (numbers), T (texts), M (memory) and G (rows that are
    not there, by their place in `rows`).
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: list[object] = []
        self.rows: list[tuple[Roster, str]] = []
        self._computed: dict[str, str] = {}
        self._places: dict[tuple[str, str], int] = {}

    def function(self, body: str) -> str:
        name = f"f{len(self.lines)}"
        self.lines.append(f"def {name}(N, T, M, G): return {body}")
        return name

    def output(self, value: Numeric | Text) -> str:
        """A function that gives what a box shows."""
        if isinstance(value, Words):
            self.constants.append(value)
            return self.function(f"words({self.number(value.value)}, constants[{len(self.constants) - 1}])")
        if isinstance(value, Plain | Figure | Entered | Join | Either) or _moment(value):
            return self.function("undecided()")
        if value.type.places:
            return self.function("undecided()")
        return self.function(f"format({self.number(value)}, ',')")

    def number(self, node: Numeric) -> str:
        match node:
            case Number():
                return f"({node.value})"
            case Field():
                return f"N[{node.address!r}]"
            case Computed():
                return f"{self._memorised(node)}(N, T, M, G)"
            case Add():
                return self._sum(node)
            case Multiply():
                return f"({self.number(node.left)} * {self.number(node.right)})"
            case Scale():
                return f"({self.number(node.value)} * {node.factor})"
            case Negate():
                return f"(-{self.number(node.value)})"
            case Divide():
                sides = f"{self.number(node.numerator)}, {self.number(node.denominator)}"
                return f"quotient({sides}, {node.rounding!r})"
            case Extreme():
                terms = ", ".join(self.number(term) for term in node.terms)
                return f"{node.direction}(({terms},))"
            case Choose():
                cases = " else ".join(
                    f"{self.number(value)} if T[{node.address!r}] == {code!r}" for code, value in node.cases
                )
                return f"({cases} else undecided())"
            case Bracket():
                return self._bracket(node)
            case When():
                branches = self.number(node.then), self.number(node.otherwise)
                return f"({branches[0]} if {self.truth(node.test)} else {branches[1]})"
            case Count():
                return f"({' + '.join(f'bool({self.truth(test)})' for test in node.tests) or '0'})"
            case Named():
                return self.number(node.value)
            case Nothing():
                return "undecided()"
            case Distinct():
                return f"len({{{', '.join(f'*{held}' for held in self._held(node.entries))}}})"
            case Alike():
                key = self._key(node.entries[node.at])
                return f"[{', '.join(f'*{held}' for held in self._held(node.entries))}].count({key})"
            case TextLength():
                return f"(len(T[{node.address!r}].encode('utf-16-le', 'surrogatepass')) // 2)"
            case Months():
                return f"months({self.number(node.start)}, {self.number(node.end)})"
            case AddMonths():
                return f"add_months({self.number(node.date)}, {node.months})"
            case WorkDays():
                days = f"{self.number(node.start)}, {self.number(node.end)}"
                return f"work_days({days}, {node.holidays!r}, {node.makeup!r})"
            case _:
                assert_never(node)

    def _sum(self, node: Add) -> str:
        """Of rows none of which exists, only the walker knows what a display shows: nothing."""
        added = f"({' + '.join(self.number(term) for term in node.terms)})"
        rows = [
            self._place(term.test)
            for term in node.terms
            if isinstance(term, When) and isinstance(term.test, Absent)
        ]
        if len(rows) < len(node.terms):
            return added
        return f"(undecided() if G.issuperset({rows}) else {added})"

    def truth(self, node: Truth) -> str:
        match node:
            case Compare():
                return f"({self.number(node.left)} {node.operator} {self.number(node.right)})"
            case Is():
                return f"(T[{node.address!r}] in {tuple(code for code, _ in node.values)!r})"
            case Ticked():
                return f"({node.code!r} in T[{node.address!r}].split(','))"
            case Contains():
                return f"({tw.normalise(node.piece)!r} in T[{node.address!r}])"
            case Matches():
                return f"fits({tw.normalise(node.pattern)!r}, T[{node.address!r}])"
            case SameText():
                return f"(T[{node.first!r}] == T[{node.second!r}])"
            case BlankText():
                return f"({node.address!r} not in T and {node.address!r} not in N)"
            case BlankNumber():
                return f"({self.number(node.value)} is None)"
            case Absent():
                return f"({self._place(node)} in G)"
            case All():
                return f"({' and '.join(self._open_last(node.tests)) or 'True'})"
            case Any():
                return f"({' or '.join(self._open_last(node.tests)) or 'False'})"
            case Not():
                return f"(not {self.truth(node.test)})"
            case Known():
                return repr(node.value)
            case Open():
                return "undecided()"
            case _:
                assert_never(node)

    def _held(self, entries: tuple[Entry, ...]) -> list[str]:
        """What each entry holds, as a tuple: of one if it counts, else of none."""
        return [f"(({self._key(one)},) if {self.truth(one.test)} else ())" for one in entries]

    def _key(self, entry: Entry) -> str:
        return f"T[{entry.value.address!r}]" if isinstance(entry.value, Entered) else self.number(entry.value)

    def _open_last(self, tests: tuple[Truth, ...]) -> list[str]:
        """What people judge comes last: the other parts may decide without them."""
        return [self.truth(test) for test in sorted(tests, key=lambda test: isinstance(test, Open))]

    def _place(self, node: Absent) -> int:
        """The place of a row in `rows`."""
        key = (node.roster.table, node.row)
        if key not in self._places:
            self._places[key] = len(self.rows)
            self.rows.append((node.roster, node.row))
        return self._places[key]

    def _memorised(self, node: Computed) -> str:
        """The function of a computed field, which is worked out once for each filled form."""
        if node.address not in self._computed:
            body = self.number(node.formula)
            name = f"c{len(self._computed)}"
            self._computed[node.address] = name
            key = len(self._computed)
            self.lines += [
                f"def {name}(N, T, M, G):",
                f"    if {key} not in M: M[{key}] = {body}",
                f"    return M[{key}]",
            ]
        return self._computed[node.address]

    def _bracket(self, node: Bracket) -> str:
        steps = " else ".join(
            f"{self.number(figure)} if x <= {bound}" for bound, figure in node.steps if bound is not None
        )
        last = self.number(node.steps[-1][1])
        body = f"{steps} else {last}" if steps else last
        return f"(lambda x: {body})({self.number(node.value)})"


def _moment(value: Numeric | Text) -> bool:
    """Whether a number is a day or a time, which is not printed as digits."""
    unit = getattr(getattr(value, "type", None), "unit", ())
    return any(name in {"日期", "時刻"} for name, _ in unit)
