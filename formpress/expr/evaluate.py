"""What a Program means: the reference that every other engine must agree with.

Displays are computed with `algebra.Shown`, verdicts and messages with `algebra.Judged`: a blank
is everything it could still become, so it leaves a rule open wherever that could matter. Only a
rule that asks whether something is blank takes a blank for what it is. `runtime.js` says the same in ES5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, assert_never

from .. import tw
from . import calendar
from .algebra import MAYBE, NO, YES, Algebra, Judged, Shown, Value, any_of, both, opposite, units
from .panel import Broken, panel_text, summary
from .panel import message_lines as panel_lines
from .program import Check, Input, Outcome, Program, Verdict
from .shapes import fits
from .tree import (
    Add,
    AddMonths,
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
    Divide,
    Entered,
    Extreme,
    Field,
    Figure,
    Is,
    Join,
    Known,
    Matches,
    Months,
    Multiply,
    Negate,
    Not,
    Number,
    Numeric,
    Open,
    Plain,
    SameText,
    Scale,
    Text,
    TextLength,
    Truth,
    When,
    Words,
    WorkDays,
    form_of,
)

UNMARKED = "Off"
"""What a PDF holds where no radio button is marked."""

VERDICTS: dict[int, Verdict] = {YES: "kept", NO: "broken", MAYBE: "undecided"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one box holds: a scaled integer, a text or code, nothing, or something unreadable."""

    number: int | None = None
    text: str = ""
    label: str = ""
    fault: str = ""


def run(program: Program, values: Mapping[str, str]) -> Outcome:
    """Judge one filled form. `values` are the texts in its boxes by PDF name; absent is blank."""
    readings = {item.address: read(item, entered(item, values)) for item in program.inputs}
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
    return Outcome(boxes | fill_panel(program, values, lines, verdicts), verdicts, lines)


def message_lines(
    program: Program, readings: Mapping[str, Reading], broken: Sequence[Broken]
) -> tuple[str, ...]:
    """All lines of the panel for what was read and found broken."""
    faults = [reading.fault for reading in readings.values() if reading.fault]
    missing = [item.label for item in program.inputs if item.required and _missing(readings[item.address])]
    return panel_lines(faults, broken, missing)


def fill_panel(
    program: Program, values: Mapping[str, str], lines: Sequence[str], verdicts: Mapping[str, Verdict]
) -> dict[str, str]:
    """What the boxes of the panel show; nothing on a form that nobody has touched."""
    if program.panel is None:
        return {}
    if all(entered(item, values) == item.start for item in program.inputs):
        return {program.panel.summary: "", program.panel.messages: ""}
    return {
        program.panel.summary: summary(lines, tuple(verdicts.values())),
        program.panel.messages: panel_text(lines, program.panel),
    }


def entered(item: Input, values: Mapping[str, str]) -> str:
    """What stands in the boxes of one input: 112/9/15 for a day, 12:30 for a time, else the text."""
    if item.kind in {"date", "time"}:
        parts = [tw.normalise(values.get(name, "")) for name in item.boxes]
        return (":" if item.kind == "time" else "/").join(parts) if any(parts) else ""
    raw = values.get(item.name, "")
    return "" if item.kind == "choice" and tw.normalise(raw) == UNMARKED else raw


def read(item: Input, raw: str) -> Reading:
    """What stands in a box, normalised; a fault says what cannot be read and reads as blank."""
    text = tw.normalise(raw)
    if item.kind == "text":
        fault = f"「{item.label}」超過 {item.longest} 個字" if units(text) > item.longest > 0 else ""
        return Reading(text=text, label=text, fault=fault)
    if item.kind == "choice":
        text = "" if text == UNMARKED else text
        label = dict(item.options).get(text, "")
        unknown = text and not label
        return Reading(
            text="" if unknown else text,
            label=label,
            fault=f"「{item.label}」不是可選的項目" if unknown else "",
        )
    if text == "":
        return Reading()
    if item.kind in {"date", "time"}:
        return _moment(item, text)
    number = tw.parse_number(text, item.places)
    if number is None:
        return Reading(fault=f"「{item.label}」請填{'數字' if item.places else '整數'}")
    if item.minimum is not None and number < item.minimum:
        return Reading(fault=f"「{item.label}」不可小於 {tw.thousands(item.minimum, item.places)}")
    if item.maximum is not None and number > item.maximum:
        return Reading(fault=f"「{item.label}」不可大於 {tw.thousands(item.maximum, item.places)}")
    return Reading(number=number)


def _moment(item: Input, text: str) -> Reading:
    """A day or a time of day from its boxes; one that is not filled whole reads as blank."""
    parts = text.split(":" if item.kind == "time" else "/")
    if "" in parts:
        return Reading()
    if len(parts) != len(item.boxes):
        parts = ["", "", ""][: len(item.boxes)]
    numbers = [tw.parse_number(part, 0) for part in parts]
    if item.kind == "date":
        year, month, day = (-1 if number is None else number for number in numbers)
        found = calendar.ordinal(year, month, day)
    else:
        hour, minute = (-1 if number is None else number for number in numbers)
        found = hour * 60 + minute if 0 <= hour < 24 and 0 <= minute < 60 else None
    if found is None:
        return Reading(fault=f"「{item.label}」不是可以有的{'日期' if item.kind == 'date' else '時間'}")
    return Reading(number=found)


class Walk(Generic[Value]):
    """Evaluates trees over one set of readings, in one algebra."""

    def __init__(self, algebra: Algebra[Value], readings: Mapping[str, Reading]) -> None:
        self.algebra = algebra
        self.readings = readings
        self._sums: dict[int, Value] = {}

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
            terms = [self.number(term) for term in node.terms]
            self._sums[key] = self.algebra.add(terms, node.skip_blank)
        return self._sums[key]

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
                return _bit(_blank(self.readings[node.address]))
            case BlankNumber():
                return _bit(Walk(Shown(), self.readings).number(node.value) is None)
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
                value = Walk(Shown(), self.readings).number(node.value)
                return "" if value is None else in_words(value, node)
            case Entered():
                return self.readings[node.address].label
            case Join():
                return "".join(self.text(part) for part in node.parts)
            case _:
                assert_never(node)

    def output(self, node: Numeric | Text) -> str:
        """What a computed box shows."""
        if isinstance(node, Plain | Figure | Words | Entered | Join):
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


def _blank(reading: Reading) -> bool:
    return reading.number is None and reading.text == ""


def _missing(reading: Reading) -> bool:
    return _blank(reading) and not reading.fault


def _bit(value: bool) -> int:
    return YES if value else NO
