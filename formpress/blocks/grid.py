"""What tables share: their columns on the page, the cells of a row, rows of sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from .. import paper
from ..fields import FieldSpec
from ..page import REQUIRED, Alignment, Box, Cell, Line, Text
from .base import Drawing

NUMBER = 30.0
"""The width of the column of row numbers."""

GROUP = 62.0
"""The width of a column of groups."""

SHOWN = 40
"""Characters of options that fit below a heading."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The drawn columns of a table in `room` points.

    `numbered` heads a column of row numbers, `grouped` one of groups; either stands before the rest.
    """

    specs: tuple[FieldSpec, ...]
    numbered: str
    room: float
    grouped: str = ""

    @property
    def leading(self) -> tuple[tuple[str, float], ...]:
        """(heading, width) of what stands before the columns."""
        both = ((self.numbered, NUMBER), (self.grouped, GROUP))
        return tuple((heading, width) for heading, width in both if heading)

    @property
    def widths(self) -> tuple[float, ...]:
        """In points, from the left."""
        first = tuple(width for _, width in self.leading)
        shares = [column.width or 1.0 for column in self.specs]
        return (*first, *((self.room - sum(first)) * share / sum(shares) for share in shares))

    def width(self, column: FieldSpec) -> float:
        return self.widths[self.specs.index(column) + len(self.leading)]

    def head(self, drawing: Drawing) -> tuple[tuple[Cell, ...], ...]:
        """One row of headings, or two where columns share one `over` them.

        What a dropdown offers stands below its heading, for those who fill in the printed sheet.
        """
        two = any(column.over for column in self.specs)
        first = [_head(heading, rows=1 + two) for heading, _ in self.leading]
        second = []
        for over, group in groupby(self.specs, key=lambda column: column.over or column.id):
            columns = tuple(group)
            if columns[0].over:
                first.append(_head(over, columns=len(columns)))
                second += [_head(_named(column), _offered(column, drawing)) for column in columns]
            else:
                (column,) = columns
                first.append(_head(_named(column), _offered(column, drawing), rows=1 + two))
        return (tuple(first), tuple(second)) if two else (tuple(first),)

    def cell(self, column: FieldSpec, address: str, drawing: Drawing) -> Cell:
        """Where one cell is filled in."""
        traits = drawing.traits(column)
        marks = traits.widget in {"radio", "checkbox"}
        inside = self.width(column) - 2 * (
            paper.ROUND if marks or traits.parts or traits.other else paper.INSET
        )
        return Cell(drawing.fill(column, address, inside), align="left" if marks else traits.align)

    def sums(self, label: str, boxes: Mapping[str, str], note: str, drawing: Drawing) -> tuple[Cell, ...]:
        """A row of sums: `boxes` are addresses by column; a note stands behind the last of them."""
        places = [at for at, column in enumerate(self.specs) if column.id in boxes]
        before = places[0] + len(self.leading)
        cells = [_tinted(label, before, "right")] if before else []
        for at in range(places[0], places[-1] + 1):
            column = self.specs[at]
            if column.id in boxes:
                width = self.width(column) - 2 * paper.INSET
                box = Box(drawing.box(boxes[column.id]), width, fills=True)
                cells.append(Cell(((box,),), align="right", tinted=True))
            else:
                cells.append(_tinted("", 1))
        if behind := len(self.specs) - places[-1] - 1:
            cells.append(Cell(((Text(note, "hint"),),), columns=behind, tinted=True))
        return tuple(cells)


def _head(text: str, below: str = "", *, rows: int = 1, columns: int = 1) -> Cell:
    lines: tuple[Line, ...] = ((Text(text, "head"),), (Text(below, "hint"),))
    return Cell(lines if below else lines[:1], rows=rows, columns=columns, align="center", tinted=True)


def _named(column: FieldSpec) -> str:
    return (REQUIRED if column.required else "") + column.label


def _offered(column: FieldSpec, drawing: Drawing) -> str:
    traits = drawing.traits(column)
    words = "／".join(option.label for option in traits.options) if traits.widget == "dropdown" else ""
    return words if len(words) <= SHOWN else ""


def _tinted(text: str, columns: int, align: Alignment = "left") -> Cell:
    return Cell(((Text(text, "label"),),), columns=columns, align=align, tinted=True)
