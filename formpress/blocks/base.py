"""What every block of a form says: which fields it brings, and how it stands on the page."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Protocol

from pydantic import Field, field_validator

from ..authoring import Identifier, Prose, Spec, complaint
from ..fields import FieldSpec, Traits
from ..page import Block, Line, Piece, Text

Place = tuple[str | int, ...]
"""The way from the top of the form's YAML to a value."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A box filled by an authored expression."""

    expression: str
    place: Place


@dataclass(frozen=True, slots=True)
class SumOf:
    """A box filled with the sum of the boxes at `addresses`."""

    addresses: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class InWords:
    """A box filled with an amount in 國字大寫: all of it, or the numeral of one power of ten."""

    of: str
    place: Place
    power: int | None
    top: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A box of the checks: the summary line, or `lines` lines of messages, of all or of one block."""

    lines: int


@dataclass(frozen=True, slots=True)
class Declared:
    """One address that a block brings into its form.

    Exactly one of these fills it: a person (`source` None, `constant` empty), the form (`source`),
    or the office (`constant`, an expression printed on the sheet). `start` is an expression for
    what a blank form already holds.
    """

    address: str
    label: str
    short: str
    spec: FieldSpec
    place: Place
    source: Formula | SumOf | InWords | Reported | None = None
    constant: str = ""
    start: str = ""
    row: str = ""
    roster: bool = False
    """Whether its row may be left blank: then there is no such row. The address is table.3.column."""


class Drawing(Protocol):
    """What a block may ask for while it is drawn."""

    @property
    def room(self) -> float:
        """The width of the page between its margins, in points."""

    @property
    def landscape(self) -> bool:
        """Whether the page lies."""

    def text(self, template: str, place: Place) -> str:
        """`template` with {{ figures }} filled in."""

    def rule(self, identifier: str, place: Place) -> str:
        """The short form of a rule with its number."""

    def printed(self, address: str) -> str:
        """The text of a constant."""

    def traits(self, spec: FieldSpec) -> Traits:
        """What the type of a field decides."""

    def box(self, address: str) -> str:
        """The PDF name of the field at `address`."""

    def fill(self, spec: FieldSpec, address: str, width: float, *, alone: bool = True) -> tuple[Line, ...]:
        """Where a field is filled in, in at most `width` points: a box, several with their units
        (民國＿年＿月＿日), or the marks of its options. A box that is `alone` fills its cell.
        """


class BlockSpec(Spec):
    title: ClassVar[str]
    example: ClassVar[str]
    """A block of this type as it stands below `blocks`."""

    def declare(self, place: Place) -> Iterator[Declared]:
        """The addresses this block brings, in reading order; a block that is only printed has none."""
        return iter(())

    @abstractmethod
    def draw(self, drawing: Drawing, place: Place) -> tuple[Block, ...]:
        """This block in the nouns of a page."""


class NoteSpec(Spec):
    """One printed line: exactly one of a text, a rule, or a text with {boxes} to fill in."""

    text: Prose | None = Field(None, description="印出的文字")
    rule: Identifier | None = Field(None, description="印出這條規則的短句和編號")
    fill: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        None, description="夾有填寫格的文字，例如 {people} 人 × {sessions} 場"
    )

    @field_validator("fill")
    @classmethod
    def _boxes_are_named(cls, text: str | None) -> str | None:
        for stray in strays(text or ""):
            raise complaint(f"「{stray}」不是填寫格的寫法", HOLE_HINT)
        return text

    def line(self, drawing: Drawing, place: Place) -> str:
        """The printed text of a line without boxes."""
        if self.rule is not None:
            return drawing.rule(self.rule, (*place, "rule"))
        return drawing.text(self.text or "", (*place, "text"))


_HOLE = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})")

_STRAY = re.compile(r"(?<!\{)\{[^{}%#]*\}(?!\})")

HOLE_HINT = "填寫格寫成 {代號}：小寫英文字母開頭，括號裡沒有空格。"


def strays(text: str) -> tuple[str, ...]:
    """What looks like a box between the words of `text` and is none: { a }, {A}."""
    return tuple(found for found in _STRAY.findall(text) if not _HOLE.fullmatch(found))


def holes(text: str) -> tuple[str, ...]:
    """The fields whose boxes stand between the words of `text`, in order."""
    return tuple(_HOLE.findall(text))


def with_boxes(text: str, said: Callable[[str], Text], filled: Callable[[str], Line]) -> Line:
    """A line of words and boxes: `said` draws the words, `filled` what stands in a hole."""
    pieces: list[Piece] = []
    for index, part in enumerate(_HOLE.split(text)):
        if index % 2:
            pieces.extend(filled(part))
        elif part:
            pieces.append(said(part))
    return tuple(pieces)
