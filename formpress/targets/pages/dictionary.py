"""The fields of a form as people look them up: one table per table of the form, rosters once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...model import Block, Box, Edition, Field, Form, Mark, Table
from . import addresses


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dictionary. `names` are its PDF names: a roster column has one per row."""

    anchor: str
    field: Field
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    id: str
    entries: tuple[Entry, ...]


def sections(form: Form) -> tuple[Section, ...]:
    """Fields outside tables first, then one section per table, in the order of the form."""
    tables = [block for block in form.blocks if isinstance(block, Table)]
    held = [_boxes(table) for table in tables]
    loose = [field for field in form.fields if not any(field.name in names for names in held)]
    groups = [("基本欄位", loose)]
    groups += [
        (table.label, [field for field in form.fields if field.name in names])
        for table, names in zip(tables, held, strict=True)
    ]
    return tuple(
        Section(title, f"fields-{number}", _entries(fields))
        for number, (title, fields) in enumerate(groups, 1)
        if fields
    )


def _boxes(block: Block) -> frozenset[str]:
    """The PDF names of the boxes and marks that stand in a table."""
    if not isinstance(block, Table):
        return frozenset()
    cells = (cell for row in block.rows for cell in row)
    pieces = (piece for cell in cells for line in cell.lines for piece in line)
    return frozenset(piece.field for piece in pieces if isinstance(piece, (Box, Mark)))


def _entries(fields: list[Field]) -> tuple[Entry, ...]:
    columns: dict[str, list[Field]] = {}
    for field in fields:
        columns.setdefault(addresses.anchor(field.address), []).append(field)
    return tuple(
        Entry(anchor, same[0], tuple(field.name for field in same)) for anchor, same in columns.items()
    )


def look_up(edition: Edition, address: str) -> tuple[Form, Field, str] | None:
    """The form, field and place that an address names: budget.items.misc.amount, or a whole
    column, budget.items.amount, which is told by its first row.
    """
    form_id, _, inside = address.partition(".")
    form = next((form for form in edition.forms if form.id == form_id), None)
    if form is None:
        return None
    inside = addresses.anchor(inside)
    for field in form.fields:
        if addresses.anchor(field.address) == inside:
            return form, field, addresses.form(edition, form, field.address)
    table, _, column = inside.rpartition(".")
    for field in form.fields:
        if table and field.address.startswith(f"{table}.") and field.address.endswith(f".{column}"):
            return form, field, addresses.form(edition, form, field.address)
    return None


def named(edition: Edition, forms: tuple[str, ...], name: str) -> Field | None:
    """The field with this PDF name in the first of these forms that has one."""
    candidates = (form for form in edition.forms if form.id in forms)
    return next((field for form in candidates for field in form.fields if field.name == name), None)


def in_form_order(
    edition: Edition, forms: tuple[str, ...], values: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Values by PDF name as they stand on the page; names of no form come last."""
    fields = (field for form in edition.forms if form.id in forms for field in form.fields)
    place = {name: at for at, name in enumerate(dict.fromkeys(field.name for field in fields))}
    return sorted(values.items(), key=lambda pair: place.get(pair[0], len(place)))
