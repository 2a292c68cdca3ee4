"""What a field looks like before anybody opens it: our own appearance streams.

No library sets Chinese here as it should be: lines break between any two characters but never
before 。 or after 「, the text stays inside the box, and every font that draws is embedded.
Lengths are points; a box has its origin at the lower left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Literal

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from ... import tw
from ...paper import LEADING, PADDING, SIZE
from .fieldfont import EM, FieldFont

Alignment = Literal["left", "center", "right"]

SMALLEST = 6.0
STEP = 0.5
"""A text that is too long for its box is set smaller by steps, down to what can be read."""

INSTEAD = "〓□?"
"""Drawn for a character that no font has: printers' old sign for it, or the next best."""

NEVER_FIRST = frozenset("，。、．；：？！」』）》〉】〕…—～％‧·,.;:?!)]}%’”")
NEVER_LAST = frozenset("「『（《〈【〔＄￥([{$‘“")

ROUNDING = 0.01
"""What sums of binary fractions may be off by."""

DOT = 0.28
"""Radius of the dot in a radio button, in widths."""

TICK = ((0.2, 0.52, "m"), (0.42, 0.26, "l"), (0.82, 0.8, "l"))
NIB = 0.14
"""A tick's corners and the width of its stroke, in widths of its box."""

BOWL = 0.5523
"""How far the handles of a Bézier quarter circle stand out, in radii."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Text broken into lines. `complete` is False when some of it lies outside the box."""

    lines: tuple[str, ...]
    size: float
    complete: bool


def wrap(text: str, room: float, advance: Callable[[str], float]) -> tuple[str, ...]:
    """Break `text` into lines of at most `room`, of which each character takes its `advance`.

    Latin words and figures stay whole where they fit; a line neither begins with a closing mark
    nor ends with an opening one, unless there is no other way.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while (end := _fitting(rest, room, advance)) < len(rest):
            end = _good_break(rest, end)
            lines.append(rest[:end])
            rest = rest[end:].lstrip(" ")
        lines.append(rest)
    return tuple(line.rstrip(" ") for line in lines)


def _fitting(text: str, room: float, advance: Callable[[str], float]) -> int:
    """How many characters go on one line: at least one, so that a narrow box still ends."""
    taken = 0.0
    for number, character in enumerate(text):
        taken += advance(character)
        if taken > room and character != " ":
            return max(number, 1)
    return len(text)


def _good_break(text: str, end: int) -> int:
    """The last place up to `end` where a line may end, or `end` when there is none."""
    return next((place for place in range(end, 0, -1) if _may_break(text, place)), end)


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before == " " or after == " ":
        return True
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return not (_joins(before) and _joins(after))


def _joins(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "'-_/@.,")


def set_text(
    text: str, width: float, height: float, advance: Callable[[str], float], *, size: float, multiline: bool
) -> Setting:
    """Break `text` for a box of `width` by `height`, smaller than `size` where it must be.

    `advance` tells the width of one character in sizes.
    """
    room = width - 2 * PADDING + ROUNDING
    while True:
        lines = wrap(text, room / size, advance) if multiline else (text,)
        longest = max(sum(map(advance, line)) for line in lines) * size
        tall = size * (LEADING * len(lines) if multiline else 1)
        complete = longest <= room and tall <= height + ROUNDING
        if complete or size <= SMALLEST:
            return Setting(lines, size, complete)
        size = max(size - STEP, SMALLEST)


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a character is drawn: the number of its font, the code of its glyph, its width in sizes."""

    font: int
    code: str
    advance: float


