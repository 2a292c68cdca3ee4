"""The boxes of one address: as inputs that every engine reads, and as fields on the page.

Most data have one box. A day has three, ticks have one for each option, and an option that people
explain (其他＿＿) brings a text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..blocks import Declared, Reported
from ..expr.chinese import say
from ..expr.panel import NOT_RUN
from ..expr.program import Input
from ..expr.tree import Computed, Numeric, Words
from ..fields import Traits
from ..model import Field
from .names import OTHER, Address, other_label


def pdf_name(address: str) -> str:
    """The name of an address in the PDF: items.printing.amount is items__printing__amount."""
    return address.replace(".", "__")


def column_of(address: str) -> str:
    """The rows of a roster are one column to whoever reads of them: visits.3.day is visits.day."""
    return re.sub(r"\.\d+(?=\.)", "", address)


def inputs_of(form_id: str, address: Address, start: str) -> Iterator[Input]:
    """What people fill at an address."""
    declared, traits = address.declared, address.traits
    assert traits.kind != "space", "a frame is drawn, not declared"
    name = pdf_name(declared.address)
    whole = Input(
        address=f"{form_id}.{declared.address}",
        name=name,
        label=declared.label,
        kind=traits.kind,
        places=traits.places,
        minimum=traits.minimum,
        maximum=traits.maximum,
        longest=traits.longest if traits.kind == "text" else 0,
        options=tuple((option.value, option.label) for option in traits.options),
        required=declared.spec.required,
        start=start,
        boxes=tuple(f"{name}__{part}" for part in _parts(traits)),
        pattern=traits.pattern,
        wanted=traits.wanted,
        lines=traits.lines,
    )
    yield whole
    if traits.other:
        yield Input(
            address=f"{whole.address}.{OTHER}",
            name=f"{name}__{OTHER}",
            label=other_label(declared.label, traits),
            kind="text",
            longest=traits.other_longest,
            needed_by=(whole.address, traits.other),
        )


def _parts(traits: Traits) -> Iterator[str]:
    """The ids of the several boxes of one datum."""
    yield from (part for part, _, _ in traits.parts)
    if traits.kind == "choices":
        yield from (option.value for option in traits.options)


def fields_of(address: Address, value: Numeric | Words | None, start: str) -> Iterator[Field]:
    """The boxes of an address as they stand on the page."""
    whole, traits = _field(address, value, start), address.traits
    if traits.kind == "choices":
        yield from _ticks(whole, traits)
    elif not traits.parts:
        yield whole
    for part, unit, digits in traits.parts:
        label = f"{whole.label}（{unit}）"
        yield replace(
            whole,
            address=f"{whole.address}.{part}",
            name=f"{whole.name}__{part}",
            label=label,
            short=f"{whole.short}（{unit}）",
            question=_said(label, traits.format, f"請填數字，最多 {digits} 位", _must(whole.required)),
            longest=digits,
            schema={**whole.schema, "title": label},
        )
    if traits.other:
        yield _other(whole, traits)


def _ticks(whole: Field, traits: Traits) -> Iterator[Field]:
    for option in traits.options:
        label = f"{whole.label}：{option.label}"
        yield replace(
            whole,
            address=f"{whole.address}.{option.value}",
            name=f"{whole.name}__{option.value}",
            label=label,
            short=option.label,
            question=_said(label, _asked(traits), _must(whole.required)),
            options=(option,),
            schema={**traits.schema, "title": label},
        )


def _other(whole: Field, traits: Traits) -> Field:
    """The text in which people say what they mean by 其他."""
    label = other_label(whole.label, traits)
    return replace(
        whole,
        address=f"{whole.address}.{OTHER}",
        name=f"{whole.name}__{OTHER}",
        label=label,
        short=other_label(whole.short, traits),
        question=_said(label, f"請填文字，最多 {traits.other_longest} 個字"),
        type="text",
        type_label="文字",
        format_label=f"文字，最多 {traits.other_longest} 個字",
        widget="line",
        align="left",
        minimum=None,
        maximum=None,
        longest=traits.other_longest,
        options=(),
        required=False,
        schema={"type": "string", "maxLength": traits.other_longest, "title": label},
    )


def _field(address: Address, value: Numeric | Words | None, start: str) -> Field:
    declared, traits = address.declared, address.traits
    reported = isinstance(declared.source, Reported)
    computed = declared.source is not None
    formula = say(value.formula) if isinstance(value, Computed) else ""
    if isinstance(value, Words):
        formula = f"{getattr(value.value, 'label', '')}寫成國字大寫"
    if reported:
        start = NOT_RUN if declared.address == "checks.summary" else ""
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
    asked = "由表單計算" if computed else _asked(traits)
    unit = f"單位{traits.unit}" if traits.unit and traits.unit not in asked else ""
    return _said(declared.label, asked, unit, _must(declared.spec.required))


def _asked(traits: Traits) -> str:
    """What people are to do at a box, without the options: those are told one by one."""
    offered = traits.format.split("：")[0]
    if traits.kind == "choice":
        return f"請{offered}"
    if traits.kind == "choices":
        return f"請勾選，{offered}"
    return f"請填 {traits.format}" if traits.format[:1].isascii() else f"請填{traits.format}"


def _must(required: bool) -> str:
    return "必填" if required else ""


def _said(label: str, *facts: str) -> str:
    """One whole sentence: a screen reader drops its voice at the end, and not in the middle."""
    return "，".join(filter(None, (label, *facts))) + "。"
