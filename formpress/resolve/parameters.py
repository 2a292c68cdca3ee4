"""Parameters: scalars, tables by one or two dimensions, and brackets by a count.

A table is checked to be whole: a figure for each option, brackets in ascending order with an
open end. So there is no gap and no overlap, and a look-up always has an answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from ..expr import build
from ..expr.chinese import figure
from ..expr.tree import DATE, Nothing, Number, Numeric, Quantity
from ..model import Event, Parameter
from ..parse import Draft, EditionSpec, RulesSpec
from ..parse.parameters import ParameterSpec
from ..problems import Report, did_you_mean
from ..source import Node
from ..tw import format_roc, thousands
from .graduated import graduated
from .meaning import Axis, ChoiceField, DaysOff, Graduated, Lookup, NoDay, Picked
from .moments import day, moment
from .schedule import holidays

NONE = "none"
"""What an empty cell says."""

EMPTY = "不適用"
"""How it is printed."""

Found = dict[str, Number | Lookup | Graduated | DaysOff | NoDay | None]
"""Parameters by id, and each case of a one-dimensional table as `id.option`; None is a wrong one."""


def axes(spec: EditionSpec) -> dict[str, Axis]:
    """The dimensions of the edition; a counted one has its brackets in each parameter."""
    return {
        name: Axis(name, one.label, tuple(one.options.items()), (), one.unit or "")
        for name, one in spec.dimensions.items()
    }


def parameter_nodes(draft: Draft[RulesSpec], dimensions: Mapping[str, Axis], report: Report) -> Found:
    """Every parameter as numbers; what is wrong with one is reported and leaves None."""
    found: Found = {}
    for name, spec in draft.spec.parameters.items():
        node = draft.node.at("parameters", name)
        if spec.by is None:
            try:
                found[name] = typed(spec.value or "0", spec.unit, spec.label)
            except build.Fault as fault:
                report.add(fault.message, node.at("value").span, fault.hint)
                found[name] = None
            continue
        before = len(report.items)
        if spec.graduated:
            axis = _axis(spec.by, "by", node, dimensions, report)
            found[name] = None if axis is None else graduated(name, spec, node, axis, report)
            continue
        lookup = _lookup(name, spec, node, dimensions, report)
        found[name] = lookup
        if len(report.items) > before or lookup is None:
            found |= dict.fromkeys([name, *(f"{name}.{code}" for code in spec.values)])
        elif len(lookup.axes) == 1 and lookup.axes[0].options:
            cells = {f"{name}.{key[0]}": cell for key, cell in lookup.cells.items()}
            found |= {key: cell for key, cell in cells.items() if isinstance(cell, Number)}
    return found


def typed(text: str, unit: str, label: str) -> Number:
    """A figure as the author typed it, in a unit that says what it is.

    Raises:
        Fault: where the two do not go together.
    """
    if unit == "日期":
        return day(text, label)
    if unit == "時刻":
        return moment(text, label)
    if ("/" in text) != (unit == "比"):
        raise build.Fault(f"「{text}」和單位「{unit}」不合", "幾分之幾寫 unit: 比，數字寫 1/6。")
    if "-" in text[1:] or ":" in text:
        raise build.Fault(f"「{text}」和單位「{unit}」不合", "日期寫 unit: 日期，時刻寫 unit: 時刻。")
    return build.number(text, unit, label)


def _axis(
    wanted: str | None, key: str, node: Node, dimensions: Mapping[str, Axis], report: Report
) -> Axis | None:
    """The dimension that `key` names; None after reporting that there is none."""
    if wanted is not None and wanted not in dimensions:
        hint = did_you_mean(wanted, dimensions)
        report.add(f"edition.yaml 的 dimensions 沒有「{wanted}」", node.at(key).span, hint)
    return dimensions.get(wanted or "")


def days(spec: EditionSpec, schedule: tuple[Event, ...]) -> Found:
    """What expressions may name beside parameters: the days that are known, and holidays.

    schedule.<id> is the last day of an entry (of a month, its end), and a period has .from and .to.
    """
    found: Found = {}
    for event in schedule:
        found[f"schedule.{event.id}"] = NoDay() if event.last is None else _day(event.last, event.label)
        if spec.schedule[event.id].from_ is not None and event.first is not None:
            found[f"schedule.{event.id}.from"] = _day(event.first, f"{event.label}開始日")
        if spec.schedule[event.id].to is not None and event.last is not None:
            found[f"schedule.{event.id}.to"] = _day(event.last, f"{event.label}結束日")
    if spec.period.from_ is not None:
        found["period.from"] = _day(spec.period.from_, "實施期程開始日")
    if spec.period.to is not None:
        found["period.to"] = _day(spec.period.to, "實施期程結束日")
    if (off := holidays(spec)) is not None:
        found["holidays"] = DaysOff(*off)
    return found


def _day(day: datetime.date, label: str) -> Number:
    return Number(day.toordinal(), Quantity(DATE), format_roc(day, with_weekday=False), label)


Key = ChoiceField | Picked | Numeric
"""What a look-up goes by."""


def look_up(lookup: Lookup, arguments: tuple[Key, ...]) -> Numeric:
    """The tree of `cap(group)` or `quota(class_count, group)`."""
    return _descend(lookup, arguments, ())


def parameters(draft: Draft[RulesSpec], nodes: Found) -> tuple[Parameter, ...]:
    """Parameters as they are printed."""
    found = []
    for name, spec in draft.spec.parameters.items():
        node = nodes.get(name)
        by: tuple[str, ...] = ()
        heads: tuple[str, ...] = ()
        values: tuple[tuple[tuple[str, ...], str], ...] = ()
        if isinstance(node, Number):
            values = (((), figure(node)),)
        elif isinstance(node, Lookup):
            by = tuple(axis.id for axis in node.axes)
            heads = tuple(axis.label for axis in node.axes)
            values = tuple((_path(node.axes, key), _printed(cell)) for key, cell in node.cells.items())
        elif isinstance(node, Graduated):
            by, heads = (node.axis.id,), (node.axis.label,)
            values = tuple(((where,), words) for where, words in node.values)
        yearly = spec.renew == "yearly"
        codes = tuple(_codes(node, len(values)))
        found.append(Parameter(name, spec.label, spec.unit, by, heads, values, spec.cite, yearly, codes))
    return tuple(found)


def _codes(node: object, count: int) -> Iterator[tuple[str, ...]]:
    """What tells the values of a parameter apart: codes of options, numbers of brackets and steps."""
    if isinstance(node, Lookup):
        for key in node.cells:
            pairs = zip(node.axes, key, strict=True)
            yield tuple(one if axis.options else str(int(one) + 1) for axis, one in pairs)
    else:
        yield from ((str(step + 1),) if isinstance(node, Graduated) else () for step in range(count))


def _path(axes: tuple[Axis, ...], key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_key_label(axis, one) for axis, one in zip(axes, key, strict=True))


def _printed(cell: Number | Nothing) -> str:
    return figure(cell) if isinstance(cell, Number) else cell.word


def _descend(lookup: Lookup, arguments: tuple[Key, ...], key: tuple[str, ...]) -> Numeric:
    depth = len(key)
    if depth == len(lookup.axes):
        return lookup.cells[key]
    axis, argument = lookup.axes[depth], arguments[depth]
    if isinstance(argument, Picked):
        return _descend(lookup, arguments, (*key, argument.code))
    cells = tuple((one, _descend(lookup, arguments, (*key, one))) for one in axis.keys)
    if isinstance(argument, ChoiceField):
        return build.choose(argument.address, cells, lookup.label, axis.options)
    steps = tuple((bound, cell) for bound, (_, cell) in zip(axis.bounds, cells, strict=True))
    return build.bracket(argument, steps, lookup.label)


def _key_label(axis: Axis, key: str) -> str:
    """An option's label, or a bracket in words: 12 班以下, 13～25 班, 49 班以上."""
    if axis.options:
        return dict(axis.options)[key]
    return bracket_label(axis.bounds, int(key), axis.unit)


