"""The nouns of a printed page: what blocks are drawn with and targets know how to draw.

Lengths are points. A noun says what stands where; how it looks is the stylesheet's affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Alignment = Literal["left", "center", "right"]
REQUIRED = "＊"
"""Printed before the label of what must be filled in."""

TextStyle = Literal["body", "label", "hint", "head", "strong"]
"""What a text is on the page; the stylesheet gives each its face, size and colour."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    style: TextStyle = "body"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a field is filled in, `width` points wide. One that `fills` its cell grows with it; in a
    row it has no line to write on.
    """

    field: str
    width: float
    lines: int = 1
    fills: bool = False
    cells: int = 0
    """Of how many cells, each for one character; 0 is a box without lines between them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle (radio) or square (checkbox) to mark one option, with its label.

    `width` in points keeps marks below each other; 0 takes what the label needs.
    """

    field: str
    option: str
    label: str
    width: float = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Empty room of `height` points for a photo or a stamp, with what belongs there in small print."""

    label: str
    height: float
    width: float = 0
    """In points; 0 takes the room there is."""


Piece = Text | Box | Mark | Frame
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its lines, how many rows and columns it spans, whether it is a head."""

    lines: tuple[Line, ...] = ()
    rows: int = 1
    columns: int = 1
    align: Alignment = "left"
    tinted: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what is filled in beside it; it takes `span` of the grid's columns."""

    label: str
    lines: tuple[Line, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with their boxes in a grid: `columns` pairs beside each other, labels `label` points wide."""

    title: str
    pairs: tuple[Pair, ...]
    columns: int
    label: float


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are points; `head` rows are repeated on every page; cells stand left to right."""

    label: str
    title: str
    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces beside each other on one line."""

    pieces: Line


@dataclass(frozen=True, slots=True)
class Panel:
    """A framed box with a title: the place where the form says what is not yet right."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs with boxes between the words; `framed` sets them apart, as instructions are."""

    title: str
    paragraphs: tuple[Line, ...]
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Photos:
    """Frames for photos with what is filled in below each, `columns` beside each other."""

    title: str
    photos: tuple[tuple[Frame, tuple[Line, ...]], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Notes:
    """Numbered sentences; `framed` sets them apart, as instructions are."""

    title: str
    items: tuple[str, ...]
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room for a stamp each, in the order of signing."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page, upright or lying."""

    landscape: bool = False


Block = Pairs | Table | Row | Panel | Prose | Photos | Notes | Signatures | NewPage
