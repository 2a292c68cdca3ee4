"""勾選表：一列一個項目，一欄一個選項，每列擇一或可複選。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from ..authoring import Identifier, Label
from ..fields import FIELD_TYPES, FieldSpec
from ..page import Cell, Mark, Table, Text
from .base import BlockSpec, Declared, Drawing, Place
from .section import Messages


class Matrix(BlockSpec):
    title: ClassVar[str] = "勾選表"
    example: ClassVar[str] = """\
# 選項寫在 edition.yaml 的 lists：levels: {label: 程度, options: {new: 初學, able: 熟練}}
- matrix:
    id: skills
    label: 各項程度
    options: levels
    rows: {reading: 看譜, rhythm: 節奏}
"""
    id: Identifier
    label: Label = Field(description="表格名稱，給螢幕報讀和規則頁用")
    heading: Label | None = Field(None, description="小標題")
    corner: Label = Field("項目", description="左上角的字")
    options: Identifier = Field(description="選項：edition.yaml 裡 dimensions 或 lists 的代號")
    many: bool = Field(False, description="每列可複選")
    required: bool = Field(False, description="每列都要勾")
    width: Annotated[float, Field(gt=0, le=20)] = Field(3, description="項目欄寬，一個選項欄是 1")
    rows: dict[Identifier, Label] = Field(min_length=1, max_length=60, description="各列：代號與文字")
    messages: Messages = None

    def _spec(self, row: str) -> FieldSpec:
        kind = "choices" if self.many else "choice"
        values = {"id": row, "type": kind, "label": self.rows[row], "options": self.options}
        return FIELD_TYPES[kind].model_validate(values | {"required": self.required})

    def declare(self, place: Place) -> Iterator[Declared]:
        for row, text in self.rows.items():
            yield Declared(f"{self.id}.{row}", f"{self.label}：{text}", text, self._spec(row), place)

    def draw(self, drawing: Drawing, place: Place) -> tuple[Table]:
        options = drawing.traits(self._spec(next(iter(self.rows)))).options
        unit = drawing.room / (self.width + len(options))
        head = [Cell(((Text(self.corner, "head"),),), tinted=True)]
        head += [Cell(((Text(option.label, "head"),),), align="center", tinted=True) for option in options]
        rows = []
        for row in self.rows:
            text = Text(drawing.text(self.rows[row], (*place, "rows", row)), "label")
            cells = [Cell(((text,),))]
            for option in options:
                address = f"{self.id}.{row}.{option.value}" if self.many else f"{self.id}.{row}"
                cells.append(Cell(((Mark(drawing.box(address), option.value, ""),),), align="center"))
            rows.append(tuple(cells))
        heading = drawing.text(self.heading or "", (*place, "heading"))
        widths = (unit * self.width, *(unit for _ in options))
        return (Table(self.label, heading, widths, (tuple(head),), tuple(rows)),)