def bracket_label(bounds: tuple[int | None, ...], index: int, unit: str) -> str:
    """The `index`th bracket in words."""
    low = (bounds[index - 1] or 0) + 1 if index else None
    high = bounds[index]
    if low is None:
        return f"{thousands(high or 0)} {unit}以下".replace(" 以", "以")
    if high is None:
        return f"{thousands(low)} {unit}以上".replace(" 以", "以")
    return f"{thousands(low)} {unit}" if low == high else f"{thousands(low)}～{thousands(high)} {unit}"


def _lookup(
    name: str, spec: ParameterSpec, node: Node, dimensions: Mapping[str, Axis], report: Report
) -> Lookup | None:
    """The table of one parameter, or None after reporting what does not fit."""
    found = []
    for key in ("by", "across"):
        if (wanted := getattr(spec, key)) is None:
            continue
        if (axis := _axis(wanted, key, node, dimensions, report)) is None:
            return None
        found.append(axis)
    if spec.brackets:
        found[0] = _bracketed(found[0], spec, node, report)
    elif not found[0].options:
        report.add(f"「{found[0].label}」是數量，要用 brackets 分級", node.at("by").span)
        return None
    if len(found) == 2 and not found[1].options:
        report.add(f"across 要用有選項的 dimensions，「{found[1].label}」是數量", node.at("across").span)
        return None
    cells: dict[tuple[str, ...], Number | Nothing] = {}
    nothing = Nothing(spec.empty or EMPTY, Quantity(build.parse_unit(spec.unit)))
    for path, cell_key, text, cell_node in _cells(spec, tuple(found), node, report):
        label = f"{spec.label}（{'，'.join(path)}）"
        try:
            cells[cell_key] = nothing if text == NONE else typed(text, spec.unit, label)
        except build.Fault as fault:
            report.add(fault.message, cell_node.span, fault.hint)
    return Lookup(name, spec.label, tuple(found), cells)


