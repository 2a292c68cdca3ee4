"""Parameters and dates of an edition: as tree nodes, as printed, and for prose."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ..expr import build
from ..expr.chinese import figure
from ..expr.tree import Number
from ..model import Event, Option, Parameter
from ..parse import Draft, EditionSpec, RulesSpec
from ..parse.specs import ParameterSpec
from ..problems import Report, did_you_mean
from ..source import Node
from ..tw import format_roc
from .meaning import Lookup
from .prose import Figures

Dimensions = Mapping[str, tuple[Option, ...]]


def dimensions(spec: EditionSpec) -> dict[str, tuple[Option, ...]]:
    return {
        name: tuple(Option(code, label) for code, label in dimension.options.items())
        for name, dimension in spec.dimensions.items()
    }


def parameter_nodes(
    draft: Draft[RulesSpec], options: Dimensions, report: Report
) -> dict[str, Number | Lookup | None]:
    """Each parameter by id, and each case of a varying one as `id.option`; None where it is wrong."""
    found: dict[str, Number | Lookup | None] = {}
    for name, spec in draft.spec.parameters.items():
        node = draft.node.at("parameters", name)
        if spec.by is None:
            found[name] = build.number(spec.value or "0", spec.unit, spec.label)
        elif _cases_fit(spec, node, options, report):
            labels = {option.value: option.label for option in options[spec.by]}
            cases = []
            for code, value in spec.values.items():
                case = build.number(value, spec.unit, f"{spec.label}（{labels[code]}）")
                found[f"{name}.{code}"] = case
                cases.append((code, case))
            found[name] = Lookup(name, spec.label, spec.by, tuple(cases), tuple(labels.items()))
        else:
            found |= dict.fromkeys([name, *(f"{name}.{code}" for code in spec.values)])
    return found


def _cases_fit(spec: ParameterSpec, node: Node, options: Dimensions, report: Report) -> bool:
    """A varying parameter needs exactly one figure for each option of its dimension."""
    by = spec.by or ""
    if by not in options:
        report.add(f"edition.yaml 的 dimensions 沒有「{by}」", node.at("by").span, did_you_mean(by, options))
        return False
    codes = [option.value for option in options[by]]
    for code in spec.values:
        if code not in codes:
            place = node.at("values", code)
            report.add(f"「{by}」沒有「{code}」這個選項", place.key_span, did_you_mean(code, codes))
    missing = [code for code in codes if code not in spec.values]
    if missing:
        report.add(
            f"參數「{spec.label}」少了「{'、'.join(missing)}」的數字",
            node.at("values").span,
            "每個選項都要有數字。",
        )
    return not missing and set(spec.values) <= set(codes)


def parameters(
    draft: Draft[RulesSpec], nodes: Mapping[str, Number | Lookup | None], labels: Mapping[str, str]
) -> tuple[Parameter, ...]:
    """Parameters as they are printed; `labels` are those of the dimensions."""
    found = []
    for name, spec in draft.spec.parameters.items():
        node = nodes.get(name)
        values: tuple[tuple[tuple[str, ...], str], ...] = ()
        if isinstance(node, Number):
            values = (((), figure(node)),)
        elif isinstance(node, Lookup):
            cases = dict(node.options)
            values = tuple(
                ((cases[code],), figure(case)) for code, case in node.cases if isinstance(case, Number)
            )
        by = (spec.by,) if spec.by else ()
        heads = tuple(labels[one] for one in by)
        found.append(
            Parameter(name, spec.label, spec.unit, by, heads, values, spec.cite, spec.renew == "yearly")
        )
    return tuple(found)


def events(spec: EditionSpec) -> tuple[Event, ...]:
    """The schedule in the order of its days."""
    found = [
        Event(
            name, event.label, event.date, format_roc(event.date), event.how or "", event.cite, event.deadline
        )
        for name, event in spec.schedule.items()
    ]
    return tuple(sorted(found, key=lambda event: (event.date, event.id)))


def period(spec: EditionSpec) -> str:
    days = (format_roc(day, with_weekday=False) for day in (spec.period.from_, spec.period.to))
    return "至".join(days)


def context(
    spec: EditionSpec, drawn: tuple[Parameter, ...], options: Dimensions, rules: tuple[str, ...]
) -> dict[str, Any]:
    """What prose may refer to: parameters by id, schedule.<id>, period, edition, rule(id) for its
    printed number, comparison(dimension) for the table of what varies by it.
    """
    words: dict[str, Any] = {}
    for parameter in drawn:
        if not parameter.by:
            words[parameter.id] = parameter.values[0][1] if parameter.values else ""
        else:
            codes = {option.label: option.value for option in options.get(parameter.by[0], ())}
            words[parameter.id] = Figures({codes[label[0]]: value for label, value in parameter.values})
    words["schedule"] = {event.id: event.printed for event in events(spec)}
    words["period"] = period(spec)
    words["edition"] = {"title": spec.title, "issuer": spec.issuer, "year": spec.year}

    def comparison(name: str) -> str:
        if name not in options:
            raise ValueError(name)
        return comparison_table(spec.dimensions[name].label, options[name], name, drawn)

    def rule(name: str) -> str:
        return f"規則 {rules.index(name) + 1}"

    words["comparison"] = comparison
    words["rule"] = rule
    return words


def comparison_table(label: str, options: tuple[Option, ...], name: str, drawn: tuple[Parameter, ...]) -> str:
    """The 彙整表 of every parameter that varies by one dimension, as an accessible table."""
    heads = "".join(f'<th scope="col">{escape(option.label)}</th>' for option in options)
    rows = []
    for parameter in drawn:
        if parameter.by == (name,):
            cells = "".join(f"<td>{escape(value)}</td>" for _, value in parameter.values)
            rows.append(f'<tr><th scope="row">{escape(parameter.label)}</th>{cells}</tr>')
    return (
        f'<div class="fp-scroll" role="region" tabindex="0" aria-label="依{escape(label)}彙整">'
        f"<table><caption>依{escape(label)}彙整</caption>"
        f'<thead><tr><th scope="col">項目</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
