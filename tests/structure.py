"""What a screen reader walks through: the elements of a tagged PDF in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pikepdf

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the lower left corner of the page."""

TOUCHING = 0.6
"""Points by which the strokes of neighbours may overlap."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure tree; `above` are the kinds that it stands in, outside in.

    `widget` is the box of a field that it holds. `cell` and `row` count the cells and rows of
    tables that were begun before it; `spans` is how many rows its cell takes.
    """

    kind: str
    above: tuple[str, ...]
    spoken: str
    title: str
    node: Any
    widget: Any
    row: int = 0
    cell: int = 0
    spans: int = 1


@dataclass(frozen=True, slots=True)
class Stop:
    """A box where reading stops: the name of its field, what is said there, its page and place."""

    name: str
    spoken: str
    page: int
    box: Box
    row: int
    cell: int
    spans: int


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    """Every element, each before those inside it."""
    yield from _Walk().below(pdf.Root.StructTreeRoot, ())


def stops(pdf: pikepdf.Pdf) -> list[Stop]:
    """The boxes of all fields in the order in which they are read."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = []
    for one in elements(pdf):
        if one.widget is not None:
            named = one.widget if "/T" in one.widget else one.widget.Parent
            left, bottom, right, top = (float(edge) for edge in one.widget.Rect.as_list())
            page = pages[one.widget.P.objgen]
            place = left, bottom, right, top
            found.append(Stop(str(named.T), one.spoken, page, place, one.row, one.cell, one.spans))
    return found


class _Walk:
    """Counts the rows and cells of tables on its way through the tree."""

    def __init__(self) -> None:
        self.row = 0
        self.cell = 0
        self.spans = 1

    def below(self, node: Any, above: tuple[str, ...]) -> Iterator[Element]:
        for kid in kids(node):
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                continue
            kind = str(kid.S)[1:]
            self.row += kind == "TR"
            self.cell += kind in {"TD", "TH"}
            self.spans = attribute(kid, "RowSpan") if kind in {"TD", "TH"} else self.spans
            held = (part.Obj for part in kids(kid) if _is_object(part))
            widget = next((one for one in held if one.get("/Subtype") == "/Widget"), None)
            spoken, title = str(kid.get("/Alt", "")), str(kid.get("/T", ""))
            yield Element(kind, above, spoken, title, kid, widget, self.row, self.cell, self.spans)
            yield from self.below(kid, (*above, kind))
            if kind == "Table":
                self.row, self.cell, self.spans = self.row + 1, self.cell + 1, 1


def kids(node: Any) -> list[Any]:
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def attribute(cell: Any, name: str) -> int:
    """A number among the attributes of an element, 1 where it has none of this name."""
    found = cell.get("/A", [])
    for one in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(one, pikepdf.Dictionary) and f"/{name}" in one:
            return int(one[f"/{name}"])
    return 1


def _is_object(part: Any) -> bool:
    return isinstance(part, pikepdf.Dictionary) and part.get("/Type") == "/OBJR"


# ----- the order in which eyes read -----


def in_sight(found: Sequence[Stop]) -> bool:
    """Whether the boxes of one page are read in the order in which eyes find them.

    What stands in a cell of several rows counts where the first of these rows is.
    """
    places: list[Box] = []
    for _, group in groupby(found, key=lambda stop: (stop.cell, stop.spans)):
        inside = list(group)
        if inside[0].spans == 1:
            places += [stop.box for stop in inside]
        elif not follows_the_eye([stop.box for stop in inside]):
            return False
        else:
            places.append(_begins(inside, found))
    return follows_the_eye(places)


def _begins(inside: Sequence[Stop], found: Sequence[Stop]) -> Box:
    """The place of a cell of several rows, as high as the rest of the row that it begins in."""
    row = [stop.box for stop in found if stop.row == inside[0].row and stop.spans == 1]
    own = [stop.box for stop in inside]
    top = max(box[3] for box in row or own)
    bottom = min(box[1] for box in row) if row else top - TOUCHING
    return min(box[0] for box in own), bottom, max(box[2] for box in own), top


def follows_the_eye(boxes: Sequence[Box]) -> bool:
    """Whether boxes are read from above to below, and from left to right where they are abreast.

    They are if a straight cut parts some that are read first, above or to the left of it, from all
    the others, and the same is true on both sides of it. So the rows of a table, the columns of a
    photo page and the boxes inside one cell are in order, and a jump back is not.
    """
    if len(boxes) < 2:
        return True
    for cut in range(1, len(boxes)):
        first, rest = boxes[:cut], boxes[cut:]
        above = min(bottom for _, bottom, _, _ in first) >= max(top for *_, top in rest) - TOUCHING
        beside = max(right for _, _, right, _ in first) <= min(left for left, *_ in rest) + TOUCHING
        if above or beside:  # a part of an order that can be cut like this can be cut like this too
            return follows_the_eye(first) and follows_the_eye(rest)
    return False
