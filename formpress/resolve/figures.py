"""Parameters and dates of an edition: as tree nodes, as printed, and for prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from markupsafe import Markup

from ..expr.chinese import figure
from ..expr.tree import Number
from ..model import Event, Option, Parameter
from ..parse import Draft, EditionSpec
from ..problems import Report
from .expressions import Abandoned
from .graduated import listed
from .meaning import Lookup
from .parameters import Found
from .prose import Context, Figures, Unknown, fill, said
from .schedule import span

Dimensions = Mapping[str, tuple[Option, ...]]


def dimensions(spec: EditionSpec) -> dict[str, tuple[Option, ...]]:
    """The options of every dimension that has options; a counted one has none to choose from."""
    return {
        name: tuple(Option(code, label) for code, label in dimension.options.items())
        for name, dimension in spec.dimensions.items()
        if dimension.options
    }


def lists(spec: EditionSpec, nodes: Found) -> dict[str, tuple[Option, ...]]:
    """What a field may offer, by name: dimensions, lists, and each parameter that varies by one
    dimension, its options with their figures: A組（經費上限 8,000 元）.
    """
    found = {
        name: tuple(
            Option(code, f"{label}（{lookup.label} {figure(cell)}）")
            for code, label in lookup.axes[0].options
            if isinstance(cell := lookup.cells[(code,)], Number)
        )
        for name, lookup in nodes.items()
        if isinstance(lookup, Lookup) and len(lookup.axes) == 1 and lookup.axes[0].options
    }
    named = {
        name: tuple(Option(code, label) for code, label in one.options.items())
        for name, one in spec.lists.items()
    }
    return found | named | dimensions(spec)


def check_lists(draft: Draft[EditionSpec], nodes: Found, report: Report) -> None:
    """A list has a name of its own, so that `options:` means one thing."""
    for name in draft.spec.lists:
        taken = "dimensions" if name in draft.spec.dimensions else "parameters" if name in nodes else ""
        if taken:
            node = draft.node.at("lists", name)
            report.add(f"{taken} 裡已經有「{name}」", node.key_span or node.span, "請換一個代號。")


def context(
    spec: EditionSpec,
    drawn: tuple[Parameter, ...],
    options: Dimensions,
    rules: tuple[str, ...],
    schedule: tuple[Event, ...],
) -> dict[str, Any]:
    """What prose may refer to: parameters by id, schedule.<id>, period, edition, rule(id) for its
    printed number, comparison(dimension) for the table of what varies by it.
    """
    words: dict[str, Any] = {}
    for parameter in drawn:
        if not parameter.by and parameter.values:
            words[parameter.id] = parameter.values[0][1]
        elif not parameter.values:
            words[parameter.id] = Unknown()
        elif len(parameter.by) == 1 and parameter.by[0] in options:
            codes = {option.label: option.value for option in options.get(parameter.by[0], ())}
            words[parameter.id] = Figures({codes[label[0]]: value for label, value in parameter.values})
        elif len(parameter.by) == 1:
            words[parameter.id] = listed((label[0], value) for label, value in parameter.values)
    words["schedule"] = {event.id: event.printed for event in schedule}
    words["period"] = span(spec.period, weekdays=False).printed
    words["edition"] = {"title": spec.title, "issuer": spec.issuer, "year": spec.year}

    def comparison(name: str) -> str:
        if name not in options:
            raise ValueError(name)
        return comparison_table(spec.dimensions[name].label, options[name], name, drawn)

    def rule(name: str) -> str:
        return f"規則 {rules.index(name) + 1}"

    def table(name: str) -> str:
        found = next((parameter for parameter in drawn if parameter.id == name and parameter.by), None)
        if found is None:
            raise ValueError(name)
        return parameter_table(found)

    words["comparison"] = comparison
    words["table"] = table
    words["rule"] = rule
    return words


def comparison_table(
    label: str, options: tuple[Option, ...], name: str, drawn: tuple[Parameter, ...]
) -> Markup:
    """The 彙整表 of every parameter that varies by one dimension, as an accessible table."""
    heads = "".join(f'<th scope="col">{said(option.label)}</th>' for option in options)
    rows = []
    for parameter in drawn:
        if parameter.by == (name,):
            cells = "".join(f"<td>{said(value)}</td>" for _, value in parameter.values)
            rows.append(f'<tr><th scope="row">{said(parameter.label)}</th>{cells}</tr>')
    return Markup(
        f'<div class="fp-scroll" role="region" tabindex="0" aria-label="依{escape(label)}彙整">'
        f"<table><caption>依{escape(label)}彙整</caption>"
        f'<thead><tr><th scope="col">項目</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def parameter_table(parameter: Parameter) -> Markup:
    """One parameter that varies, as an accessible table: a row for each step or option, and a column
    for each option of the second dimension.
    """
    lines = dict.fromkeys(labels[0] for labels, _ in parameter.values)
    across = tuple(dict.fromkeys(labels[1] for labels, _ in parameter.values if len(labels) > 1))
    printed = dict(parameter.values)
    heads = "".join(f'<th scope="col">{said(head)}</th>' for head in across or (parameter.label,))
    rows = []
    for line in lines:
        cells = [printed.get((line, column), "") for column in across] or [printed[line,]]
        cells_html = "".join(f"<td>{said(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{said(line)}</th>{cells_html}</tr>')
    return Markup(
        f'<div class="fp-scroll" role="region" tabindex="0" aria-label="{escape(parameter.label)}">'
        f"<table><caption>{said(parameter.label)}</caption>"
        f'<thead><tr><th scope="col">{said(parameter.heads[0])}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def told(
    schedule: tuple[Event, ...], draft: Draft[EditionSpec], context: Context, report: Report
) -> tuple[Event, ...]:
    """The schedule with the figures that its texts name: how it is done, what happens when it is missed."""
    found = []
    for event in schedule:
        node = draft.node.at("schedule", event.id)
        texts = {"how": event.how, "missed": event.missed}
        try:
            filled = {key: fill(text, context, node.at(key), report) for key, text in texts.items() if text}
        except Abandoned:
            filled = {}
        found.append(replace(event, how=filled.get("how", ""), missed=filled.get("missed", "")))
    return tuple(found)


def applicants(draft: Draft[EditionSpec], context: Context, report: Report) -> str:
    """Who may apply, with the figures that the sentence names; "" where nobody wrote one."""
    try:
        return fill(draft.spec.applicants or "", context, draft.node.at("applicants"), report)
    except Abandoned:
        return ""
