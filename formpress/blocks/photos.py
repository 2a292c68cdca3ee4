"""照片頁：照片框和說明，依張數排好；印出來貼照片，或在電腦上疊圖。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from .. import paper
from ..authoring import Identifier, Label
from ..fields.paragraph import Paragraph
from ..page import Frame, Text
from ..page import Photos as DrawnPhotos
from .base import BlockSpec, Declared, Drawing, Place


class Photos(BlockSpec):
    title: ClassVar[str] = "照片頁"
    example: ClassVar[str] = """\
- photos:
    id: moments
    heading: 活動照片
    count: 4
    height: 50
"""
    id: Identifier
    heading: Label | None = Field(None, description="小標題")
    count: Annotated[int, Field(ge=1, le=40)] = Field(description="幾張照片")
    columns: Annotated[int, Field(ge=1, le=3)] = Field(2, description="一列幾張")
    height: Annotated[int, Field(ge=30, le=200)] = Field(62, description="照片框高，公釐")
    name: Label = Field("照片", description="怎麼稱呼一張，後面加號碼")
    caption: Label = Field("說明", description="照片下面填什麼")
    max: Annotated[int, Field(ge=1, le=200)] = Field(36, description="說明最多幾個字")
    lines: Annotated[int, Field(ge=2, le=6)] = Field(2, description="說明幾行")

    def _spec(self) -> Paragraph:
        return Paragraph(id="caption", type="paragraph", label=self.caption, max=self.max, lines=self.lines)

    def declare(self, place: Place) -> Iterator[Declared]:
        for number in range(1, self.count + 1):
            called = f"{self.name} {number}"
            yield Declared(
                f"{self.id}.{number}.caption", f"{called} {self.caption}", self.caption, self._spec(), place,
                row=called, roster=True,
            )  # fmt: skip

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnPhotos]:
        width = drawing.room / self.columns - 2 * paper.INSET
        caption = (Text(f"{self.caption}：", "hint"),)
        photos = tuple(
            (
                Frame(f"{self.name} {number}", self.height * paper.MM),
                (caption, *drawing.fill(self._spec(), f"{self.id}.{number}.caption", width)),
            )
            for number in range(1, self.count + 1)
        )
        return (DrawnPhotos(drawing.text(self.heading or "", (*place, "heading")), photos, self.columns),)
