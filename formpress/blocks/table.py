"""表格：列固定的表。每列每欄一格，有印好的、要填的和由表單計算的；下方可有合計。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, field_validator, model_validator

from ..authoring import SCALAR, Expression, Identifier, Label, Spec, complaint
from ..fields import AnyField, FieldSpec
from ..model import Alignment, Box, Cell, Line, Piece, Text, TextStyle
from ..model import Table as DrawnTable
from .base import BlockSpec, Declared, Drawing, Formula, NoteSpec, Place

MOST_ROWS = 300
"""Rows of one table: ten sheets of paper."""

_HOLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class RowSpec(Spec):
    """One row. Keys other than these are column ids with what is printed in that cell."""

    model_config = ConfigDict(extra="allow", frozen=True, str_strip_whitespace=True)
    __pydantic_extra__: dict[str, Annotated[str, Field(min_length=1, max_length=200), SCALAR]] = Field(
        init=False
    )

    group: Label | None = Field(None, description="相鄰幾列共用的項目名稱，只印一次")
    called: Label | None = Field(None, description="訊息裡怎麼稱呼這一列；不寫就用印好的第一欄")
    start: dict[Identifier, Expression] = Field(
        default_factory=dict, description="空白表先填好、可以改的內容"
    )
    remarks: tuple[NoteSpec, ...] = Field((), description="備註欄的各行")

    @property
    def cells(self) -> dict[str, str]:
        return self.__pydantic_extra__

    @property
    def holes(self) -> tuple[str, ...]:
        """The columns whose boxes stand inside this row's remarks, in reading order."""
        return tuple(hole for note in self.remarks for hole in _HOLE.findall(note.fill or ""))


class TotalSpec(Spec):
    id: Identifier
    label: Label
    under: Identifier = Field(description="放在哪一欄下面")
    compute: Expression
    note: Label | None = Field(None, description="旁邊的說明")


