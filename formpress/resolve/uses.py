"""Where each figure of an edition stands: in rules, on forms and in the announcement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from ..blocks import Declared
from ..expr.grammar import names
from ..model import Parameter, Rule, Use
from ..parse import Draft, EditionSpec, FormSpec, RulesSpec
from ..problems import Report
from ..source import Node
from ..tw import format_cite, places
from .names import FormNames

_MARK = re.compile(
    r"\{\{\s*(?P<name>[a-z_][a-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?)\s*"
    r"(?:\(\s*['\"](?P<of>[a-z0-9_]+)['\"]\s*\))?\s*\}\}"
)
_WORDS = {"id", "type", "kind", "label", "heading", "title", "unit", "text", "rule"}
"""Keys whose contents are words, or name something that is no figure."""

_ASIDE = {"examples", "cite", "source", "kind", "severity", "subject"}
"""Keys of a rule where no figure counts."""

Path = tuple[str | int, ...]


class Figures:
    """The figures of one edition, and which of them a text names."""

    def __init__(self, parameters: Iterable[Parameter], schedule: Iterable[str]) -> None:
        self.parameters = {one.id: one for one in parameters}
        self.schedule = {f"schedule.{name}" for name in schedule}

    def named(self, name: str) -> str:
        """The figure that a name stands for: cap.A, else cap; "" for anything else."""
        first, _, rest = name.partition(".")
        if first in self.parameters:
            codes = {".".join(code) for code in self.parameters[first].codes}
            return name if rest in codes and rest else first
        day = ".".join(name.split(".")[:2])
        return day if day in self.schedule else "period" if first == "period" else ""

    def marked(self, text: str) -> Iterator[str]:
        """The figures of {{ marks }}, those of a table included."""
        for mark in _MARK.finditer(text):
            if mark["of"] is None:
                yield self.named(mark["name"])
            elif mark["name"] == "table":
                yield self.named(mark["of"])
            elif mark["name"] == "comparison":
                yield from (name for name, one in self.parameters.items() if one.by == (mark["of"],))

    def counted(self, expression: str) -> Iterator[str]:
        """The figures that an expression reads; nothing of a text that is none."""
        yield from (self.named(name) for name in names(expression))


def in_rules(figures: Figures, draft: Draft[RulesSpec], rules: Mapping[str, Rule]) -> Iterator[Use]:
    """What each rule reads, by itself or in its terms, and what it says."""
    for name, rule in rules.items():
        node = draft.node.at("rules", name)
        texts = [str(leaf.value) for path, leaf in _leaves(node, ()) if path[0] not in _ASIDE]
        found = [one for text in texts for one in (*figures.counted(text), *figures.marked(text))]
        told = {one.split(".")[0] for one in found}
        found += [one for one in rule.parameters if one not in told]
        yield from _each(found, "rule", name, f"規則 {rule.number}")


def on_form(figures: Figures, name: str, draft: Draft[FormSpec], form: FormNames) -> Iterator[Use]:
    """What stands on a form: printed in cells, in what it computes and in its notes."""
    labels = _labels(item.declared for item in form.addresses.values())
    for path, leaf in _leaves(draft.node, ()):
        if path[0] == "examples":
            continue
        text = str(leaf.value)
        found = [*figures.marked(text)]
        if path[-1] not in _WORDS:
            found += figures.counted(text)
        yield from _each(found, "form", name, _place(path, labels, draft))


def on_page(figures: Figures, announcement: str, edition: Draft[EditionSpec]) -> Iterator[Use]:
    """What stands in the announcement, by its line, and in how discrepancies are read."""
    cites = {place.line: format_cite(place.cites[0]) for place in places(announcement)}
    below = ""
    for number, line in enumerate(announcement.splitlines()):
        below = cites.get(number, below)
        where = f"第 {number + 1} 行" + (f"（{below}）" if below else "")
        yield from _each(figures.marked(line), "page", "", where)
    for name, event in edition.spec.schedule.items():
        named = figures.marked(f"{event.how or ''}{event.missed or ''}")
        yield from _each((f"schedule.{name}", *named), "page", "", "時程")
    for one in edition.spec.discrepancies:
        yield from _each(figures.marked(one.reading), "page", "", "原文件不一致之處")


def check_twins(parameters: Iterable[Parameter], draft: Draft[RulesSpec], report: Report) -> None:
    """Two parameters that say the same are one that was written twice."""
    known: dict[object, Parameter] = {}
    for one in parameters:
        first = known.setdefault((one.label, one.values, one.unit, one.cite), one)
        if first is not one:
            node = draft.node.at("parameters", one.id)
            report.warn(
                f"參數「{one.id}」和「{first.id}」的名稱、數字、單位和出處都一樣",
                node.key_span or node.span,
                "請只留一個，另一個改用它的代號。",
            )


def _each(found: Iterable[str], room: Literal["rule", "form", "page"], of: str, where: str) -> Iterator[Use]:
    yield from (Use(one, room, of, where) for one in dict.fromkeys(found) if one)


def _labels(declared: Iterable[Declared]) -> dict[Path, str]:
    """What people call a place: its only box, or the row of which it has several."""
    found: dict[Path, list[Declared]] = {}
    for one in declared:
        found.setdefault(one.place, []).append(one)
    names = {place: some[0].label if len(some) == 1 else some[0].row for place, some in found.items()}
    rows = {place: {one.row for one in some} for place, some in found.items()}
    return {place: name for place, name in names.items() if name and len(rows[place]) == 1}


def _place(path: Path, labels: Mapping[Path, str], draft: Draft[FormSpec]) -> str:
    """What people call a place of a form: the label of its box, a note by its number, else its block."""
    for length in range(len(path), 0, -1):
        if path[:length] in labels:
            return labels[path[:length]]
    if path[0] != "blocks":
        return {"title": "標題", "copies": "份數", "intro": "說明"}.get(str(path[0]), "")
    block = draft.node.at(*path[:3])
    label = block.get("label") or block.get("heading")
    name = _MARK.sub("…", str(label.value)) if label is not None else _default(draft, path)
    item = f" {int(path[4]) + 1}" if len(path) > 4 and path[3] == "items" else ""
    return f"{name}{item}"


def _default(draft: Draft[FormSpec], path: Path) -> str:
    """What a block is called that has no name of its own."""
    _, block = draft.spec.entries()[int(path[1])]
    return str(getattr(block, "label", None) or block.title)


def _leaves(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Every text below a node, with the way to it."""
    if isinstance(node.value, Mapping):
        for key, child in node.value.items():
            yield from _leaves(child, (*path, key))
    elif isinstance(node.value, tuple):
        for index, child in enumerate(node.value):
            yield from _leaves(child, (*path, index))
    else:
        yield path or ("",), node
