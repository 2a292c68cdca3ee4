"""What a Program means: the reference that every other engine must agree with.

Displays are computed with `algebra.Shown`, verdicts and messages with `algebra.Judged`: a blank
is everything it could still become, so it leaves a rule open wherever that could matter. Only a
rule that asks whether something is blank takes a blank for what it is. `runtime.js` says the same in ES5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Generic, assert_never

from .. import tw
from . import calendar
from .algebra import MAYBE, NO, YES, Algebra, Judged, Shown, Value, any_of, both, opposite
from .panel import Broken, Line, panel_text, section_text, summary
from .panel import message_lines as panel_lines
from .program import Check, Outcome, Program, Verdict
from .reading import Reading, entered, missing, read_all
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
    form_of,
)

VERDICTS: dict[int, Verdict] = {YES: "kept", NO: "broken", MAYBE: "undecided"}


def run(program: Program, values: Mapping[str, str]) -> Outcome:
    """Judge one filled form. `values` are the texts in its boxes by PDF name; absent is blank."""
    readings = read_all(program.inputs, values)
    shown = Walk(Shown(), readings)
    judged = Walk(Judged(), readings)
    truths = {check.id: [judged.truth(case.test) for case in check.cases] for check in program.checks}
    verdicts = {name: VERDICTS[both(found)] for name, found in truths.items()}
    broken = [
        (check, broken_cases(check, truths[check.id], judged))
        for check in program.checks
        if NO in truths[check.id]
    ]
    lines = message_lines(program, readings, broken)
    boxes = {out.name: shown.output(out.value) for out in program.outputs}
    return outcome(program, values, boxes, verdicts, lines)


def message_lines(
    program: Program, readings: Mapping[str, Reading], broken: Sequence[Broken]
) -> tuple[Line, ...]:
    """All lines of the panel for what was read and found broken."""
    faults = [(address, reading.fault) for address, reading in readings.items() if reading.fault]
    return panel_lines(faults, broken, missing(program, readings))


def outcome(
    program: Program, values: Mapping[str, str], boxes: Mapping[str, str], verdicts: Mapping[str, Verdict],
    lines: Sequence[Line],
) -> Outcome:  # fmt: skip
    """What a form shows where `boxes` are computed: they and the panel, with the verdicts behind it."""
    shown = {**boxes, **_panel(program, values, lines, verdicts)}
    return Outcome(shown, verdicts, tuple(line.text for line in lines))


def _panel(
    program: Program, values: Mapping[str, str], lines: Sequence[Line], verdicts: Mapping[str, Verdict]
) -> dict[str, str]:
    """What the boxes of the panel show; nothing on a form that nobody has touched."""
    panel = program.panel
    if panel is None:
        return {}
    if all(entered(item, values) == item.start for item in program.inputs):
        return dict.fromkeys(panel.boxes, "")
    return {
        **{section.box: section_text(lines, section) for section in panel.sections},
        panel.summary: summary(lines, tuple(verdicts.values())),
        panel.messages: panel_text(lines, panel),
    }


class Walk(Generic[Value]):
    """Evaluates trees over one set of readings, in one algebra."""

    def __init__(self, algebra: Algebra[Value], readings: Mapping[str, Reading]) -> None:
        self.algebra = algebra
        self.readings = readings
        self._sums: dict[int, Value] = {}
        self._absent: dict[int, frozenset[str]] = {}
        self._held: dict[int, tuple[list[int], list[str]]] = {}

    @cached_property
    def _shown(self) -> Walk[int | None]:
        """The same entries as a display shows them."""
        return Walk(Shown(), self.readings)

    def number(self, node: Numeric) -> Value:
        algebra = self.algebra
        match node:
            case Number():
                return algebra.point(node.value)
            case Field():
                number = self.readings[node.address].number
                return algebra.blank(node.minimum) if number is None else algebra.point(number)
            case Computed():
                return self.number(node.formula)
            case Named():
                return self.number(node.value)
            case Nothing():
                return algebra.blank(None)
            case Add():
                return self._sum(node)
            case Multiply():
                return algebra.multiply(self.number(node.left), self.number(node.right))
            case Scale():
                return algebra.multiply(self.number(node.value), algebra.point(node.factor))
            case Negate():
                return algebra.negate(self.number(node.value))
            case Divide():
                return algebra.divide(
                    self.number(node.numerator), self.number(node.denominator), node.rounding
                )
            case Extreme():
                return algebra.extreme(node.direction, [self.number(term) for term in node.terms])
            case Choose():
                return self._choose(node)
            case When():
                return self._when(node)
            case Bracket():
                figures = [self.number(figure) for _, figure in node.steps]
                return algebra.step(self.number(node.value), [bound for bound, _ in node.steps], figures)
            case Count():
                return algebra.count([self.truth(test) for test in node.tests])
            case Distinct():
                return algebra.distinct(*self._entries(node.entries))
            case Alike():
                return algebra.alike(*self._entries(node.entries), node.at)
            case TextLength():
                return algebra.length(self.readings[node.address].text)
            case Months():
                return algebra.span(calendar.months, self.number(node.start), self.number(node.end), None)
            case AddMonths():
                return algebra.rising(
                    lambda day: calendar.add_months(day, node.months), self.number(node.date)
                )
            case WorkDays():
                return algebra.span(
                    lambda start, end: calendar.work_days(start, end, node.holidays, node.makeup),
                    self.number(node.start), self.number(node.end), 0,
                )  # fmt: skip
            case _:
                assert_never(node)

    def _sum(self, node: Add) -> Value:
        """A total stands in many rules: it is added up once for each filled form."""
        key = id(node)
        if key not in self._sums:
            terms = [self.number(term) for term in node.terms if not self._left_out(term)]
            self._sums[key] = self.algebra.add(terms, node.skip_blank)
        return self._sums[key]

    def _entries(self, entries: tuple[Entry, ...]) -> tuple[list[int], list[str]]:
        """Of each entry whether it counts, and what it holds: nothing where that is not known."""
        key = id(entries)
        if key not in self._held:
            self._held[key] = [self.truth(one.test) for one in entries], [self._key(one) for one in entries]
        return self._held[key]

    def _key(self, entry: Entry) -> str:
        if isinstance(entry.value, Entered):
            return self.readings[entry.value.address].text
        return self.algebra.key(self.number(entry.value))

    def _left_out(self, term: Numeric) -> bool:
        """A row that does not exist adds nothing, not even a 0 to show."""
        return isinstance(term, When) and isinstance(term.test, Absent) and self.truth(term.test) == YES

    def absent(self, roster: Roster) -> frozenset[str]:
        """The rows of `roster` that do not exist."""
        key = id(roster)
        if key not in self._absent:
            self._absent[key] = roster.absent(lambda address: self.readings[address].begun)
        return self._absent[key]

    def _choose(self, node: Choose) -> Value:
        code = self.readings[node.address].text
        for option, value in node.cases:
            if option == code:
                return self.number(value)
        return self.algebra.either([self.number(value) for _, value in node.cases])

    def _when(self, node: When) -> Value:
        truth = self.truth(node.test)
        if truth == MAYBE:
            return self.algebra.either([self.number(node.then), self.number(node.otherwise)])
        return self.number(node.then if truth == YES else node.otherwise)

    def truth(self, node: Truth) -> int:
        match node:
            case Compare():
                return self.algebra.compare(node.operator, self.number(node.left), self.number(node.right))
            case Is():
                code = self.readings[node.address].text
                return MAYBE if code == "" else _bit(code in {value for value, _ in node.values})
            case Ticked():
                text = self.readings[node.address].text
                return MAYBE if text == "" else _bit(node.code in text.split(","))
            case Contains():
                text = self.readings[node.address].text
                return MAYBE if text == "" else _bit(tw.normalise(node.piece) in text)
            case Matches():
                text = self.readings[node.address].text
                return MAYBE if text == "" else _bit(fits(tw.normalise(node.pattern), text))
            case SameText():
                first, second = self.readings[node.first].text, self.readings[node.second].text
                return MAYBE if "" in {first, second} else _bit(first == second)
            case BlankText():
                return _bit(self.readings[node.address].blank)
            case BlankNumber():
                return _bit(self._shown.number(node.value) is None)
            case Absent():
                return _bit(node.row in self.absent(node.roster))
            case All():
                return both([self.truth(test) for test in node.tests])
            case Any():
                return any_of([self.truth(test) for test in node.tests])
            case Not():
                return opposite(self.truth(node.test))
            case Known():
                return _bit(node.value)
            case Open():
                return MAYBE
            case _:
                assert_never(node)

    def text(self, node: Text) -> str:
        match node:
            case Plain():
                return node.text
            case Figure():
                kind = node.value.type
                return self.algebra.text(self.number(node.value), kind.places, form_of(kind))
            case Words():
                value = self._shown.number(node.value)
                return "" if value is None else in_words(value, node)
            case Entered():
                return self.readings[node.address].label
            case Join():
                return "".join(self.text(part) for part in node.parts)
            case Either():
                return self.text(node.then if self.truth(node.test) == YES else node.otherwise)
            case _:
                assert_never(node)

    def output(self, node: Numeric | Text) -> str:
        """What a computed box shows."""
        if isinstance(node, Plain | Figure | Words | Entered | Join | Either):
            return self.text(node)
        return self.algebra.text(self.number(node), node.type.places, form_of(node.type))


def in_words(value: int, node: Words) -> str:
    """國字大寫, whole or the numeral of one box; nothing for a negative amount."""
    if value < 0:
        return ""
    if node.power is None:
        return tw.amount_in_words(value)
    return tw.boxed(value, node.top)[node.top - node.power]


def broken_cases(check: Check, truths: Sequence[int], judged: Walk[Value]) -> tuple[tuple[str, str], ...]:
    """(row, message) of every broken case."""
    return tuple(
        (case.row, judged.text(case.message))
        for case, truth in zip(check.cases, truths, strict=True)
        if truth == NO
    )


def _bit(value: bool) -> int:
    return YES if value else NO
