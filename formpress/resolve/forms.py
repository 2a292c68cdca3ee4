"""One form: its fields in reading order and what it computes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from ..blocks import BlockSpec, Declared, Formula, InWords, Reported, SumOf
from ..blocks.checks import COLUMNS, Checks
from ..blocks.fields import Fields
from ..blocks.table import Table
from ..expr.chinese import say
from ..expr.panel import NOT_RUN
from ..expr.program import Input, Output, Panel
from ..expr.roster import Roster
from ..expr.tree import Computed, Number, Numeric, Words
from ..fields import Dimensions, FieldSpec, Traits
from ..model import Field
from ..parse import Draft, FormSpec
from ..problems import Report, did_you_mean
from ..source import Node
from ..tw import thousands
from .expressions import Abandoned, number
from .names import Address, FormNames, Parameters

T = TypeVar("T")


def pdf_name(address: str) -> str:
    """The name of an address in the PDF: items.printing.amount is items__printing__amount."""
    return address.replace(".", "__")


def declare(draft: Draft[FormSpec], report: Report) -> tuple[Declared, ...]:
    """All addresses of a form; two of the same name are an error at the second."""
    found: dict[str, Declared] = {}
    for index, (name, block) in enumerate(draft.spec.entries()):
        for declared in block.declare(("blocks", index, name)):
            if declared.address in found:
                first = draft.node.at(*found[declared.address].place).span.line
                report.add(
                    f"代號「{declared.address}」重複",
                    draft.node.at(*declared.place, "id").span,
                    f"第 {first} 行已經有同樣的代號，請改其中一個。",
                )
            else:
                found[declared.address] = declared
    for address, declared in found.items():
        inside = next((one for one in found if one.startswith(f"{address}.")), None)
        if inside is not None or address.split(".")[0].startswith("formpress"):
            span = draft.node.at(*declared.place, "id").span
            reason = (
                f"「{address}」是表單自己要用的代號"
                if inside is None
                else f"代號「{address}」與「{inside}」衝突"
            )
            report.add(reason, span, "請換一個代號。")
    return tuple(found.values())


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
    declared = declare(draft, report)
    before = len(report.items)
    _check_columns(draft, dimensions, report)
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
            inputs.append(_input(form_id, address, start))
        fields.extend(_fields(address, value, start))
    return FormParts(names, tuple(fields), tuple(inputs), tuple(outputs), _panel(draft), drawable)


def _panel(draft: Draft[FormSpec]) -> Panel | None:
    for _, block in draft.spec.entries():
        if isinstance(block, Checks):
            return Panel("checks__summary", "checks__messages", block.lines, COLUMNS)
    return None


def _check_columns(draft: Draft[FormSpec], dimensions: Dimensions, report: Report) -> None:
    """Names that a table or a choice uses and that must exist."""
    for index, (kind, block) in enumerate(draft.spec.entries()):
        here = ("blocks", index, kind)
        if isinstance(block, Table):
            known = [column.id for column in block.columns]
            for row_id, row in block.rows.items():
                for word in [*row.cells, *row.start, *row.holes]:
                    if word not in known:
                        node = draft.node.at(*here, "rows", row_id, word)
                        report.add(
                            f"表格沒有名為「{word}」的欄",
                            node.key_span or node.span,
                            did_you_mean(word, known),
                        )
            for at, total in enumerate(block.totals):
                for column in total.boxes(block.id):
                    if column not in known:
                        node = draft.node.at(*here, "totals", at)
                        span = node.at("under").span if total.under else node.at("sums").span
                        report.add(f"表格沒有名為「{column}」的欄", span, did_you_mean(column, known))
        for key, specs in _field_specs(block):
            for at, item in enumerate(specs):
                options = getattr(item, "options", None)
                if isinstance(options, str) and options not in dimensions:
                    span = draft.node.at(*here, key, at, "options").span
                    report.add(
                        f"edition.yaml 的 dimensions 沒有「{options}」",
                        span,
                        did_you_mean(options, dimensions),
                    )


def _field_specs(block: BlockSpec) -> Iterator[tuple[str, tuple[FieldSpec, ...]]]:
    """The authored fields of a block, by the key they stand under."""
    if isinstance(block, Table):
        yield "columns", block.columns
    if isinstance(block, Fields):
        yield "items", block.items


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
        return meaning if isinstance(meaning, Computed) else None
    if isinstance(source, InWords):
        meaning = names.at(source.of)
        if not isinstance(meaning, Numeric):
            hint = did_you_mean(source.of, names.below())
            report.add(f"沒有名為「{source.of}」的金額欄位", node.at(*source.place).span, hint)
            raise Abandoned
        return Words(meaning, source.power, source.top)
    return None


def _input(form_id: str, address: Address, start: str) -> Input:
    declared, traits = address.declared, address.traits
    assert traits.kind != "space", "a frame is drawn, not declared"
    return Input(
        address=f"{form_id}.{declared.address}",
        name=pdf_name(declared.address),
        label=declared.label,
        kind=traits.kind,
        places=traits.places,
        minimum=traits.minimum,
        maximum=traits.maximum,
        longest=traits.longest if traits.kind == "text" else 0,
        options=tuple((option.value, option.label) for option in traits.options),
        required=declared.spec.required,
        start=start,
        boxes=tuple(f"{pdf_name(declared.address)}__{part}" for part, _, _ in traits.parts),
    )


def _fields(address: Address, value: Numeric | Words | None, start: str) -> Iterator[Field]:
    """The box of an address, or each of its boxes: a day has three."""
    whole = _field(address, value, start)
    if not address.traits.parts:
        yield whole
    for part, unit, digits in address.traits.parts:
        label = f"{whole.label}（{unit}）"
        yield replace(
            whole,
            address=f"{whole.address}.{part}",
            name=f"{whole.name}__{part}",
            label=label,
            short=f"{whole.short}（{unit}）",
            question=f"{label}，{whole.question.removeprefix(whole.label).strip('，')}",
            longest=digits,
            schema={**whole.schema, "title": label},
        )


def _field(address: Address, value: Numeric | Words | None, start: str) -> Field:
    declared, traits = address.declared, address.traits
    reported = isinstance(declared.source, Reported)
    computed = declared.source is not None
    formula = say(value.formula) if isinstance(value, Computed) else ""
    if isinstance(value, Words):
        formula = f"{getattr(value.value, 'label', '')}寫成國字大寫"
    if reported:
        start = NOT_RUN if address.declared.address.endswith("summary") else ""
        formula = "由表單檢核後寫入"
    return Field(
        address=declared.address,
        name=pdf_name(declared.address),
        label=declared.label,
        short=declared.short,
        question=_question(declared, traits, computed),
        type=declared.spec.type,
        type_label=declared.spec.title,
        format_label="由表單計算" if computed else traits.format,
        widget=traits.widget,
        align="center" if isinstance(value, Words) and value.power is not None else traits.align,
        unit=traits.unit,
        places=traits.places,
        minimum=traits.minimum,
        maximum=traits.maximum,
        longest=traits.longest,
        lines=traits.lines,
        options=traits.options,
        required=declared.spec.required,
        personal=declared.spec.personal,
        start=start,
        computed=computed,
        formula=formula,
        schema={**traits.schema, "title": declared.label, **({"readOnly": True} if computed else {})},
        rules=(),
    )


def _question(declared: Declared, traits: Traits, computed: bool) -> str:
    """What a screen reader says at the box."""
    parts = [declared.label]
    if traits.unit and traits.unit not in traits.format:
        parts.append(f"單位{traits.unit}")
    if computed:
        parts.append("由表單計算")
    elif traits.kind != "choice":
        parts.append(traits.format)
    if declared.spec.required:
        parts.append("必填")
    return "，".join(parts)


def fingerprint(fields: tuple[Field, ...]) -> str:
    """Eight letters that change when a name, type or option does, and only then."""
    facts = [[field.name, field.type, [option.value for option in field.options]] for field in fields]
    text = json.dumps(sorted(facts), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:8]
