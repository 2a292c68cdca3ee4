"""填表說明：印在框裡的編號說明，可引用規則。"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ..authoring import Label
from ..page import Notes as DrawnNotes
from .base import BlockSpec, Drawing, NoteSpec, Place


class Instructions(BlockSpec):
    title: ClassVar[str] = "填表說明"
    example: ClassVar[str] = """\
- instructions:
    items:
      - {text: 請在電腦上填好再列印。}
      - {rule: total_within_cap}
"""
    label: Label = Field("填表說明", description="框的標題")
    items: tuple[NoteSpec, ...] = Field(min_length=1, description="各條")

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnNotes]:
        lines = (item.line(drawing, (*place, "items", index)) for index, item in enumerate(self.items))
        return (DrawnNotes(self.label, tuple(lines), framed=True),)
