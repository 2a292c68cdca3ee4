"""基本欄位：標題在左、填寫格在右，一列一到三欄。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from ..authoring import Label
from ..fields import AnyField
from ..model import Line, Mark, Pairs, Text
from .base import BlockSpec, Declared, Drawing, Formula, Place


class Fields(BlockSpec):
    title: ClassVar[str] = "基本欄位"
    heading: Label | None = Field(None, description="小標題")
    items: tuple[AnyField, ...] = Field(min_length=1, description="欄位，依序")
    columns: Annotated[int, Field(ge=1, le=3)] = Field(2, description="一列幾欄")

    def declare(self, place: Place) -> Iterator[Declared]:
        for index, item in enumerate(self.items):
            here = (*place, "items", index)
            source = Formula(item.compute, (*here, "compute")) if item.compute else None
            yield Declared(item.id, item.label, item.label, item, here, source)

    def draw(self, drawing: Drawing, place: Place) -> Pairs:
        pairs = []
        for index, item in enumerate(self.items):
            traits = drawing.traits(item)
            label = drawing.text(item.label, (*place, "items", index, "label"))
            name = drawing.box(item.id)
            line: Line
            if traits.widget == "radio":
                line = tuple(Mark(name, option.value, option.label) for option in traits.options)
            else:
                line = drawing.fill(item, item.id, None)
            if item.hint:
                line += (Text(drawing.text(item.hint, (*place, "items", index, "hint")), "hint"),)
            pairs.append((label, line, traits.widget in {"radio", "paragraph"}))
        if self.heading:
            pairs.insert(0, ("", (Text(self.heading, "head"),), True))
        return Pairs(tuple(pairs), self.columns)
