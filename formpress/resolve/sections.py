"""What is reported beside each section of a form: the faults of its boxes and the rules that read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..blocks import Place, Reported
from ..expr.program import Input, Panel, Section
from ..model import Field
from .boxes import column_of, pdf_name
from .names import Address, FormNames
from .rules import Judged

MARGIN = 2
"""Han characters that a line of messages leaves free: viewers break lines a little earlier than we."""


def with_sections(
    panel: Panel | None, names: FormNames, inputs: tuple[Input, ...], fields: tuple[Field, ...],
    judged: tuple[Judged, ...],
) -> Panel | None:  # fmt: skip
    """The panel with the boxes that stand behind blocks; `fields` know how wide each is."""
    if panel is None:
        return None
    drawn = {field.name: field for field in fields}
    sections = []
    for item in names.addresses.values():
        name, source = pdf_name(item.declared.address), item.declared.source
        if isinstance(source, Reported) and name not in panel.boxes:
            owners = tuple(_owners(_inside(item, names), names.form, inputs, judged))
            sections.append(Section(name, source.lines, drawn[name].columns - MARGIN, owners))
    return replace(panel, sections=tuple(sections))


def _inside(section: Address, names: FormNames) -> set[str]:
    """The full addresses that the block of a section declares."""
    block = _block(section)
    return {f"{names.form}.{address}" for address, item in names.addresses.items() if _block(item) == block}


def _block(item: Address) -> Place:
    """The way to the block that declares an address."""
    return item.declared.place[:2]


def _owners(
    inside: set[str], form: str, inputs: tuple[Input, ...], judged: tuple[Judged, ...]
) -> Iterator[str]:
    for item in inputs:
        if item.address in inside or item.needed_by[0] in inside:
            yield item.address
    read = {column_of(address) for address in inside}
    for one in judged:
        if one.check is not None and one.rule.forms == (form,) and not read.isdisjoint(one.rule.reads):
            yield one.check.id
