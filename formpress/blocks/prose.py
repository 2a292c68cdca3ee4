"""段落：夾有填寫格的文字，例如「{county}縣（市）」。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from .. import paper
from ..authoring import Label, complaint
from ..authoring import Prose as ProseText
from ..fields import AnyField
from ..page import Line, Text
from ..page import Prose as DrawnProse
from .base import HOLE_HINT, BlockSpec, Declared, Drawing, Formula, Place, holes, strays, with_boxes
from .section import Messages


class Prose(BlockSpec):
    title: ClassVar[str] = "段落"
    example: ClassVar[str] = """\
- prose:
    heading: 場地同意書
    paragraphs: ['本校同意 {borrower} 每週使用 {room}。']
    fields:
      - {id: borrower, type: text, label: 社團, max: 10}
      - {id: room, type: text, label: 場地, max: 8}
"""
    heading: Label | None = Field(None, description="小標題")
    paragraphs: Annotated[tuple[ProseText, ...], Field(min_length=1)] = Field(
        description="各段文字；{代號} 是填寫格"
    )
    fields: tuple[AnyField, ...] = Field((), description="文字裡的填寫格")
    messages: Messages = None

    @model_validator(mode="after")
    def _each_box_once(self) -> Prose:
        used = Counter(hole for paragraph in self.paragraphs for hole in holes(paragraph))
        known = [field.id for field in self.fields]
        for stray in (stray for paragraph in self.paragraphs for stray in strays(paragraph)):
            raise complaint(f"「{stray}」不是填寫格的寫法", HOLE_HINT)
        for hole in used:
            if hole not in known:
                hint = "請在 fields 加上這一欄。"
                raise complaint(f"文字裡有「{{{hole}}}」，fields 卻沒有「{hole}」", hint)
        for field in self.fields:
            if field.type in {"printed", "remarks"}:
                raise complaint(f"「{field.label}」不是填寫格，不能放在段落裡", "印好的字請直接寫出來。")
        for name in known:
            if used[name] != 1:
                times = "沒有用到" if used[name] == 0 else f"用了 {used[name]} 次"
                raise complaint(f"填寫格「{name}」在文字裡{times}", f"文字裡剛好寫一次 {{{name}}}。")
        return self

    def declare(self, place: Place) -> Iterator[Declared]:
        for index, field in enumerate(self.fields):
            here = (*place, "fields", index)
            source = Formula(field.compute, (*here, "compute")) if field.compute else None
            yield Declared(field.id, field.label, field.label, field, here, source)

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnProse]:
        heading = drawing.text(self.heading or "", (*place, "heading"))
        lines = tuple(
            self._line(text, drawing, (*place, "paragraphs", index))
            for index, text in enumerate(self.paragraphs)
        )
        return (DrawnProse(heading, lines),)

    def _line(self, text: str, drawing: Drawing, place: Place) -> Line:
        return with_boxes(text, lambda part: Text(drawing.text(part, place)), partial(self._box, drawing))

    def _box(self, drawing: Drawing, name: str) -> Line:
        field = next(field for field in self.fields if field.id == name)
        traits = drawing.traits(field)
        # Marks take as much of the line as they need; a box would else take all that is left of it.
        ticked = traits.widget in {"radio", "checkbox"}
        width = drawing.room if ticked else min(paper.natural(traits.widget, traits.longest), drawing.room)
        return tuple(piece for line in drawing.fill(field, name, width, alone=False) for piece in line)
