"""名冊：欄位相同的空白列，可續頁；每頁小計、次頁承前頁，最後合計。沒填的列視為沒有這一列。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from ..authoring import Identifier, Label, complaint
from ..fields import AnyField, FieldSpec
from ..page import Block, Cell, NewPage, Table, Text
from .base import BlockSpec, Declared, Drawing, Formula, Place, SumOf
from .grid import Columns
from .section import Messages


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one page: `first` to `last`, both counted from 1."""

    page: int
    first: int
    last: int


class Roster(BlockSpec):
    title: ClassVar[str] = "名冊"
    example: ClassVar[str] = """\
- roster:
    id: players
    label: 團員名冊
    numbered: 次
    rows: 20
    columns:
      - {id: part, type: text, label: 聲部, max: 6, required: true}
      - {id: hours, type: integer, label: 練習時數, unit: 小時, max: 99}
    sums: [hours]
    total_id: practised
"""
    id: Identifier
    label: Label = Field(description="名冊名稱，給螢幕報讀和規則頁用")
    heading: Label | None = Field(None, description="小標題")
    numbered: Label | None = Field(None, description="項次欄的標題；不寫就沒有項次欄")
    row_name: Label = Field("第 # 列", description="訊息裡怎麼稱呼一列，# 是號碼，例如 第 # 次")
    columns: tuple[AnyField, ...] = Field(min_length=1, description="各欄，每列相同")
    rows: Annotated[int, Field(ge=1, le=300)] = Field(description="一共幾列")
    abreast: Annotated[int, Field(ge=1, le=4)] = Field(1, description="一橫列並排幾列，省版面")
    first_page: Annotated[int, Field(ge=1, le=300)] | None = Field(
        None, description="第一頁幾列；不寫就依版面自動換頁"
    )
    page: Annotated[int, Field(ge=1, le=300)] | None = Field(None, description="之後每頁幾列")
    sums: tuple[Identifier, ...] = Field((), description="要小計、承前頁和合計的欄")
    total: Label = Field("合計", description="合計列的名稱")
    total_id: Identifier = Field("total", description="合計的代號，例如 total.people")
    note: Label | None = Field(None, description="合計旁邊的說明")
    messages: Messages = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Roster:
        known = {column.id: column for column in self.columns}
        for name in self.sums:
            if name not in known:
                raise complaint(f"名冊沒有名為「{name}」的欄", f"有：{'、'.join(known)}。")
        if (self.first_page is None) != (self.page is None):
            raise complaint("續頁要同時寫 first_page 和 page", "例如 first_page: 12 和 page: 25。")
        if self.abreast > 1 and (self.sums or self.numbered or self.first_page):
            hint = "並排的名冊只放填寫欄；要加總或續頁，請把 abreast 拿掉。"
            raise complaint("並排（abreast）的名冊不能有項次、合計或續頁", hint)
        if any(not column.datum or column.within for column in self.columns):
            raise complaint("名冊的每一欄都要能填寫", "印好的文字和備註放在表格（table）。")
        return self

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The rows of each page; one stretch where pages break by themselves."""
        if self.first_page is None or self.page is None:
            return (Stretch(1, 1, self.rows),)
        found = [Stretch(1, 1, min(self.first_page, self.rows))]
        while found[-1].last < self.rows:
            first = found[-1].last + 1
            found.append(Stretch(len(found) + 1, first, min(first + self.page - 1, self.rows)))
        return tuple(found)

    # ----- which addresses there are -----

    def declare(self, place: Place) -> Iterator[Declared]:
        pages = self.stretches
        for stretch in pages:
            if stretch.page > 1:
                carried = [f"{self.id}_page{page.page}" for page in pages[: stretch.page - 1]]
                label = f"第 1～{stretch.first - 1} 列承前頁"
                yield from self._sums(f"{self.id}_brought{stretch.page}", label, carried, place)
            for number in range(stretch.first, stretch.last + 1):
                yield from self._row(number, place)
            if len(pages) > 1:
                rows = [f"{self.id}.{number}" for number in range(stretch.first, stretch.last + 1)]
                label = f"第 {stretch.first}～{stretch.last} 列小計"
                yield from self._sums(f"{self.id}_page{stretch.page}", label, rows, place)
        for column in self.sums:
            cells = tuple(f"{self.id}.{number}.{column}" for number in range(1, self.rows + 1))
            yield self._sum(f"{self.total_id}.{column}", self.total, cells, column, place)

    def _row(self, number: int, place: Place) -> Iterator[Declared]:
        called = self.row_name.replace("#", str(number))
        for at, column in enumerate(self.columns):
            here = (*place, "columns", at)
            source = Formula(column.compute, (*here, "compute")) if column.compute else None
            label = f"{called}{column.label}"
            address = f"{self.id}.{number}.{column.id}"
            yield Declared(address, label, column.label, column, here, source, row=called, roster=True)

    def _sums(self, name: str, label: str, parts: list[str], place: Place) -> Iterator[Declared]:
        for column in self.sums:
            cells = tuple(f"{part}.{column}" for part in parts)
            yield self._sum(f"{name}.{column}", label, cells, column, place)

    def _sum(
        self, address: str, label: str, cells: tuple[str, ...], column_id: str, place: Place
    ) -> Declared:
        column = next(column for column in self.columns if column.id == column_id)
        changed = {"label": f"{label}{column.label}", "required": False, "compute": None, "hint": None}
        spec: FieldSpec = column.model_copy(update=changed)
        return Declared(address, spec.label, spec.label, spec, place, SumOf(cells, (*place, "sums")))

    # ----- how it stands on the page -----

    def draw(self, drawing: Drawing, place: Place) -> tuple[Block, ...]:
        columns = Columns(self.columns, self.numbered or "", drawing.room / self.abreast)
        blocks: list[Block] = []
        for stretch in self.stretches:
            if stretch.page > 1:
                blocks.append(NewPage(drawing.landscape))
            heading = drawing.text(self.heading or "", (*place, "heading")) if stretch.page == 1 else ""
            rows = self._rows(stretch, columns, drawing, (*place, "note"))
            widths = columns.widths * self.abreast
            head = tuple(row * self.abreast for row in columns.head(drawing))
            blocks.append(Table(self.label, heading, widths, head, rows))
        return tuple(blocks)

    def _rows(
        self, stretch: Stretch, columns: Columns, drawing: Drawing, note: Place
    ) -> tuple[tuple[Cell, ...], ...]:
        rows: list[tuple[Cell, ...]] = []
        several = len(self.stretches) > 1 and bool(self.sums)
        if several and stretch.page > 1:
            rows.append(self._sum_row("承前頁", f"{self.id}_brought{stretch.page}", "", columns, drawing))
        for start in range(stretch.first, stretch.last + 1, self.abreast):
            beside = range(start, min(start + self.abreast, stretch.last + 1))
            cells = [cell for number in beside for cell in self._cells(number, columns, drawing)]
            missing = (self.abreast - len(beside)) * len(self.columns)
            rows.append((*cells, *(Cell(tinted=True) for _ in range(missing))))
        if several:
            rows.append(self._sum_row("本頁小計", f"{self.id}_page{stretch.page}", "", columns, drawing))
        if self.sums and stretch.last == self.rows:
            said = drawing.text(self.note or "", note)
            rows.append(self._sum_row(self.total, self.total_id, said, columns, drawing))
        return tuple(rows)

    def _cells(self, number: int, columns: Columns, drawing: Drawing) -> Iterator[Cell]:
        if self.numbered:
            yield Cell(((Text(str(number), "label"),),), align="center")
        for column in self.columns:
            yield columns.cell(column, f"{self.id}.{number}.{column.id}", drawing)

    def _sum_row(
        self, label: str, name: str, note: str, columns: Columns, drawing: Drawing
    ) -> tuple[Cell, ...]:
        return columns.sums(label, {column: f"{name}.{column}" for column in self.sums}, note, drawing)
