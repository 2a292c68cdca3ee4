"""One form: its fields in reading order and what it computes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from ..blocks import Declared, Formula, InWords, SumOf, section
from ..blocks.checks import COLUMNS, Checks
from ..expr.program import Input, Output, Panel
from ..expr.roster import Roster
from ..expr.tree import DATE, TIME, Computed, Number, Numeric, Quantity, Words
from ..fields import Dimensions
from ..model import Field
from ..parse import Draft, FormSpec
from ..problems import Report, did_you_mean
from ..source import Node
from ..tw import thousands
from .block_checks import check_blocks
from .boxes import fields_of, inputs_of, pdf_name
from .expressions import Abandoned, number
from .names import Address, FormNames, Parameters

T = TypeVar("T")


def declare(draft: Draft[FormSpec], report: Report) -> tuple[Declared, ...]:
    """All addresses of a form; two of the same name are an error at the second."""
    found: dict[str, Declared] = {}
    for index, (name, block) in enumerate(draft.spec.entries()):
        place = ("blocks", index, name)
        for declared in (*block.declare(place), *section.reported(block, place)):
            if declared.address in found:
                first = draft.node.at(*found[declared.address].place).span.line
                both = declared.source is not None and found[declared.address].source is not None
                report.add(
                    f"{'兩處都要計算' if both else '代號'}「{declared.address}」{'' if both else '重複'}",
                    draft.node.at(*declared.place, "id").span,
                    f"第 {first} 行已經有同樣的代號，請改其中一個。",
                )
            else:
                found[declared.address] = declared
    below = {prefix: one for one in reversed(found) for prefix in _above(one)}
    for address, declared in found.items():
        inside = below.get(address)
        if inside is not None or address.split(".")[0].startswith("formpress"):
            span = draft.node.at(*declared.place, "id").span
            reason = (
                f"「{address}」是表單自己要用的代號"
                if inside is None
                else f"代號「{address}」與「{inside}」衝突"
            )
            report.add(reason, span, "請換一個代號。")
    return tuple(found.values())


def _above(address: str) -> Iterator[str]:
    """What an address stands below: items and items.books of items.books.price."""
    parts = address.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))


@dataclass(frozen=True, slots=True)
class FormParts:
    """A form before its rules are known: fields, inputs and outputs, in reading order."""

    names: FormNames
    fields: tuple[Field, ...]
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    panel: Panel | None
    drawable: bool
    """Whether everything that a drawing looks up by name exists."""

    @property
    def rosters(self) -> tuple[Roster, ...]:
        return tuple(self.names.rosters.values())


def form_parts(
    form_id: str, draft: Draft[FormSpec], dimensions: Dimensions, parameters: Parameters, report: Report
) -> FormParts:
    """Work out every address of a form. Problems are reported; what they touch is left out."""
    before = len(report.items)
    declared = declare(draft, report)
    check_blocks(draft, dimensions, report)
    drawable = len(report.items) == before
    names = FormNames(form_id, declared, dimensions, parameters, draft.node, report)
    fields: list[Field] = []
    inputs: list[Input] = []
    outputs: list[Output] = []
    for address in names.addresses.values():
        if address.declared.constant:
            quietly(partial(names.at, address.declared.address))
            continue
        start = _start(address, names, draft.node, report)
        value = quietly(partial(_output, address, names, draft.node, report))
        if value is not None:
            outputs.append(Output(pdf_name(address.declared.address), value))
        elif address.declared.source is None:
            inputs.extend(inputs_of(form_id, address, start))
        fields.extend(fields_of(address, value, start))
    return FormParts(names, tuple(fields), tuple(inputs), tuple(outputs), _panel(draft), drawable)


def _panel(draft: Draft[FormSpec]) -> Panel | None:
    for _, block in draft.spec.entries():
        if isinstance(block, Checks):
            return Panel("checks__summary", "checks__messages", block.lines, COLUMNS)
    return None


def quietly(make: Callable[[], T]) -> T | None:
    """`make()`, or None where it gave up after reporting why."""
    try:
        return make()
    except Abandoned:
        return None


def _start(address: Address, names: FormNames, node: Node, report: Report) -> str:
    """What a blank form already holds at this address, as it would be typed."""
    declared = address.declared
    if not declared.start:
        return ""
    place = node.at(*declared.place, "start", declared.address.split(".")[-1])
    value = quietly(lambda: number(declared.start, names.scope_of(declared), place, report))
    if value is None:
        return ""
    if not isinstance(value, Number) or address.traits.kind != "number":
        report.add(f"「{declared.label}」先填好的內容要是一個固定的數字", place.span)
        return ""
    return thousands(value.value, value.type.places).replace(",", "")


def _output(address: Address, names: FormNames, node: Node, report: Report) -> Numeric | Words | None:
    """What fills this box, or None for a box that people fill or that the panel fills."""
    source = address.declared.source
    if isinstance(source, Formula | SumOf):
        meaning = names.at(address.declared.address)
        return _shown(meaning) if isinstance(meaning, Computed) else None
    if isinstance(source, InWords):
        meaning = names.at(source.of)
        span = node.at(*source.place).span
        if meaning is None:
            hint = did_you_mean(source.of, names.below())
            report.add(f"沒有名為「{source.of}」的金額欄位", span, hint)
            raise Abandoned
        if not isinstance(meaning, Numeric) or meaning.type.unit in {DATE, TIME}:
            report.add(f"「{source.of}」不是金額，不能寫成國字大寫", span, "請改寫金額欄的代號。")
            raise Abandoned
        return Words(meaning, source.power, source.top)
    return None


def _shown(value: Computed) -> Computed:
    """A ratio is shown as a percentage: the same digits with two places less."""
    if not value.type.percent:
        return value
    return replace(value, type=Quantity((), value.type.places - 2))


def fingerprint(fields: tuple[Field, ...]) -> str:
    """Eight letters that change when a name, type or option does, and only then."""
    facts = [[field.name, field.type, [option.value for option in field.options]] for field in fields]
    text = json.dumps(sorted(facts), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:8]
