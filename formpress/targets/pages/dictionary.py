"""The fields of a form as people look them up: one table per table of the form, rosters once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from ...model import Edition, Field, Form
from ...page import Block, Box, Mark, Table
from . import addresses


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dictionary. `names` are its PDF names: a roster column has one per row, a day
    has three boxes.
    """

    anchor: str
    label: str
    field: Field
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    id: str
    entries: tuple[Entry, ...]


def sections(form: Form) -> tuple[Section, ...]:
    """Fields outside tables first, then one section per table, in the order of the form.

    Tables of one name that follow each other are one that runs over several pages.
    """
    tables = [block for block in form.blocks if isinstance(block, Table)]
    held = [
        (title, frozenset[str]().union(*map(_boxes, same)))
        for title, same in groupby(tables, lambda table: table.label)
    ]
    loose = [field for field in form.fields if not any(field.name in names for _, names in held)]
    groups = [("基本欄位", loose)]
    groups += [(title, [field for field in form.fields if field.name in names]) for title, names in held]
    return tuple(
        Section(title, f"fields-{number}", _entries(form, fields))
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


def _entries(form: Form, fields: list[Field]) -> tuple[Entry, ...]:
    columns: dict[str, list[Field]] = {}
    for field in fields:
        columns.setdefault(addresses.anchor(datum(field)), []).append(field)
    return tuple(
        Entry(anchor, label(form, same[0]), same[0], tuple(field.name for field in same))
        for anchor, same in columns.items()
    )


def datum(field: Field) -> str:
    """The address of what a box is a part of: the year of a day, the tick of a question."""
    return field.address.rpartition(".")[0] if _is_part(field) else field.address


def _is_part(field: Field) -> bool:
    return field.type in {"roc_date", "date", "time"} or field.widget == "checkbox"


def label(form: Form, field: Field) -> str:
    """What people call the datum that this box holds, or a part of which."""
    wanted = f"{form.id}.{datum(field)}"
    for roster in form.program.rosters:
        for column, called in roster.columns:
            if addresses.anchor(wanted) == f"{roster.table}.{column}":
                return called  # a column, not its first row
    return next((item.label for item in form.program.inputs if item.address == wanted), field.label)


def look_up(edition: Edition, address: str) -> tuple[Form, Field, str] | None:
    """The form, field and place that an address names: budget.items.misc.amount, or a whole
    column, budget.items.amount, which is told by its first row.
    """
    form_id, _, inside = address.partition(".")
    form = next((form for form in edition.forms if form.id == form_id), None)
    if form is None:
        return None
    inside = addresses.anchor(inside)
    table, _, column = inside.rpartition(".")
    exact = (field for field in form.fields if addresses.anchor(datum(field)) == inside)
    below = (
        field
        for field in form.fields
        if table and datum(field).startswith(f"{table}.") and datum(field).endswith(f".{column}")
    )
    found = next(exact, None) or next(below, None)
    return (form, found, addresses.form(edition, form, datum(found))) if found else None
