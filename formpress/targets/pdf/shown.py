"""What stands in the box of a field: the text that is drawn for a value, and its picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from pikepdf import Object

from ...model import Field, WidgetKind
from ...tw import parse_number, thousands
from .appearance import INSTEAD, Alignment, Appearances
from .fieldfont import FieldFont
from .fonts import UNPRINTED

MARKED = frozenset({"radio", "checkbox"})
"""Fields that are marked, not written in: their boxes show no text."""


def shown(field: Field, value: str) -> str:
    """The text that the box of `field` shows for `value`: 12,000 for 12000, a label for its code."""
    if field.widget in MARKED:
        return ""
    if field.widget == "dropdown":
        return next((option.label for option in field.options if option.value == value), "")
    return grouped(value, field.places) if field.widget == "number" else value


def grouped(value: str, places: int) -> str:
    """A number with thousands separators, as the form's own script shows it; anything else as it is."""
    number = parse_number(value, places)
    return value if number is None else thousands(number, places)


def plain(value: str, places: int) -> str:
    """A number as the form stores it: digits and nothing else, so that every viewer reads the same."""
    return grouped(value, places).replace(",", "") if parse_number(value, places) is not None else value


def lacking(texts: Iterable[str], font: FieldFont) -> str:
    """The characters of `texts` that `font` does not draw, each once, in order."""
    needed = {character for text in texts for character in text} - UNPRINTED
    return "".join(sorted(character for character in needed if character not in font.glyphs))


def drawing_fonts(texts: Iterable[str], font: FieldFont) -> list[FieldFont]:
    """The font of fields, and a subset of its face for what it lacks of `texts`."""
    rare = lacking(texts, font)
    return [font, font.subset(f" {rare}{INSTEAD}")] if rare else [font]


def picture(
    drawing: Appearances, widget: WidgetKind, text: str, size: tuple[float, float],
    *, align: Alignment = "left", cells: int = 0,
) -> Object:  # fmt: skip
    """The appearance of a box of `size` points that shows `text`; of a comb, in `cells` cells."""
    match widget:
        case "line" | "number" | "dropdown":
            return drawing.text(text, *size, align=align)
        case "comb":
            return drawing.comb(text, *size, cells)
        case "paragraph":
            return drawing.text(text, *size, align=align, multiline=True)
        case "checkbox":
            return drawing.tick(*size)
        case "radio":
            return drawing.dot(*size)
        case _:
            assert_never(widget)
