"""The box of messages behind one part of a form, which repeats what the checks say about that part.

Any block that declares addresses may have one: the author says how many lines, and what belongs
there is worked out from the addresses. A short line says where the rest stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from .. import paper
from ..fields import FieldSpec
from ..fields.paragraph import Paragraph
from ..fields.text import Text as TextField
from ..page import Box, Row, Text
from .base import BlockSpec, Declared, Drawing, Place, Reported

Messages = Annotated[
    Annotated[int, Field(ge=1, le=4)] | None,
    Field(description="這一段後面印出檢核訊息，幾行；不寫就只印在檢核結果裡"),
]

_MOST = 110
"""Characters of the longest line: one on A3 that lies."""

_GAP = 5
"""Points between the word and the box."""


def reported(block: BlockSpec, place: Place) -> Iterator[Declared]:
    """The box behind a block, called checks.<id>: its own id, or that of its first field."""
    first = next(block.declare(place), None)
    if first is None or not (lines := lines_of(block)):
        return
    name = first.address.partition(".")[0]
    called = getattr(block, "label", None) or getattr(block, "heading", None) or first.label
    spec = _spec(name, f"{called} 檢核訊息", lines)
    yield Declared(f"checks.{name}", spec.label, "檢核訊息", spec, (*place, "messages"), Reported(lines))


def _spec(name: str, label: str, lines: int) -> FieldSpec:
    if lines == 1:
        return TextField(id=name, label=label, type="text", max=_MOST)
    return Paragraph(id=name, label=label, type="paragraph", lines=lines, max=_MOST * lines)


def lines_of(block: BlockSpec) -> int:
    """How many lines of messages stand behind a block; 0 where there are none."""
    return getattr(block, "messages", None) or 0


def drawn(block: BlockSpec, drawing: Drawing, place: Place) -> tuple[Row, ...]:
    """One line behind the block: a word and the box."""
    word = Text("檢核", "hint")
    width = drawing.room - paper.label(word.text) - _GAP
    return tuple(
        Row((word, Box(drawing.box(one.address), width, lines_of(block), fills=True)))
        for one in reported(block, place)
    )
