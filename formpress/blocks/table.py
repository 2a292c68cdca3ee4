"""表格：列固定的表，或有幾列空白列。每格有印好的、要填的或由表單計算的；可有小計和合計。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, field_validator, model_validator

from .. import paper
from ..authoring import SCALAR, Expression, Identifier, Label, Spec, complaint
from ..fields import AnyField, FieldSpec
from ..page import Alignment, Cell, Line, Text, TextStyle
from ..page import Table as DrawnTable
from .base import BlockSpec, Declared, Drawing, Formula, NoteSpec, Place, SumOf, holes, with_boxes
from .grid import Columns
from .section import Messages

MOST_ROWS = 300
"""Rows of one table: ten sheets of paper."""


class RowSpec(Spec):
    """One row. Keys other than these are column ids with what is printed in that cell."""

    model_config = ConfigDict(extra="allow", frozen=True, str_strip_whitespace=True)
    __pydantic_extra__: dict[str, Annotated[str, Field(min_length=1, max_length=200), SCALAR]] = Field(
        init=False
    )

    group: Label | None = Field(None, description="相鄰幾列共用的項目名稱，只印一次；或 groups 的代號")
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
        return tuple(hole for note in self.remarks for hole in holes(note.fill or ""))


class GroupSpec(Spec):
    """Rows that belong together under one name, with a row of their sums."""

    label: Label = Field(description="項目名稱，只印一次")
    subtotal: Label | None = Field(None, description="小計列的名稱；不寫就沒有小計")
    sum: tuple[Identifier, ...] = Field((), description="小計加哪幾欄")


class TotalSpec(Spec):
    """A row of sums: one box `under` a column with its own expression, or the sums of several columns."""

    id: Identifier
    label: Label
    under: Identifier | None = Field(None, description="放在哪一欄下面")
    compute: Expression | None = Field(None, description="這一格的算式")
    sums: tuple[Identifier, ...] = Field((), description="要加總的欄；每欄一格")
    note: Label | None = Field(None, description="旁邊的說明")

    @model_validator(mode="after")
    def _one_way(self) -> TotalSpec:
        single = self.under is not None and self.compute is not None
        if single == bool(self.sums) or (self.under is None) != (self.compute is None):
            raise complaint(f"合計「{self.label}」的寫法不完整", "一格寫 under 和 compute；好幾欄寫 sums。")
        return self

    def boxes(self, table: str) -> dict[str, tuple[str, str]]:
        """Column -> (address, expression)."""
        if self.under is not None:
            return {self.under: (self.id, self.compute or "")}
        return {column: (f"{self.id}.{column}", f"sum({table}.{column})") for column in self.sums}


class Table(BlockSpec):
    title: ClassVar[str] = "表格"
    example: ClassVar[str] = """\
- table:
    id: costs
    columns:
      - {id: item, label: 項目, width: 2}
      - {id: price, type: money, label: 單價, max: 9999}
      - {id: quantity, type: integer, label: 數量, max: 99}
      - {id: amount, type: money, label: 總價, compute: price * quantity}
    rows:
      strings: {item: 琴弦, price: 120}
      stands: {item: 譜架, quantity: 4}
    totals:
      - {id: total, label: 合計, under: amount, compute: sum(costs.amount)}
