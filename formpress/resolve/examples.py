"""Worked examples: what is entered, as a filled form, and whether the verdict comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..expr.algebra import Judged
from ..expr.evaluate import Walk, run
from ..expr.program import Check, Input, Program
from ..expr.reading import read_all
from ..expr.tree import Compare
from ..expr.walk import nodes
from ..expr.worked import worked
from ..model import VERDICTS, Example, Form, Rule
from ..parse import FilledSpec
from ..parse.specs import FormExampleSpec
from ..problems import Report, Span, did_you_mean
from ..rules import ExampleSpec, RuleSpec
from ..source import Node
from ..tw import lines_of, parse_roc


@dataclass(frozen=True, slots=True)
class Desk:
    """What examples are worked on: the program that judges, and all forms of the edition."""

    program: Program
    forms: Mapping[str, Form]


def rule_examples(rule: Rule, spec: RuleSpec, node: Node, desk: Desk, report: Report) -> tuple[Example, ...]:
    """The examples of one rule, run once in Python; a wrong verdict is the author's to settle."""
    if rule.proof:
        return ()
    found = []
    for index, example in enumerate(spec.examples):
        here = node.at("examples", index)
        given = filled(example, desk, here, report)
        if given is None:
            continue
        outcome = run(desk.program, given)
        verdict = outcome.verdicts.get(rule.id, "undecided")
        if verdict != example.verdict:
            told = why(rule.id, desk.program, given)
            report.add(
                f"規則「{rule.id}」的例子寫「{VERDICTS[example.verdict]}」，算出來卻是「{VERDICTS[verdict]}」",
                here.at("verdict").span,
                f"{told}請看是例子寫錯，還是規則寫錯；剛改過數字的話，請改例子。",
            )
        title, address = example.title or "", f"{rule.id}[{index}]"
        found.append(Example(given, example.verdict, {}, title, address, outcome=outcome))
    _check_verdicts(rule, spec, node, report)
    check = next((check for check in desk.program.checks if check.id == rule.id), None)
    whole = len(found) == len(spec.examples) > 0
    if check is not None and whole and not _at_the_limit(check, desk.program, found):
        span = node.at("examples").key_span or node.span
        report.warn(f"規則「{rule.id}」沒有剛好在界線上的例子", span, "請補一個剛好等於上限或下限的例子。")
    return tuple(found)


def why(rule: str, program: Program, given: Mapping[str, str]) -> str:
    """The arithmetic of an example whose verdict surprises, in a sentence or two."""
    judged = Walk(Judged(), read_all(program.inputs, given))
    labels = {item.address: item.label for item in program.inputs}
    cases = [case for check in program.checks if check.id == rule for case in check.cases]
    lines = dict.fromkeys(line for case in cases[:3] for line in worked(case.test, judged, labels))
    return f"{'；'.join(list(lines)[-3:])}。" if lines else ""


def _check_verdicts(rule: Rule, spec: RuleSpec, node: Node, report: Report) -> None:
    """Every rule shows the verdicts of its kind; one that people judge shows none."""
    shown: set[str] = {example.verdict for example in spec.examples}
    for wanted in spec.verdicts:
        if wanted not in shown:
            report.add(
                f"規則「{rule.id}」少了「{VERDICTS[wanted]}」的例子",
                node.key_span or node.span,
                f"請在 examples 補一個 verdict: {wanted} 的例子。",
            )
    if not spec.verdicts and spec.examples:
        report.add(f"規則「{rule.id}」由人員判斷，不寫例子", node.at("examples").span, "請刪掉 examples。")


def _at_the_limit(check: Check, program: Program, examples: list[Example]) -> bool:
    """Whether some example stands exactly at a limit of the rule, or the rule has none."""
    limits = [
        node
        for case in check.cases
        for node in nodes(case.test)
        if isinstance(node, Compare) and node.operator in {"<=", ">="}
    ]
    if not limits:
        return True
    for example in examples:
        walk = Walk(Judged(), read_all(program.inputs, example.given))
        for limit in limits:
            left, right = walk.number(limit.left), walk.number(limit.right)
            if left == right and left[0] == left[1]:
                return True
    return False


def form_examples(
    form: Form, specs: tuple[FormExampleSpec, ...], node: Node, desk: Desk, report: Report
) -> tuple[Example, ...]:
    """The worked examples of a form: what its computed boxes must show."""
    found = []
    computed = {field.address: field.name for field in form.fields if field.computed}
    for index, spec in enumerate(specs):
        here = node.at("examples", index)
        given = filled(spec, desk, here, report)
        if given is None:
            continue
        outcome = run(form.program, given)
        shows = {}
        for address, wanted in spec.shows.items():
            span = here.at("shows", address).span
            if address not in computed:
                report.add(f"「{address}」不是由表單計算的欄位", span, did_you_mean(address, computed))
                continue
            shows[computed[address]] = wanted
            if (got := outcome.shown.get(computed[address], "")) != wanted:
                report.add(f"例子寫「{wanted}」，算出來卻是「{got}」", span, "請看是例子寫錯，還是算式寫錯。")
        found.append(Example(given, "", shows, spec.title, f"{form.id}[{index}]", outcome=outcome))
    return tuple(found)


