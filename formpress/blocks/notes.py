"""附註：印在表格下方的說明，可引用規則，編號由系統加。"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ..authoring import Label
from ..page import Notes as DrawnNotes
from .base import BlockSpec, Drawing, NoteSpec, Place


class Notes(BlockSpec):
    title: ClassVar[str] = "附註"
    example: ClassVar[str] = """\
- notes:
    items:
      - {text: 單價含稅。}
      - {rule: total_within_cap}
"""
    label: Label = Field("註", description="開頭的字")
    items: tuple[NoteSpec, ...] = Field(min_length=1, description="各條")

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnNotes]:
        lines = (item.line(drawing, (*place, "items", index)) for index, item in enumerate(self.items))
        return (DrawnNotes(self.label, tuple(lines)),)
