"""基本欄位：標題在左、填寫格在右，一列一到四欄，畫成格線表。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from .. import paper
from ..authoring import Label
from ..fields import AnyField, FieldSpec, Traits
from ..page import REQUIRED, Line, Pair, Pairs, Text
from .base import BlockSpec, Declared, Drawing, Formula, Place
from .section import Messages


class Fields(BlockSpec):
    title: ClassVar[str] = "基本欄位"
    example: ClassVar[str] = """\
- fields:
    heading: 社團資料
    columns: 2
    label_width: 8
    items:
      - {id: name, type: text, label: 社團名稱, max: 12, required: true}
      - {id: members, type: integer, label: 團員人數, unit: 人, max: 60}
"""
    heading: Label | None = Field(None, description="小標題")
    items: tuple[AnyField, ...] = Field(min_length=1, description="欄位，依序")
    columns: Annotated[int, Field(ge=1, le=4)] = Field(2, description="一列幾欄")
    label_width: Annotated[int, Field(ge=2, le=20)] = Field(6, description="標題欄寬，放得下幾個字")
    messages: Messages = None

    def declare(self, place: Place) -> Iterator[Declared]:
        for index, item in enumerate(self.items):
            if not item.datum:
                continue
            here = (*place, "items", index)
            source = Formula(item.compute, (*here, "compute")) if item.compute else None
            yield Declared(item.id, item.label, item.label, item, here, source)

    def draw(self, drawing: Drawing, place: Place) -> tuple[Pairs]:
        label = self.label_width * paper.LABEL + 10
        pairs = []
        for index, item in enumerate(self.items):
            here = (*place, "items", index)
            span = min(item.span or self._span(drawing.traits(item)), self.columns)
            room = drawing.room / self.columns * span - label
            lines = self._lines(item, room, drawing, here)
            label_text = drawing.text(item.label, (*here, "label"))
            pairs.append(Pair((REQUIRED if item.required else "") + label_text, lines, span))
        return (Pairs(self.heading or "", tuple(pairs), self.columns, label),)

    def _span(self, traits: Traits) -> int:
        wide = traits.widget in {"radio", "paragraph", "checkbox"} or traits.kind == "space"
        return self.columns if wide else 1

    def _lines(self, item: FieldSpec, room: float, drawing: Drawing, here: Place) -> tuple[Line, ...]:
        if item.type == "printed":
            return ((Text(drawing.text(getattr(item, "text", None) or "", (*here, "text")), "body"),),)
        traits = drawing.traits(item)
        said = drawing.text(item.hint or "", (*here, "hint"))
        if not said and traits.widget == "dropdown":
            said = "／".join(option.label for option in traits.options)
        hint = (Text(said, "hint"),) if said else ()
        marked = traits.widget in {"radio", "checkbox"}
        if not traits.unit or traits.parts:
            alone = not (hint or marked or traits.parts or traits.other)
            inset = paper.INSET if alone else paper.ROUND
            lines = drawing.fill(item, item.id, room - 2 * inset)
            if not hint:
                return lines
            first = marked or traits.widget == "paragraph"
            return (hint, *lines) if first else (*lines, hint)  # guidance stands before what takes thought
        behind = (Text(traits.unit, "label"), *hint)
        taken = sum(paper.label(text.text) + 6 for text in behind) + 2 * paper.ROUND
        (line,) = drawing.fill(item, item.id, max(room - taken, 0), alone=False)
        return ((*line, *behind),)
