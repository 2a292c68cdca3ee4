"""Figures that grow with a count: so much up to a point, so much more beyond, at most a ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..expr import build
from ..expr.build import Fault
from ..expr.chinese import figure
from ..expr.tree import Named, Number, Numeric, Quantity
from ..expr.units import in_unit
from ..parse.parameters import ParameterSpec, StepSpec
from ..problems import Report
from ..source import Node
from ..tw import thousands
from .meaning import Axis, Graduated

ZERO = Number(0, Quantity())


@dataclass(frozen=True, slots=True)
class _Step:
    """What is added for the part of the count from `start` on, and how it is printed."""

    spec: StepSpec
    start: int
    figure: Number
    where: str
    words: str


def graduated(name: str, spec: ParameterSpec, node: Node, axis: Axis, report: Report) -> Graduated | None:
    """The steps of one parameter, or None after reporting what does not fit."""
    before = len(report.items)
    if axis.options:
        report.add(f"「{axis.label}」有選項，不能累加", node.at("by").span, "請改用 values。")
        return None
    _check(spec, node, axis, report)
    starts = (0, *(step.up_to or 0 for step in spec.graduated))
    steps: list[_Step] = []
    cap: Number | None = None
    for index, (one, start) in enumerate(zip(spec.graduated, starts, strict=False)):
        try:
            steps.append(_step(one, start, spec.unit, axis))
        except Fault as fault:
            report.add(fault.message, node.at("graduated", index).span, fault.hint)
    if spec.at_most is not None:
        cap = build.number(spec.at_most, spec.unit)
    if len(report.items) > before:
        return None
    values = tuple((step.where, step.words) for step in steps)
    values += () if cap is None else (("上限", figure(cap)),)
    words = listed(values)

    def of(count: Numeric) -> Numeric:
        return _value(spec, tuple(steps), cap, count, words)

    return Graduated(name, spec.label, axis, values, words, of)


def listed(values: Iterable[tuple[str, str]]) -> str:
    """Figures for each part of a count, as a sentence without 句號."""
    return "，".join(f"{where} {what}".strip() for where, what in values).replace("的部分 每", "的部分每")


def _check(spec: ParameterSpec, node: Node, axis: Axis, report: Report) -> None:
    """Steps ascend to an open end; a fixed figure stands first; what leaves a rest says how to round."""
    last = len(spec.graduated) - 1
    for index, step in enumerate(spec.graduated):
        here = node.at("graduated", index)
        before = spec.graduated[index - 1].up_to if index else None
        if (step.up_to is None) != (index == last):
            report.add("只有最後一段不寫 up_to", here.span, "最後一段以外，每段都寫到多少為止。")
        elif before is not None and step.up_to is not None and step.up_to <= before:
            message = f"up_to {step.up_to} 沒有比前一段的 {before} 大"
            report.add(message, here.at("up_to").span, "請由小到大排列。")
        if step.value is not None and index:
            report.add("固定的數只能寫在第一段", here.at("value").span, "後面的段寫 plus 或 rate。")
        if step.each > 1 and spec.rounding is None:
            hint = "請寫 rounding: floor（不滿不計）或 ceil（不滿也計）。"
            report.add(f"每 {step.each} {axis.unit}加一次，要說明不滿的怎麼算", here.at("each").span, hint)
        if step.rate is not None and build.parse_unit(spec.unit) != build.parse_unit(axis.unit):
            message = f"「{axis.unit}」的百分比不會是「{spec.unit}」"
            report.add(message, here.at("rate").span, "請檢查 unit，和 by 的單位。")


def _step(step: StepSpec, start: int, unit: str, axis: Axis) -> _Step:
    end = "" if step.up_to is None else f"{thousands(step.up_to)} {axis.unit}"
    where = f"{end}以下" if end else ""
    if start:
        where = f"超過 {thousands(start)} {axis.unit}{f'、{end}以下' if end else ''}的部分"
    if step.rate is not None:
        rate = build.number(step.rate, "%")
        return _Step(step, start, rate, where, rate.shown)
    amount = build.number(step.value or step.plus or "0", unit)
    more = "增加" if start else ""
    each = "" if step.value is not None else f"每{more} {thousands(step.each)} {axis.unit}{more} "
    return _Step(step, start, amount, where, f"{each}{figure(amount)}")


def _value(
    spec: ParameterSpec, steps: tuple[_Step, ...], cap: Number | None, count: Numeric, words: str
) -> Named:
    """What each step adds, one by one, and the ceiling over all."""
    terms = tuple(_term(spec, step, in_unit(count)) for step in steps)
    total = terms[0] if len(terms) == 1 else build.add(terms)
    if spec.rounding is not None:
        total = build.rounded(total, spec.rounding, 0)
    if cap is not None:
        total = build.extreme("min", (total, in_unit(cap)), bound=True)
    unit = build.parse_unit(spec.unit)
    return build.named(in_unit(total, unit), spec.label, unit, words)


def _term(spec: ParameterSpec, step: _Step, count: Numeric) -> Numeric:
    if step.spec.value is not None:
        return in_unit(step.figure)
    if step.start:
        beyond = build.subtract(count, Number(step.start, Quantity()))
        count = build.extreme("max", (beyond, ZERO), bound=True)
    if step.spec.up_to is not None:
        room = Number(step.spec.up_to - step.start, Quantity())
        count = build.extreme("min", (count, room), bound=True)
    if step.spec.each > 1 and spec.rounding is not None:
        count = build.divide(count, Number(step.spec.each, Quantity()), spec.rounding, 0)
    return build.multiply(in_unit(step.figure), count)