def _bracketed(axis: Axis, spec: ParameterSpec, node: Node, report: Report) -> Axis:
    """The counted dimension with this parameter's bounds, which must ascend to an open end."""
    if axis.options:
        report.add(f"「{axis.label}」有選項，不用 brackets", node.at("brackets").span, "請改用 values。")
        return axis
    bounds = tuple(one.up_to for one in spec.brackets)
    for index, bound in enumerate(bounds):
        here = node.at("brackets", index)
        last = index == len(bounds) - 1
        if bound is None and not last:
            report.add("只有最後一級可以不寫 up_to", here.span, "請補上 up_to，或把這一級移到最後。")
        if bound is not None and last:
            message = f"最後一級寫了 up_to: {bound}，超過 {bound} 的就沒有規定"
            report.add(message, here.at("up_to").span, "最後一級不寫 up_to。")
        before = bounds[index - 1] if index else None
        if bound is not None and before is not None and bound <= before:
            report.add(f"up_to {bound} 沒有比前一級的 {before} 大", here.at("up_to").span, "請由小到大排列。")
    return Axis(axis.id, axis.label, (), bounds, axis.unit)


Cell = tuple[tuple[str, ...], tuple[str, ...], str, Node]
"""(labels, key, figure as typed, place)"""


def _cells(spec: ParameterSpec, found: tuple[Axis, ...], node: Node, report: Report) -> Iterator[Cell]:
    """Every figure of a table; options that are missing or unknown are reported."""
    first = found[0]
    for key in first.keys:
        label = _key_label(first, key)
        if spec.brackets:
            row: Mapping[str, str] = spec.brackets[int(key)].cells
            here = node.at("brackets", int(key))
        elif len(found) == 2:
            row = spec.table.get(key, {})
            here = node.at("table", key)
        else:
            row, here = {"value": spec.values.get(key, NONE if spec.empty else "")}, node.at("values")
            here = here.at(key) if key in spec.values else here
        wanted = found[1].keys if len(found) == 2 else ("value",)
        for option in wanted:
            path = (label, _key_label(found[1], option)) if len(found) == 2 else (label,)
            text = row.get(option, NONE if spec.empty else "")
            if not text:
                message = f"參數「{spec.label}」少了「{'，'.join(path)}」的數字"
                report.add(message, here.span, "每一格都要有數字；沒有這種情形的寫 none。")
                continue
            yield path, (key, option) if len(found) == 2 else (key,), text, here.at(option)
        _unknown_keys(row, wanted, here, report)
    given = spec.table if len(found) == 2 and not spec.brackets else spec.values
    _unknown_keys(given, first.keys, node.at("table" if spec.table else "values"), report)


def _unknown_keys(row: Mapping[str, object], wanted: tuple[str, ...], node: Node, report: Report) -> None:
    for key in row:
        if key not in wanted:
            place = node.at(key)
            report.add(f"沒有「{key}」這個選項", place.key_span or place.span, did_you_mean(key, wanted))
