"""What the source document says, in the words that were quoted: its dates, weekdays and figures.

A quotation that contradicts what this edition says must be declared as a discrepancy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model import Event, Rule
from ..parse import Draft, EditionSpec, RulesSpec
from ..parse.parameters import ParameterSpec
from ..problems import Report
from ..source import Node
from ..tw import TypedWeekday, format_roc, normalise, typed_dates, typed_weekdays, weekday

DECLARE = "請對照原文；原文就是這樣的話，請寫在 discrepancies，about: "
_TIMES = {"": 1, "百": 100, "千": 1000, "仟": 1000, "萬": 10_000, "億": 100_000_000}
_FIGURE = r"(\d[\d,]*(?:\.\d+)?)\s*([百千仟萬億]?)\s*"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the document, about the entry with this id."""

    about: str
    text: str
    node: Node


def quotations(edition: Draft[EditionSpec], rules: Draft[RulesSpec]) -> Iterator[Quotation]:
    """Every `source` of an edition outside its discrepancies."""
    kinds = (
        ("schedule", edition, edition.spec.schedule),
        ("parameters", rules, rules.spec.parameters),
        ("rules", rules, rules.spec.rules),
    )
    for key, draft, entries in kinds:
        for name, entry in entries.items():
            if source := getattr(entry, "source", None):
                yield Quotation(name, source, draft.node.at(key, name, "source"))


def wrong_weekdays(text: str) -> tuple[TypedWeekday, ...]:
    return tuple(typed for typed in typed_weekdays(text) if typed.right is False)


def right_weekday(typed: TypedWeekday) -> str:
    """112年9月8日是星期五."""
    assert typed.date is not None
    return f"{format_roc(typed.date, with_weekday=False)}是星期{weekday(typed.date)}"


def check_quotations(
    edition: Draft[EditionSpec],
    rules: Draft[RulesSpec],
    found: tuple[tuple[Event, ...], Iterable[Rule]],
    report: Report,
) -> None:
    """Whatever a quotation contradicts and nobody declared is reported."""
    declared = {one.about for one in edition.spec.discrepancies}
    events = {event.id: event for event in found[0]}
    used = {rule.id: rule.parameters for rule in found[1]} | {name: (name,) for name in rules.spec.parameters}
    for quoted in quotations(edition, rules):
        if quoted.about in declared:
            continue
        span, hint = quoted.node.span, f"{DECLARE}{quoted.about}。"
        for typed in wrong_weekdays(quoted.text):
            report.add(f"原文的星期「{typed.text}」與日期不合：{right_weekday(typed)}", span, hint)
        if (event := events.get(quoted.about)) is not None:
            _check_dates(quoted, event, report)
        names = [name for name in used.get(quoted.about, ()) if name in rules.spec.parameters]
        _check_figures(quoted, [rules.spec.parameters[name] for name in names], report)


def _check_dates(quoted: Quotation, event: Event, report: Report) -> None:
    """One of the quoted days is a day of the entry."""
    days = typed_dates(quoted.text)
    if days and event.last is not None and not {event.first, event.last} & set(days):
        said = "、".join(format_roc(day) for day in days)
        message = f"原文寫{said}，時程的「{event.label}」卻是{event.printed}"
        report.add(message, quoted.node.span, f"{DECLARE}{quoted.about}。")


def _check_figures(quoted: Quotation, parameters: list[ParameterSpec], report: Report) -> None:
    """Of the quoted figures with the unit of a parameter, one is a figure of a parameter."""
    units = {unit for one in parameters if (unit := _unit(one))}
    said = [pair for unit in sorted(units) for pair in quoted_figures(quoted.text, unit)]
    held = {(Decimal(text), _unit(one)) for one in parameters for text in figures_of(one)}
    if said and not held & set(said):
        shown = "、".join(f"{figure:,} {unit}" for figure, unit in said)
        have = "、".join(f"{figure:,} {unit}" for figure, unit in sorted(held, key=str))
        message = f"原文寫 {shown}，參數卻是 {have}"
        report.warn(message, quoted.node.span, f"{DECLARE}{quoted.about}。")


def quoted_figures(text: str, unit: str) -> Iterator[tuple[Decimal, str]]:
    """Every figure before this unit: 8,000 元, 2萬元."""
    for match in re.finditer(_FIGURE + re.escape(unit), normalise(text)):
        yield Decimal(match[1].replace(",", "")) * _TIMES[match[2]], unit


def figures_of(spec: ParameterSpec) -> Iterator[str]:
    """Every plain figure of a parameter, without commas."""
    rows = [*spec.table.values(), *(bracket.cells for bracket in spec.brackets)]
    grown = [text for step in spec.graduated for text in (step.value, step.plus, str(step.up_to))]
    cells = [cell for row in rows for cell in row.values()]
    for text in (spec.value, *spec.values.values(), *cells, *grown, spec.at_most):
        if isinstance(text, str) and re.fullmatch(r"-?[\d,]+(\.\d+)?", text):
            yield text.replace(",", "")


def _unit(spec: ParameterSpec) -> str:
    """元 of 元/人; nothing for a number without a unit."""
    return normalise(spec.unit).split("/")[0]