class Appearances:
    """The appearance streams of one PDF: equal ones are made once, fonts embedded when first used.

    A character is drawn by the first of `fonts` that has it; one that none has, as 〓.
    """

    def __init__(
        self, pdf: Pdf, fonts: Sequence[FieldFont], embedded: Mapping[int, Object] | None = None
    ) -> None:
        """`embedded` are the dictionaries of those of the fonts that the PDF has already, by number."""
        self._pdf = pdf
        self._fonts = tuple(fonts)
        self._embedded = dict(embedded or {})
        self._made: dict[tuple[bytes, str, str], Object] = {}
        self.cut: list[str] = []
        """Texts of which some lies outside their box, at the smallest size too."""

    def font(self, number: int) -> Object:
        """The font dictionary of one of the fonts, embedded in this PDF."""
        if number not in self._embedded:
            self._embedded[number] = self._fonts[number].attach(self._pdf)
        return self._embedded[number]

    def empty(self, width: float, height: float) -> Object:
        """A mark that is not made. It has content all the same: PDF.js warns of a stream of length 0."""
        return self._make(b"q Q", width, height, ())

    def dot(self, width: float, height: float) -> Object:
        """The filled circle of a chosen radio button. A path: no symbol font has to be embedded."""
        x, y, r = width / 2, height / 2, min(width, height) * DOT
        k = r * BOWL
        path = (
            f"{_n(x + r)} {_n(y)} m "
            f"{_n(x + r)} {_n(y + k)} {_n(x + k)} {_n(y + r)} {_n(x)} {_n(y + r)} c "
            f"{_n(x - k)} {_n(y + r)} {_n(x - r)} {_n(y + k)} {_n(x - r)} {_n(y)} c "
            f"{_n(x - r)} {_n(y - k)} {_n(x - k)} {_n(y - r)} {_n(x)} {_n(y - r)} c "
            f"{_n(x + k)} {_n(y - r)} {_n(x + r)} {_n(y - k)} {_n(x + r)} {_n(y)} c f"
        )
        return self._make(path.encode(), width, height, ())

    def tick(self, width: float, height: float) -> Object:
        """The stroke of a checked box, drawn as a path too."""
        points = " ".join(f"{_n(x * width)} {_n(y * height)} {step}" for x, y, step in TICK)
        stroke = f"{_n(min(width, height) * NIB)} w 1 J 1 j {points} S"
        return self._make(stroke.encode(), width, height, ())

    def text(
        self, value: str, width: float, height: float, *,
        align: Alignment = "left", size: float = SIZE, multiline: bool = False,
    ) -> Object:  # fmt: skip
        """`value` as it will be printed in a box. Blank text gives an empty, valid appearance."""
        value = tw.trimmed(value)
        if not value:
            return self._make(b"/Tx BMC EMC", width, height, ())
        value = ("\n" if multiline else " ").join(tw.lines_of(value.expandtabs(1)))
        pens = {character: self._pen(character) for character in set(value) - {"\n"}}
        advance = {character: pen.advance for character, pen in pens.items()}.__getitem__
        setting = set_text(value, width, height, advance, size=size, multiline=multiline)
        if not setting.complete:
            self.cut.append(value)
        drawn = []
        for line, baseline in zip(setting.lines, self._baselines(setting, height, multiline), strict=True):
            left = width - 2 * PADDING - sum(map(advance, line)) * setting.size
            x = PADDING + left * {"left": 0, "center": 0.5, "right": 1}[align]
            drawn.append(f"1 0 0 1 {_n(x)} {_n(baseline)} Tm")
            for number, run in groupby((pens[character] for character in line), key=attrgetter("font")):
                drawn.append(f"/F{number} {_n(setting.size)} Tf <{''.join(pen.code for pen in run)}> Tj")
        clip = f"0 0 {_n(width)} {_n(height)} re W n"
        content = "\n".join(("/Tx BMC q", clip, "BT 0 g", *drawn, "ET Q EMC"))
        return self._make(content.encode(), width, height, sorted({pen.font for pen in pens.values()}))

    def comb(self, value: str, width: float, height: float, cells: int) -> Object:
        """`value` with one character in the middle of each of `cells` equal cells."""
        value = "".join(value.split())
        if not value or len(value) > cells:
            return self.text(value, width, height)
        pens = [self._pen(character) for character in value]
        cell = width / cells
        size = min(SIZE, *(cell / pen.advance for pen in pens if pen.advance))
        (baseline,) = self._baselines(Setting((value,), size, True), height, multiline=False)
        drawn = []
        for number, pen in enumerate(pens):
            x = (number + 0.5) * cell - pen.advance * size / 2
            drawn.append(f"/F{pen.font} {_n(size)} Tf 1 0 0 1 {_n(x)} {_n(baseline)} Tm <{pen.code}> Tj")
        content = "\n".join(("/Tx BMC q", "BT 0 g", *drawn, "ET Q EMC"))
        return self._make(content.encode(), width, height, sorted({pen.font for pen in pens}))

    def _baselines(self, setting: Setting, height: float, multiline: bool) -> Iterable[float]:
        """One line stands in the middle of its box, several begin at the top."""
        font = self._fonts[0]
        step = LEADING * setting.size if multiline else height
        first = height - step / 2 - (font.ascent + font.descent) / EM * setting.size / 2
        return (first - number * step for number in range(len(setting.lines)))

    def _pen(self, character: str) -> _Pen:
        for drawn in (character, *INSTEAD):
            for number, font in enumerate(self._fonts):
                if drawn in font.glyphs:
                    return _Pen(number, f"{font.glyphs[drawn]:04X}", font.advance(drawn))
        raise LookupError(f"no font draws {character!r}")

    def _make(self, content: bytes, width: float, height: float, fonts: Iterable[int]) -> Object:
        key = (content, _n(width), _n(height))
        if key not in self._made:
            stream = Stream(
                self._pdf, content, Type=Name.XObject, Subtype=Name.Form, FormType=1,
                BBox=Array([0, 0, Decimal(key[1]), Decimal(key[2])]), Resources=self._resources(fonts),
            )  # fmt: skip
            self._made[key] = stream
        return self._made[key]

    def _resources(self, fonts: Iterable[int]) -> Dictionary:
        entries = {f"/F{number}": self.font(number) for number in fonts}
        return Dictionary(Font=Dictionary(entries)) if entries else Dictionary()


def _n(value: float) -> str:
    """A number as PDF writes it: no exponent, no needless zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
