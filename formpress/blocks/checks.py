"""檢核結果：表單打開後，不符規則的地方寫在這裡；沒有執行檢核的檔案看得出來。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from ..authoring import Label
from ..fields.paragraph import Paragraph
from ..fields.text import Text as TextField
from ..page import Box, Panel, Text
from .base import BlockSpec, Declared, Drawing, Place, Reported

INDENT = 7
"""Points between the frame of the panel and its boxes."""

COLUMNS = 46
"""Han characters of 10 pt that fit one line of the panel on an A4 page, with a margin."""


class Checks(BlockSpec):
    title: ClassVar[str] = "檢核結果"
    example: ClassVar[str] = """\
- checks:
    lines: 6
"""
    label: Label = Field("檢核結果", description="標題")
    lines: Annotated[int, Field(ge=2, le=20)] = Field(5, description="訊息框幾行")

    def declare(self, place: Place) -> Iterator[Declared]:
        summary = TextField(id="summary", label=f"{self.label} 摘要", type="text", max=COLUMNS)
        yield Declared("checks.summary", summary.label, "摘要", summary, place, Reported(1))
        messages = Paragraph(
            id="messages", label=f"{self.label} 訊息", type="paragraph", lines=self.lines,
            max=min(COLUMNS * self.lines, 2000),
        )  # fmt: skip
        yield Declared("checks.messages", messages.label, "訊息", messages, place, Reported(self.lines))

    def draw(self, drawing: Drawing, place: Place) -> tuple[Panel]:
        inside = drawing.room - 2 * INDENT
        return (
            Panel(
                drawing.text(self.label, (*place, "label")),
                (
                    (Text("摘要", "hint"), Box(drawing.box("checks.summary"), inside - 26)),
                    (Box(drawing.box("checks.messages"), inside, lines=self.lines),),
                ),
            ),
        )
