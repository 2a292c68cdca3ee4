"""Whole forms as examples: each breaks exactly the rules that it says, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..expr.evaluate import run
from ..expr.program import Outcome, Program
from ..expr.reading import missing, read_all
from ..model import VERDICTS, Example, Form
from ..parse import Draft, FilledSpec
from ..problems import Report, did_you_mean
from ..source import Node
from .examples import Desk, filled, why


@dataclass(frozen=True, slots=True)
class FilledDraft:
    """One file; `name` is that of the file without its ending."""

    name: str
    draft: Draft[FilledSpec]


def filled_examples(
    drafts: Iterable[FilledDraft], forms: Mapping[str, Form], report: Report
) -> dict[str, tuple[Example, ...]]:
    """The examples of each form by its id, those that keep all rules first."""
    found: dict[str, list[Example]] = {}
    for one in drafts:
        spec, node = one.draft.spec, one.draft.node
        form = forms.get(spec.form)
        if form is None:
            message = f"沒有名為「{spec.form}」的表單"
            report.add(message, node.at("form").span, did_you_mean(spec.form, forms))
            continue
        if not one.name.startswith(spec.form):
            hint = f"請把檔名改成 {spec.form}-….json，或改 form。"
            report.add(f"檔名「{one.name}」和 form: {spec.form} 不合", node.at("form").span, hint)
        values = filled(spec, Desk(form.program, forms), node, report, spec.form)
        if values is not None:
            _check(one.draft, form, values, report)
            found.setdefault(spec.form, []).append(_example(one, form, values))
    return {name: tuple(sorted(some, key=lambda one: len(one.breaks) > 0)) for name, some in found.items()}


def _example(one: FilledDraft, form: Form, values: Mapping[str, str]) -> Example:
    spec = one.draft.spec
    shown = run(form.program, values).shown
    panel = form.program.panel
    reported = panel.boxes if panel else ()
    shows = {name: text for name, text in shown.items() if text and name not in reported}
    return Example(values, "broken" if spec.breaks else "kept", shows, spec.title, one.name, spec.breaks)


def _check(draft: Draft[FilledSpec], form: Form, values: Mapping[str, str], report: Report) -> None:
    """What is filled in can be read, computes what it should, and breaks what it should."""
    spec, node = draft.spec, draft.node
    readings = read_all(form.program.inputs, values)
    for address, reading in readings.items():
        if reading.fault:
            span = node.at("given", *address.split(".")[1:]).span
            report.add(f"範例的內容不合：{reading.fault}", span, "請改填的內容。")
    if any(reading.fault for reading in readings.values()):
        return
    place = node.at("given").key_span or node.span
    if not spec.breaks and (absent := missing(form.program, readings)):
        report.add(f"範例少填必填的{'、'.join(absent[:5])}", place, "請補填。")
    outcome = run(form.program, values)
    _check_shown(draft, form, outcome, report)
    known = [check.id for check in form.program.checks]
    for verdict, key, named in (
        ("broken", "breaks", spec.breaks),
        ("undecided", "undecided", spec.undecided),
    ):
        for index, rule in enumerate(named):
            span = node.at(key, index).span
            if rule not in known:
                report.add(f"這份表單不檢核規則「{rule}」", span, did_you_mean(rule, known))
            elif outcome.verdicts[rule] != verdict:
                got = VERDICTS[outcome.verdicts[rule]]
                message = f"範例說規則「{rule}」{VERDICTS[verdict]}，算出來卻是「{got}」"
                report.add(message, span, f"{why(rule, form.program, values)}請改填的內容，或從 {key} 刪掉。")
        if verdict == "broken" or not spec.breaks:
            _check_unnamed(verdict, key, node, (form.program, values, outcome), report)


def _check_unnamed(
    verdict: str, key: str, node: Node, judged: tuple[Program, Mapping[str, str], Outcome], report: Report
) -> None:
    """Every rule with this verdict is named under `key`."""
    program, values, outcome = judged
    named = node.get(key)
    listed = set(named.data()) if named is not None else set()
    place = (named.key_span if named is not None else None) or node.at("title").span
    for rule, got in outcome.verdicts.items():
        if got == verdict and rule not in listed:
            report.add(
                f"範例裡規則「{rule}」{VERDICTS[verdict]}，{key} 卻沒有列",
                place,
                f"{why(rule, program, values)}請改填的內容，或加到 {key}。",
            )


def _check_shown(draft: Draft[FilledSpec], form: Form, outcome: Outcome, report: Report) -> None:
    computed = {field.address: field.name for field in form.fields if field.computed}
    for address, wanted in draft.spec.shows.items():
        span = draft.node.at("shows", address).span
        if address not in computed:
            report.add(f"「{address}」不是由表單計算的欄位", span, did_you_mean(address, computed))
        elif (got := outcome.shown.get(computed[address], "")) != wanted:
            report.add(f"例子寫「{wanted}」，算出來卻是「{got}」", span, "請看是例子寫錯，還是算式寫錯。")