class Table(BlockSpec):
    title: ClassVar[str] = "表格"
    id: Identifier
    label: Label = Field("明細", description="表格名稱，給螢幕報讀和規則頁用")
    numbered: Label | None = Field(None, description="項次欄的標題；不寫就沒有項次欄")
    columns: tuple[AnyField, ...] = Field(min_length=1)
    rows: dict[Identifier, RowSpec] = Field(min_length=1)

    @field_validator("rows")
    @classmethod
    def _rows_fit_paper(cls, rows: dict[str, RowSpec]) -> dict[str, RowSpec]:
        if len(rows) > MOST_ROWS:
            raise complaint(f"表格有 {len(rows)} 列，最多 {MOST_ROWS} 列", "請拆成幾個表格。")
        return rows

    totals: tuple[TotalSpec, ...] = ()

    @model_validator(mode="after")
    def _group_takes_the_first_column(self) -> Table:
        first = self.drawn_columns[0].id
        for name, row in self.rows.items():
            if row.group is not None and first in row.cells:
                hint = f"刪掉「{first}」，或改用 called 稱呼這一列。"
                raise complaint(f"「{name}」有 group，第一欄印的就是它", hint)
        return self

    @model_validator(mode="after")
    def _ids_are_disjoint(self) -> Table:
        columns = [column.id for column in self.columns]
        for name in sorted(set(columns) & set(self.rows)):
            raise complaint(f"「{name}」既是列也是欄", "同一個表格裡，列和欄的代號不可相同。")
        return self

    # ----- which addresses there are -----

    def declare(self, place: Place) -> Iterator[Declared]:
        for row_id, row in self.rows.items():
            for column in self.columns:
                declared = self._cell(row_id, row, column, place)
                if declared is not None:
                    yield declared
        for index, total in enumerate(self.totals):
            here = (*place, "totals", index)
            under = next((column for column in self.columns if column.id == total.under), self.columns[-1])
            spec = under.model_copy(update={"id": total.id, "label": total.label, "required": False})
            source = Formula(total.compute, (*here, "compute"))
            yield Declared(total.id, total.label, total.label, spec, here, source)

    def _cell(self, row_id: str, row: RowSpec, column: FieldSpec, place: Place) -> Declared | None:
        here = (*place, "rows", row_id)
        address = f"{self.id}.{row_id}.{column.id}"
        called = self.name_of(row_id, row)
        label = f"{called}{column.label}"
        if column.type == "remarks" or (column.within and column.id not in row.holes):
            return None
        if column.type == "printed":
            return None
        if column.id in row.cells:
            where = (*here, column.id)
            return Declared(
                address, label, column.label, column, where, constant=row.cells[column.id], row=called
            )
        source = None
        if column.compute:
            at = self.columns.index(column)
            source = Formula(column.compute, (*place, "columns", at, "compute"))
        start = row.start.get(column.id, "")
        return Declared(address, label, column.label, column, here, source, start=start, row=called)

    def name_of(self, row_id: str, row: RowSpec) -> str:
        """What messages call a row."""
        printed = next(
            (row.cells[c.id] for c in self.columns if c.type == "printed" and c.id in row.cells), ""
        )
        return row.called or printed or row.group or row_id

    # ----- how it stands on the page -----

    @property
    def drawn_columns(self) -> tuple[FieldSpec, ...]:
        return tuple(column for column in self.columns if not column.within)

    def draw(self, drawing: Drawing, place: Place) -> DrawnTable:
        head = [Cell(((Text(self.numbered, "head"),),), align="center", tinted=True)] if self.numbered else []
        for column in self.drawn_columns:
            head.append(Cell(((Text(column.label, "head"),),), align="center", tinted=True))
        rows: list[tuple[Cell, ...]] = []
        groups = groupby(self.rows.items(), key=lambda item: item[1].group or item[0])
        for number, (_, group) in enumerate(groups, start=1):
            rows.extend(self._group(tuple(group), number, drawing, place))
        rows.extend(self._total(index, total, drawing, place) for index, total in enumerate(self.totals))
        widths = [column.width or 1.0 for column in self.drawn_columns]
        return DrawnTable(
            self.label, tuple([0.72, *widths] if self.numbered else widths), tuple(head), tuple(rows)
        )

    def _group(
        self, group: tuple[tuple[str, RowSpec], ...], number: int, drawing: Drawing, place: Place
    ) -> Iterator[tuple[Cell, ...]]:
        """Rows that belong together: the number and the group's name are printed once."""
        for index, (row_id, row) in enumerate(group):
            cells = []
            if self.numbered and index == 0:
                cells.append(Cell(((Text(str(number), "label"),),), rows=len(group), align="center"))
            for position, column in enumerate(self.drawn_columns):
                shared = position == 0 and row.group is not None
                if shared and index > 0:
                    continue
                if shared:
                    cells.append(Cell(((Text(row.group or "", "label"),),), rows=len(group)))
                else:
                    cells.append(self._drawn(row_id, row, column, position, drawing, place))
            yield tuple(cells)

    def _drawn(
        self, row_id: str, row: RowSpec, column: FieldSpec, position: int, drawing: Drawing, place: Place
    ) -> Cell:
        address = f"{self.id}.{row_id}.{column.id}"
        if column.type == "remarks":
            here = (*place, "rows", row_id, "remarks")
            lines = [self._remark(row_id, note, drawing, (*here, i)) for i, note in enumerate(row.remarks)]
            return Cell(tuple(lines))
        if column.type == "printed":
            style: TextStyle = "label" if position == 0 else "body"
            align: Alignment = "left" if position == 0 else "center"
            text = drawing.text(row.cells.get(column.id, ""), (*place, "rows", row_id, column.id))
            return Cell(((Text(text, style),),), align=align)
        if column.id in row.cells:
            return Cell(((Text(drawing.printed(address), "body"),),), align="right")
        return Cell((drawing.fill(column, address, None),), align="right")

    def _remark(self, row_id: str, note: NoteSpec, drawing: Drawing, place: Place) -> Line:
        if note.fill is None:
            return (Text(note.line(drawing, place), "hint"),)
        pieces: list[Piece] = []
        for index, part in enumerate(_HOLE.split(note.fill)):
            if index % 2 == 0:
                if part:
                    pieces.append(Text(drawing.text(part, (*place, "fill")), "hint"))
                continue
            column = next(column for column in self.columns if column.id == part)
            pieces.extend(drawing.fill(column, f"{self.id}.{row_id}.{part}", column.width or 24.0))
        return tuple(pieces)

    def _total(self, index: int, total: TotalSpec, drawing: Drawing, place: Place) -> tuple[Cell, ...]:
        ids = [column.id for column in self.drawn_columns]
        at = ids.index(total.under) if total.under in ids else len(ids) - 1
        before = at + (1 if self.numbered else 0)
        cells = [
            Cell(((Text(total.label, "label"),),), columns=before, align="right", tinted=True),
            Cell(((Box(drawing.box(total.id)),),), align="right", tinted=True),
        ]
        if len(ids) - at - 1 > 0:
            note = drawing.text(total.note or "", (*place, "totals", index, "note"))
            cells.append(Cell(((Text(note, "hint"),),), columns=len(ids) - at - 1, tinted=True))
        return tuple(cells)