def starting_values(program: Program) -> dict[str, str]:
    """What a blank form already holds, by PDF name."""
    return {item.name: item.start for item in program.inputs if item.start}


def filled(
    spec: ExampleSpec | FormExampleSpec | FilledSpec, desk: Desk, node: Node, report: Report, form: str = ""
) -> dict[str, str] | None:
    """The boxes as the example fills them; None after reporting what does not exist.

    Its addresses begin with a form, unless they all lie in `form`.
    """
    values = starting_values(desk.program)
    inputs = {item.address: item for item in desk.program.inputs}
    before = len(report.items)
    named: set[str] = set()
    for address, value, span in _leaves(spec.given, node.at("given"), (form,) if form else ()):
        problem = _misplaced(address, value, desk.forms)
        if problem is None and address in inputs:
            problem = _enter(values, inputs[address], value)
            named.add(address)
        if problem is not None:
            report.add(problem[0], span, problem[1])
    if spec.rest is not None:
        idle = _idle(desk.program, named)
        for address, item in inputs.items():
            if item.kind == "number" and address not in named and address not in idle:
                values[item.name] = spec.rest
    return values if len(report.items) == before else None


def _idle(program: Program, named: set[str]) -> set[str]:
    """The boxes in rows of which the example says nothing: there are no such rows."""
    rows = [roster.cells(row) for roster in program.rosters for row, _ in roster.rows]
    return {cell for cells in rows if not named & set(cells) for cell in cells}


def _enter(values: dict[str, str], item: Input, text: Any) -> tuple[str, str] | None:
    """Put what the example says into the boxes of one input; a day or a time is taken apart, and of
    ticks there is a list.
    """
    if item.kind == "choices":
        codes = [code for code, _ in item.options]
        if strange := next((code for code in text if code not in codes), None):
            return (f"「{item.label}」沒有「{strange}」這個選項", did_you_mean(strange, codes))
        values |= {box: code for box, code in zip(item.boxes, codes, strict=True) if code in text}
        return None
    if item.lines == 1 and len(lines_of(text)) > 1:
        return (f"「{item.label}」只有一行，內容不能換行", "請刪掉換行。")
    if item.kind == "date":
        try:
            day = parse_roc(text)
        except ValueError as error:
            return (str(error.args[0]), str(error.args[1]))
        parts = [str(day.year - 1911), str(day.month), str(day.day)]
    elif item.kind == "time":
        parts = text.split(":")
        if len(parts) != 2:
            return (f"「{text}」不是時間", "時間寫成 '12:30'，要加引號。")
    else:
        values[item.name] = text
        return None
    values |= dict(zip(item.boxes, parts, strict=True))
    return None


def _misplaced(address: str, value: Any, forms: Mapping[str, Form]) -> tuple[str, str] | None:
    """Why this address cannot be filled, as (message, hint)."""
    form_id, _, inner = address.partition(".")
    if form_id not in forms:
        return (f"沒有名為「{form_id}」的表單", did_you_mean(form_id, forms))
    form = forms[form_id]
    item = next((item for item in form.program.inputs if item.address == address), None)
    if item is None:
        computed = {field.address: field.label for field in form.fields if field.computed}
        if inner in computed:
            return (f"「{computed[inner]}」由表單計算，例子只寫填的內容", "請改寫它所用到的欄位。")
        known = [item.address.removeprefix(f"{form_id}.") for item in form.program.inputs]
        return (f"表單沒有名為「{inner}」的填寫欄位", did_you_mean(inner, known))
    if item.kind == "choices":
        right = isinstance(value, tuple | list) and all(isinstance(code, str) for code in value)
        return None if right else (f"「{inner}」可以勾好幾項", "請寫成清單，例如 [甲的代號, 乙的代號]。")
    if not isinstance(value, str):
        return (f"「{inner}」要寫填的內容", "")
    return None


def _leaves(value: Any, node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, Any, Span]]:
    """(address, content, place) of everything that an example fills in; a list of rows is numbered."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, node.at(key), (*path, key))
    elif isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        for index, row in enumerate(value):
            yield from _leaves(row, node.at(index), (*path, str(index + 1)))
    else:
        yield ".".join(path), value, node.key_span or node.span