"""
    id: Identifier
    label: Label = Field("明細", description="表格名稱，給螢幕報讀和規則頁用")
    heading: Label | None = Field(None, description="小標題")
    numbered: Label | None = Field(None, description="項次欄的標題；不寫就沒有項次欄")
    grouped: Label | None = Field(None, description="大項自成一欄時，那一欄的標題；不寫就印在第一欄")
    columns: tuple[AnyField, ...] = Field(min_length=1)
    rows: dict[Identifier, RowSpec] = Field(min_length=1)
    groups: dict[Identifier, GroupSpec] = Field(
        default_factory=dict, description="列的大項，可有小計：代號與內容"
    )
    totals: tuple[TotalSpec, ...] = ()
    messages: Messages = None

    @field_validator("rows")
    @classmethod
    def _rows_fit_paper(cls, rows: dict[str, RowSpec]) -> dict[str, RowSpec]:
        if len(rows) > MOST_ROWS:
            raise complaint(f"表格有 {len(rows)} 列，最多 {MOST_ROWS} 列", "請拆成幾個表格。")
        return rows

    @model_validator(mode="after")
    def _group_takes_the_first_column(self) -> Table:
        first = self.drawn_columns[0].id
        if self.grouped:
            return self
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

    @property
    def drawn_columns(self) -> tuple[FieldSpec, ...]:
        return tuple(column for column in self.columns if not column.within)

    def _rows_of(self, group: str) -> tuple[str, ...]:
        return tuple(name for name, row in self.rows.items() if row.group == group)

    # ----- which addresses there are -----

    def declare(self, place: Place) -> Iterator[Declared]:
        last = {self._rows_of(name)[-1]: name for name in self.groups if self._rows_of(name)}
        for row_id, row in self.rows.items():
            for column in self.columns:
                declared = self._cell(row_id, row, column, place)
                if declared is not None:
                    yield declared
            if row_id in last:
                yield from self._subtotals(last[row_id], (*place, "groups", last[row_id]))
        for index, total in enumerate(self.totals):
            here = (*place, "totals", index)
            for column_id, (address, expression) in total.boxes(self.id).items():
                source = Formula(expression, (*here, "compute"))
                yield self._sum(column_id, address, total.label, source, here)

    def _subtotals(self, name: str, here: Place) -> Iterator[Declared]:
        group = self.groups[name]
        known = {column.id for column in self.columns}
        for column in filter(known.__contains__, group.sum if group.subtotal else ()):
            cells = tuple(f"{self.id}.{row}.{column}" for row in self._rows_of(name))
            label = f"{group.label}{group.subtotal}"
            yield self._sum(column, f"{self.id}_{name}.{column}", label, SumOf(cells, here), here)

    def _sum(
        self, column_id: str, address: str, label: str, source: Formula | SumOf, here: Place
    ) -> Declared:
        under = next((column for column in self.columns if column.id == column_id), self.columns[-1])
        if "." in address:
            label = f"{label}{under.label}"
        changed = {"id": address.rsplit(".", maxsplit=1)[-1], "label": label, "required": False, "hint": None}
        spec = under.model_copy(update=changed)
        return Declared(address, label, label, spec, here, source)

    def _cell(self, row_id: str, row: RowSpec, column: FieldSpec, place: Place) -> Declared | None:
        here = (*place, "rows", row_id)
        address = f"{self.id}.{row_id}.{column.id}"
        called = self.name_of(row_id, row)
        label = f"{called}{column.label}"
        if not column.datum or (column.within and column.id not in row.holes):
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
        return row.called or printed or self._group_label(row) or row_id

    def _group_label(self, row: RowSpec) -> str:
        return self.groups[row.group].label if row.group in self.groups else row.group or ""

    # ----- how it stands on the page -----

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnTable]:
        columns = Columns(self.drawn_columns, self.numbered or "", drawing.room, self.grouped or "")
        rows: list[tuple[Cell, ...]] = []
        groups = groupby(self.rows.items(), key=lambda item: item[1].group or item[0])
        for number, (name, group) in enumerate(groups, start=1):
            rows.extend(self._group(tuple(group), number, columns, drawing, place))
            if name in self.groups and self.groups[name].subtotal:
                boxes = {column: f"{self.id}_{name}.{column}" for column in self.groups[name].sum}
                rows.append(columns.sums(self.groups[name].subtotal or "", boxes, "", drawing))
        for index, total in enumerate(self.totals):
            boxes = {column: address for column, (address, _) in total.boxes(self.id).items()}
            note = drawing.text(total.note or "", (*place, "totals", index, "note"))
            rows.append(columns.sums(total.label, boxes, note, drawing))
        heading = drawing.text(self.heading or "", (*place, "heading"))
        return (DrawnTable(self.label, heading, columns.widths, columns.head(drawing), tuple(rows)),)

    def _group(
        self, group: tuple[tuple[str, RowSpec], ...], number: int, columns: Columns,
        drawing: Drawing, place: Place,
    ) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
        """Rows that belong together: the number and the group's name are printed once."""
        for index, (row_id, row) in enumerate(group):
            cells = []
            if self.numbered and index == 0:
                cells.append(Cell(((Text(str(number), "label"),),), rows=len(group), align="center"))
            if self.grouped and index == 0:
                cells.append(Cell(((Text(self._group_label(row), "label"),),), rows=len(group)))
            for position, column in enumerate(columns.specs):
                shared = position == 0 and row.group is not None and not self.grouped
                if shared and index > 0:
                    continue
                if shared:
                    cells.append(Cell(((Text(self._group_label(row), "label"),),), rows=len(group)))
                else:
                    here = (*place, "rows", row_id)
                    cells.append(self._drawn(row_id, row, column, columns, drawing, here))
            yield tuple(cells)

    def _drawn(
        self, row_id: str, row: RowSpec, column: FieldSpec, columns: Columns, drawing: Drawing, here: Place
    ) -> Cell:  # fmt: skip
        address = f"{self.id}.{row_id}.{column.id}"
        first = column is columns.specs[0]
        if column.type == "remarks":
            notes = enumerate(row.remarks)
            return Cell(
                tuple(self._remark(row_id, note, drawing, (*here, "remarks", at)) for at, note in notes)
            )
        if column.type == "printed":
            style: TextStyle = "label" if first else "body"
            align: Alignment = "left" if first else "center"
            text = drawing.text(row.cells.get(column.id, ""), (*here, column.id))
            return Cell(((Text(text, style),),), align=align)
        if column.id in row.cells:
            return Cell(((Text(drawing.printed(address), "body"),),), align="right")
        return columns.cell(column, address, drawing)

    def _remark(self, row_id: str, note: NoteSpec, drawing: Drawing, place: Place) -> Line:
        if note.fill is None:
            return (Text(note.line(drawing, place), "hint"),)
        here = (*place, "fill")
        box = partial(self._hole, row_id, drawing)
        return with_boxes(note.fill, lambda part: Text(drawing.text(part, here), "hint"), box)

    def _hole(self, row_id: str, drawing: Drawing, name: str) -> Line:
        column = next(column for column in self.columns if column.id == name)
        traits = drawing.traits(column)
        width = paper.natural(traits.widget, traits.longest)
        lines = drawing.fill(column, f"{self.id}.{row_id}.{name}", width, alone=False)
        return tuple(piece for line in lines for piece in line)
