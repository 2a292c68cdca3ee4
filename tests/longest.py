"""The longest that a person may fill in: every box to its limit, in several hands."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Literal

import pikepdf
import pypdfium2
from pypdfium2.raw import FPDFText_GetFontSize

from formpress.model import Field, Form
from formpress.paper import SPARE
from formpress.targets.pdf.shown import MARKED, shown
from formpress.tw import thousands
from tests.structure import Box
from tests.viewers.reading import values, widgets

Hand = Literal["Han", "mixed", "stacked"]
HANDS: tuple[Hand, ...] = ("Han", "mixed", "stacked")
"""Han characters with their marks; Latin words and figures among them; a new line after every character
for as long as the box has lines for what then still comes.
"""

HAN = "辦理數位學習社群活動，共備與觀課各一次。「鑑」驗"
MIXED = "第3次於112年9月12日以Teams進行，25人，Q&A共1.5小時。"
LATIN = "taiwan-education.example/"
WRITTEN_IN = {"phone": "0123456789", "email": LATIN, "url": LATIN, "school_code": "0123456789"}
"""What fields of a type take; all others take anything."""


def longest(form: Form, hand: Hand) -> dict[str, str]:
    """A value at its limit for every box that people fill, by name."""
    return {field.name: _longest(field, hand) for field in form.fields if not field.computed}


def _longest(field: Field, hand: Hand) -> str:
    if field.widget in MARKED:
        return field.options[-1].value
    if field.widget == "dropdown":
        return max(field.options, key=lambda option: len(option.label)).value
    if field.widget == "number":
        return _number(field)
    if field.type in WRITTEN_IN:
        return _text(WRITTEN_IN[field.type], field.longest)
    if field.widget == "paragraph" and hand == "stacked":
        return _stacked(field)
    return _text(MIXED if hand == "mixed" else HAN, field.longest)


def _number(field: Field) -> str:
    """Of the smallest and the largest, what takes more room; a part of a day is only digits."""
    if field.minimum is None or field.maximum is None:
        return "8" * field.longest
    limits = (thousands(limit, field.places) for limit in (field.minimum, field.maximum))
    return max(limits, key=len).replace(",", "")


def _stacked(field: Field) -> str:
    """Lines of one character each, and then all that is left in the lines that are left."""
    room = field.columns - SPARE
    alone = next(
        count
        for count in range(field.lines - 1, -1, -1)
        if field.longest - 2 * count <= (field.lines - count) * room
    )
    left = min(field.longest - 2 * alone, (field.lines - alone) * room)
    return "字\n" * alone + "滿" * left


def _text(alphabet: str, length: int) -> str:
    return "".join(islice(cycle(alphabet), length))


# ----- what is seen of it -----


@dataclass(frozen=True, slots=True)
class Seen:
    """What a box shows: its text without blanks, the smallest size of it in points, and how far
    the outlines of its characters stand out of the box, in points, 0 where they do not.
    """

    text: str
    size: float
    out: float


def seen(content: bytes) -> dict[str, Seen]:
    """What PDFium draws of every box that shows text, by name.

    A character that lies outside of all boxes is found at "".
    """
    bare = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:  # what is printed on the sheet is not the text of a box
            page.Contents = pdf.make_stream(b"")
        pdf.save(bare)
    places = [[one for one in widgets(content) if one.page == page] for page in range(_count(bare))]
    found: dict[str, list[tuple[str, float, float]]] = {}
    with pypdfium2.PdfDocument(bare.getvalue()) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        for number, boxes in enumerate(places):
            text = document[number].get_textpage()
            for at in range(text.count_chars()):
                character = text.get_text_range(at, 1)
                if character.strip():
                    outline = text.get_charbox(at)
                    box = next((one for one in boxes if _inside(one.rect, outline)), None)
                    out = _out(box.rect, outline) if box else 0.0
                    size = float(FPDFText_GetFontSize(text, at))
                    found.setdefault(box.name if box else "", []).append((character, size, out))
    return {
        name: Seen("".join(c for c, _, _ in drawn), min(s for _, s, _ in drawn), max(o for *_, o in drawn))
        for name, drawn in found.items()
    }


def expected(form: Form, content: bytes) -> dict[str, str]:
    """The text that each box must show for the value that it holds, without blanks."""
    held: Mapping[str, str] = values(content)
    texts = {field.name: "".join(shown(field, held[field.name]).split()) for field in form.fields}
    return {name: text for name, text in texts.items() if text}


def _count(pdf: io.BytesIO) -> int:
    with pypdfium2.PdfDocument(pdf.getvalue()) as document:
        return len(document)


def _inside(box: Box, outline: Box) -> bool:
    """Whether the middle of a character lies in a box."""
    x, y = (outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _out(box: Box, outline: Box) -> float:
    left, bottom, right, top = outline
    return max(box[0] - left, box[1] - bottom, right - box[2], top - box[3], 0.0)
