"""國字大寫：把一個金額寫成國字，一行寫完或一格一字。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from .. import paper
from ..authoring import Identifier, Label
from ..fields.text import Text as TextField
from ..page import Box, Row, Text
from .base import BlockSpec, Declared, Drawing, InWords, Place

_UNITS = ("元整", "拾", "佰", "仟", "萬", "拾萬", "佰萬")
_BOX_WIDTH = 34.0
_LINE_WIDTH = 260.0
_LONGEST = 8
"""Characters of the highest box: 玖仟玖佰玖拾玖 of 萬."""


class AmountInWords(BlockSpec):
    title: ClassVar[str] = "國字大寫"
    example: ClassVar[str] = """\
- amount_in_words:
    of: total
    style: boxed
    top: 拾萬
"""
    of: Identifier = Field(description="哪一個金額欄位")
    label: Label = Field("新臺幣", description="前面的文字")
    style: Literal["boxed", "line"] = Field("line", description="一格一字或一行")
    top: Literal["萬", "拾萬", "佰萬"] = Field("萬", description="一格一字時最高的一格")

    @property
    def powers(self) -> tuple[int | None, ...]:
        """The powers of ten of the boxes, highest first; one None for a whole line."""
        return tuple(range(self._top, -1, -1)) if self.style == "boxed" else (None,)

    @property
    def _top(self) -> int:
        return _UNITS.index(self.top)

    def declare(self, place: Place) -> Iterator[Declared]:
        for power in self.powers:
            name = f"{self.of}_words" if power is None else f"{self.of}_words.w{power}"
            label = f"{self.label} 國字大寫" + ("" if power is None else f"（{_UNITS[power]}位）")
            spec = TextField(id="words", label=label, type="text", max=24 if power is None else _LONGEST)
            source = InWords(self.of, (*place, "of"), power, self._top)
            yield Declared(name, label, label, spec, place, source)

    def _width(self, power: int | None) -> float:
        """The highest box has room for all that an amount may be above it, as nothing may be cut off."""
        if power is None:
            return _LINE_WIDTH
        return paper.natural("line", _LONGEST) if power == self._top else _BOX_WIDTH

    def draw(self, drawing: Drawing, place: Place) -> tuple[Row]:
        pieces: list[Text | Box] = [Text(drawing.text(self.label, (*place, "label")), "label")]
        for power in self.powers:
            name = f"{self.of}_words" if power is None else f"{self.of}_words.w{power}"
            pieces.append(Box(drawing.box(name), self._width(power)))
            if power is not None:
                pieces.append(Text(_UNITS[power], "label"))
        return (Row(tuple(pieces)),)
