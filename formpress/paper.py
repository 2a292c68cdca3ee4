"""The sheet of paper: how much room there is between its margins, and what a box holds.

All lengths are points. Blocks decide widths with it before anything is drawn, so that a text that
does not fit its box is the author's message and not a surprise on paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MM = 72 / 25.4
SHEETS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0), "b4": (257.0, 364.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres; B4 is the size of JIS, which Taiwan uses."""

SIDE, TOP, BOTTOM = 17 * MM, 15 * MM, 17 * MM

SIZE = 10.0
"""The size of what people type, fixed so that they see what will be printed."""

PADDING = 2.0
LEADING = 1.35
"""From one line to the next, in sizes: the step of PDF.js, so that lines match after typing."""

ARROW = 12.0
"""What viewers take of a dropdown for its arrow."""

INSET = 2.0
"""Between the edge of a cell and a box that fills it."""

ROUND = 4.0
"""Between the edge of a cell and whatever else stands in it."""

LABEL = 9.0
"""The size of labels; a Han character is as wide."""

LETTER = 6.2
"""An average letter, digit or sign of an address or a telephone number."""

SPARE = 1
"""Han characters that a line of a long text may lose where 。 or a word moves to the next one."""

_FIGURE = 0.56
"""A digit of Noto Sans is 0.555 em wide; separators are narrower."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One orientation of a paper size."""

    name: str
    landscape: bool = False

    @property
    def room(self) -> float:
        """The width between the margins."""
        width, height = SHEETS[self.name]
        return (height if self.landscape else width) * MM - 2 * SIDE

    @property
    def body(self) -> float:
        """The height between the margins."""
        width, height = SHEETS[self.name]
        return (width if self.landscape else height) * MM - TOP - BOTTOM


def columns(width: float) -> int:
    """Han characters on one line of a box `width` wide."""
    return max(0, math.floor((width - 2 * PADDING + 0.01) / SIZE))


def height(lines: int) -> float:
    """How tall a box of so many lines is."""
    return 19.0 if lines == 1 else lines * SIZE * LEADING + 6


def figures(digits: int) -> float:
    """How wide a box for a number of so many digits and separators is."""
    return math.ceil(digits * SIZE * _FIGURE + 2 * PADDING)


def letters(columns: int) -> int:
    """How many Latin letters and digits go where so many Han characters do."""
    return math.floor(columns * SIZE / LETTER)


def natural(widget: str, longest: int) -> float:
    """How wide a box between words is, so that its longest entry prints."""
    if widget == "number":
        return figures(longest)
    return longest * SIZE + 2 * PADDING + (ARROW if widget == "dropdown" else 0)


def label(text: str) -> float:
    """How wide a printed label is at most: no character is wider than its size."""
    return sum(LABEL if character > "\u2e7f" else LABEL * 0.62 for character in text)
