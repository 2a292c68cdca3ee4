"""Worked examples: what is entered, as a filled form, and whether the verdict comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..expr.evaluate import run
from ..expr.program import Program
from ..model import VERDICTS, Example, Form, Rule
from ..parse.specs import FormExampleSpec
from ..problems import Report, Span, did_you_mean
from ..rules import ExampleSpec, RuleSpec
from ..source import Node
from .forms import pdf_name


def rule_examples(
    rule: Rule, spec: RuleSpec, node: Node, forms: Mapping[str, Form], report: Report
) -> tuple[Example, ...]:
    """The examples of one rule, run once in Python; a wrong verdict is the author's to settle."""
    found = []
    for index, example in enumerate(spec.examples):
        here = node.at("examples", index)
        for form_id in rule.forms[:1]:
            given = _filled(example, forms[form_id], here, forms, report)
            if given is None:
                continue
            verdict = run(forms[form_id].program, given).verdicts.get(rule.id, "undecided")
            if verdict != example.verdict:
                report.add(
                    f"規則「{rule.id}」的例子寫「{VERDICTS[example.verdict]}」，"
                    f"算出來卻是「{VERDICTS[verdict]}」",
                    here.at("verdict").span,
                    "請看是例子寫錯，還是規則寫錯。",
                )
            found.append(Example(given, example.verdict, {}, example.title or "", f"{rule.id}[{index}]"))
    shown: set[str] = {example.verdict for example in spec.examples}
    for wanted in spec.verdicts:
        if wanted not in shown:
            span = node.key_span or node.span
            report.add(
                f"規則「{rule.id}」少了「{VERDICTS[wanted]}」的例子",
                span,
                f"請在 examples 補一個 verdict: {wanted} 的例子。",
            )
    if not spec.verdicts and spec.examples:
        report.add(f"規則「{rule.id}」由人員判斷，不寫例子", node.at("examples").span, "請刪掉 examples。")
    return tuple(found)


def form_examples(
    form: Form, specs: tuple[FormExampleSpec, ...], node: Node, forms: Mapping[str, Form], report: Report
) -> tuple[Example, ...]:
    """The worked examples of a form: what its computed boxes must show."""
    found = []
    computed = {field.address: field.name for field in form.fields if field.computed}
    for index, spec in enumerate(specs):
        here = node.at("examples", index)
        given = _filled(spec, form, here, forms, report)
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
        found.append(Example(given, "", shows, spec.title, f"{form.id}[{index}]"))
    return tuple(found)


def starting_values(program: Program) -> dict[str, str]:
    """What a blank form already holds, by PDF name."""
    return {item.name: item.start for item in program.inputs if item.start}


def _filled(
    spec: ExampleSpec | FormExampleSpec, form: Form, node: Node, forms: Mapping[str, Form], report: Report
) -> dict[str, str] | None:
    """The boxes of `form` as the example fills them; None after reporting what does not exist."""
    values = starting_values(form.program)
    failed = False
    named: set[str] = set()
    for address, value, span in _leaves(spec.given, node.at("given"), ()):
        form_id, _, inner = address.partition(".")
        problem = _misplaced(form_id, inner, value, forms)
        if problem is not None:
            report.add(problem[0], span, problem[1])
            failed = True
        elif form_id == form.id:
            values[pdf_name(inner)] = str(value)
            named.add(pdf_name(inner))
    if spec.rest is not None:
        for item in form.program.inputs:
            if item.kind == "number" and item.name not in named:
                values[item.name] = spec.rest
    return None if failed else values


def _misplaced(form_id: str, inner: str, value: Any, forms: Mapping[str, Form]) -> tuple[str, str] | None:
    """Why this address cannot be filled, as (message, hint)."""
    if form_id not in forms:
        return (f"沒有名為「{form_id}」的表單", did_you_mean(form_id, forms))
    fields = {field.address: field for field in forms[form_id].fields}
    if inner not in fields:
        return (f"表單沒有名為「{inner}」的填寫欄位", did_you_mean(inner, fields))
    if fields[inner].computed:
        return (f"「{fields[inner].label}」由表單計算，例子只寫填的內容", "請改寫它所用到的欄位。")
    if not isinstance(value, str):
        return (f"「{inner}」要寫填的內容", "")
    return None


def _leaves(value: Any, node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, Any, Span]]:
    """(address, content, place) of everything that an example fills in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, node.at(key), (*path, key))
    else:
        yield ".".join(path), value, node.key_span or node.span
