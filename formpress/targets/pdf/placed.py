"""What only the drawn page shows: a box outside the margins, a roster that runs over its page,
a character that no font draws. Each is the author's to mend, and is told at what they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Pdf

from ... import paper
from ...model import Field, Form
from ...page import Box, Mark, Table
from ...problems import Report, Span
from ...tw import thousands
from .acroform import PLACEHOLDER

LEAST = 8.0
"""Points of the narrowest box that a pen or a mouse still finds."""

SEPARATOR = 3.0
"""Points of a comma between digits of 10 points."""

ROUNDING = 0.5
"""Points that a stroke may stand out of its margin."""

MEND = {
    "右邊": "請縮短同一行的文字，把欄寬或 max 改小，或用 page 換成橫式。",
    "下面": "請把 lines 改小，縮短同一格的說明，或拆成兩列。",
}
"""What helps against a box that leaves its margin there."""

_ROW = re.compile(r"([a-z][a-z0-9_]*)\.(\d+)\.[a-z0-9_.]+")
"""The address of a box in a roster: its id and the number of its row."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where Typst put a box: `page` counts from 1, `left` to `bottom` are its distances from the
    edges of the paper, in points.
    """

    field: str
    page: int
    width: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a form: `folder` is the edition's, `places` are where its fields were written."""

    folder: str
    places: Mapping[str, Span]
    report: Report

    def place(self, form: Form, address: str = "") -> Span | None:
        """Where the field at `address` was written, or what it is a part of, or at least its form."""
        parts = address.split(".")
        for length in range(len(parts), 0, -1):
            key = f"{self.folder}/{form.id}/{'.'.join(parts[:length])}"
            if key in self.places:
                return self.places[key]
        return self.places.get(f"{self.folder}/{form.id}")


def spots(page_pdf: bytes) -> Iterator[Spot]:
    """The boxes of a page that Typst drew, in its order; a choice has one for each option."""
    with Pdf.open(BytesIO(page_pdf)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            _, _, width, height = (float(edge) for edge in page.mediabox.as_list())
            for annotation in page.get("/Annots", Array()):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(PLACEHOLDER):
                    name = address.removeprefix(PLACEHOLDER).partition("/")[0]
                    x0, y0, x1, y1 = (float(edge) for edge in annotation.Rect.as_list())
                    yield Spot(name, number, x1 - x0, x0, width - x1, height - y1, y0)


def check_placed(page_pdf: bytes, form: Form, author: Author) -> None:
    """Report every box that leaves the margins or is too narrow, and every roster that leaves its page.

    What was written once and drawn in many rows is told once.
    """
    found = tuple(spots(page_pdf))
    known = {field.name: field for field in form.fields}
    told: set[Span | None] = set()
    for spot in found:
        field = known[spot.field]
        place = author.place(form, field.address)
        if (why := _misplaced(spot, field)) and place not in told:
            told.add(place)
            author.report.add(f"「{field.label}」的填寫格{why[0]}", place, why[1])
    pages = {spot.field: spot.page for spot in found}
    for table, rows in _stretches(form, known):
        _check_stretch(table, rows, pages, form, author)


def _misplaced(spot: Spot, field: Field) -> tuple[str, str] | None:
    """What is wrong with the place or the width of a box, and what helps."""
    if spot.width + ROUNDING < _least(field):
        return "太窄，最長的內容印不下", "把 max 改小，把欄寬改大，或縮短同一行的文字。"
    sideways = paper.SIDE - min(spot.left, spot.right)
    downwards = max(paper.BOTTOM - spot.bottom, paper.TOP - spot.top)
    if max(sideways, downwards) <= ROUNDING:
        return None
    side, far = ("右邊", sideways) if sideways > downwards else ("下面", downwards)
    return f"超出紙張{side}的邊界 {max(far / paper.MM, 0.1):.1f} 公釐", MEND[side]


def _least(field: Field) -> float:
    """The width that a box needs for what people fill in. Texts were measured before they were drawn."""
    if field.computed:
        return LEAST
    match field.widget:
        case "number":
            limits = [limit for limit in (field.minimum, field.maximum) if limit is not None]
            return max((_figures(thousands(one, field.places)) for one in limits), default=LEAST)
        case "dropdown":
            return paper.natural("dropdown", field.longest) - paper.ARROW
        case _:
            return LEAST


def _figures(number: str) -> float:
    """A separator takes half as much as a digit: a box of the right width is not complained about."""
    return paper.figures(sum(map(str.isdigit, number))) + SEPARATOR * number.count(",")


# ----- rosters -----


def _stretches(form: Form, known: Mapping[str, Field]) -> Iterator[tuple[Table, dict[str, int]]]:
    """The tables that are the pages of one roster, each with the numbers of its rows by field."""
    tables = [(block, _rows(block, known)) for block in form.blocks if isinstance(block, Table)]
    rosters = [{roster for roster, _ in rows.values()} for _, rows in tables]
    for (table, rows), ids in zip(tables, rosters, strict=True):
        if sum(bool(ids & others) for others in rosters) > 1:
            yield table, {field: number for field, (_, number) in rows.items()}


def _rows(table: Table, known: Mapping[str, Field]) -> dict[str, tuple[str, int]]:
    """(roster, number of the row) of the boxes in a table, by field."""
    names = dict.fromkeys(_fields(table))
    matches = {name: _ROW.fullmatch(known[name].address) for name in names if name in known}
    return {name: (found[1], int(found[2])) for name, found in matches.items() if found}


def _fields(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            for line in cell.lines:
                yield from (piece.field for piece in line if isinstance(piece, Box | Mark))


def _check_stretch(
    table: Table, rows: Mapping[str, int], pages: Mapping[str, int], form: Form, author: Author
) -> None:
    """A page's rows, what is brought forward and their sum stand on one page, as the author said."""
    begins = min(pages[field] for field in rows)
    if all(pages[field] == begins for field in _fields(table)):
        return
    first, last = min(rows.values()), max(rows.values())
    fit = len({number for field, number in rows.items() if pages[field] == begins})
    sums = any(field not in rows for field in _fields(table))
    key = "first_page" if first == 1 else "page"
    author.report.add(
        f"「{table.label}」第 {first}～{last} 列，一頁放不下",
        author.place(form, next(iter(rows)).split("__")[0]),
        f"請把 {key} 改成 {max(fit - sums, 1)} 以下。",
    )


# ----- characters -----


def check_drawn(missing: str, form: Form, author: Author) -> None:
    """Report the characters that no font draws: at the fields that print them, else at the form."""
    told: dict[tuple[str, Span | None], str] = {}
    for character in missing:
        whose, span = _printed_by(character, form, author)
        told[whose, span] = told.get((whose, span), "") + character
    for (whose, span), characters in told.items():
        message = f"{whose}裡的「{characters}」沒有字型可以印"
        author.report.add(message, span, "請換字，或在 site.yaml 指定字型檔。")


def _printed_by(character: str, form: Form, author: Author) -> tuple[str, Span | None]:
    """Who prints a character: a field whose own line in the file has it, before any other field."""
    found = [
        (f"「{field.label}」", author.place(form, field.address))
        for field in form.fields
        if character in _words(field)
    ]
    best = (one for one in found if one[1] is not None and character in one[1].text)
    return next(best, found[0] if found else ("表單", author.place(form)))


def _words(field: Field) -> str:
    options: Iterable[str] = (option.label for option in field.options)
    return "".join((field.label, field.unit, *options))
