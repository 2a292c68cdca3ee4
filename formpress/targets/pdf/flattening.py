"""What stands in the boxes of a page, as drawings that need no form: where each goes, and what it is.

In a form of ours the stored value is what counts: it is drawn anew, so that the page and the data
that travels with it cannot say different things. Elsewhere the file's own drawing is used where
there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import AnnotationFlag, Array, Dictionary, FormFieldFlag, Matrix, Object, Stream

from ...model import WidgetKind
from . import returned
from .appearance import Alignment, Appearances
from .returned import Refused, inherited
from .shown import grouped, picture

UNSEEN = AnnotationFlag.hidden | AnnotationFlag.no_view
WITHOUT_BODY = frozenset(("/Link", "/Popup"))
DRAWN_BY_US = frozenset(("/Widget", "/FreeText"))
"""Annotations whose text is drawn here where their own program has not."""

ALIGNMENTS: tuple[Alignment, ...] = ("left", "center", "right")
FORMATTED = re.compile(r"formpress\.fmt\(event\.value,(\d)\)")
"""By this action a form of ours says that a box holds a number, and with how many places."""

MOST_NOTES = 5_000
"""Annotations on one page."""

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Written:
    """The value of a box that we draw: its text, or "" for a mark."""

    text: str
    widget: WidgetKind
    align: Alignment
    cells: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing at `rect`: a value of ours to draw, or an appearance that the file holds."""

    rect: Corners
    drawing: Written | Object

    def made(self, drawing: Appearances) -> Object:
        """The drawing of ours, in the PDF that `drawing` draws in."""
        assert isinstance(self.drawing, Written)
        left, bottom, right, top = self.rect
        written = self.drawing
        return picture(
            drawing, written.widget, written.text, (right - left, top - bottom),
            align=written.align, cells=written.cells,
        )  # fmt: skip


def placed(page: Object, *, ours: bool, stale: bool) -> Iterator[Placed]:
    """The drawings of a page's annotations. `ours`: it is of a form of ours; `stale`: its file says
    that what it has drawn does not show what it holds.
    """
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    if len(notes) > MOST_NOTES:
        raise Refused("有一頁的註解或欄位太多")
    for note in notes:
        if not isinstance(note, Dictionary) or str(note.get("/Subtype", "")) in WITHOUT_BODY:
            continue
        if int(note.get("/F", 0)) & UNSEEN:
            continue
        left, bottom, right, top = (float(edge) for edge in note.Rect.as_list())
        rect = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        found: Written | Object | None = _appearance(note)
        if note.get("/Subtype") == "/FreeText" and found is None:
            found = _typed(note)
        if note.get("/Subtype") == "/Widget":
            kind = str(inherited(note, "/FT") or "")
            if ours and kind == "/Btn":
                found = _marked(note)
            elif kind in {"/Tx", "/Ch"} and (ours or stale or found is None):
                found = _written(note, kind)
        if found is not None and rect[2] > rect[0] and rect[3] > rect[1]:
            yield Placed(rect, found)


def unseen(page: Object) -> Iterator[str]:
    """What the annotations of a page hold that no drawing of it shows: in words, one for each."""
    notes = page.get("/Annots")
    for note in notes if isinstance(notes, Array) else ():
        if not isinstance(note, Dictionary) or int(note.get("/F", 0)) & UNSEEN:
            continue
        kind = str(note.get("/Subtype", ""))
        if kind == "/FileAttachment":
            yield "附加檔案"
        elif kind in WITHOUT_BODY | DRAWN_BY_US:
            continue
        elif kind == "/Text" and str(note.get("/Contents", "")).strip():
            yield "便利貼的內容"
        elif _appearance(note) is None:
            yield "註解"


def _typed(note: Object) -> Written | None:
    """What somebody typed onto a page, where no program has drawn it."""
    text = returned.value(Dictionary(V=note.get("/Contents", "")))
    align = ALIGNMENTS[int(note.get("/Q", 0)) % len(ALIGNMENTS)]
    return Written(text, "paragraph", align, 0) if text else None


def _appearance(note: Object) -> Object | None:
    """What the file itself draws for an annotation in its present state."""
    drawn = note.get("/AP", Dictionary()).get("/N")
    if isinstance(drawn, Dictionary) and not isinstance(drawn, Stream):
        drawn = drawn.get(str(note.get("/AS", "/Off")))
    return drawn if isinstance(drawn, Stream) else None


def _marked(note: Object) -> Written | None:
    """The mark of a box that the value of its field names."""
    code = returned.value(note)
    if not code or f"/{code}" not in note.AP.N:
        return None
    radio = int(inherited(note, "/Ff") or 0) & FormFieldFlag.btn_radio
    return Written("", "radio" if radio else "checkbox", "left", 0)


def _written(note: Object, kind: str) -> Written | None:
    text = returned.value(note)
    flags = int(inherited(note, "/Ff") or 0)
    if not text or (kind == "/Tx" and flags & FormFieldFlag.tx_password):
        return None
    align = ALIGNMENTS[int(inherited(note, "/Q") or 0) % len(ALIGNMENTS)]
    if kind == "/Ch":
        return Written(_label(note, text), "dropdown", align, 0)
    if flags & FormFieldFlag.tx_comb and (cells := inherited(note, "/MaxLen")):
        return Written(text, "comb", align, min(int(cells), 100))
    if flags & FormFieldFlag.tx_multiline:
        return Written(text, "paragraph", align, 0)
    return Written(_formatted(note, text), "line", align, 0)


def _label(note: Object, code: str) -> str:
    options = inherited(note, "/Opt")
    for option in options if isinstance(options, Array) else ():
        if isinstance(option, Array) and len(option) > 1 and str(option[0]) == code:
            return str(option[1])
    return code


def _formatted(note: Object, text: str) -> str:
    """A number as the form's own script shows it."""
    actions = inherited(note, "/AA")
    action = actions.get("/F") if isinstance(actions, Dictionary) else None
    script = action.get("/JS") if isinstance(action, Dictionary) else None
    found = None if script is None else FORMATTED.search(str(script))
    return grouped(text, int(found[1])) if found else text


def matrix(stream: Object, rect: Corners) -> Matrix | None:
    """What moves a drawing into its place, as viewers do; None where it has no extent."""
    box = [float(edge) for edge in stream.BBox.as_list()]
    own = Matrix(*(float(value) for value in stream.get("/Matrix", Array([1, 0, 0, 1, 0, 0])).as_list()))
    corners = [own.transform((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    if right <= left or top <= bottom:
        return None
    across, up = (rect[2] - rect[0]) / (right - left), (rect[3] - rect[1]) / (top - bottom)
    return Matrix(across, 0, 0, up, rect[0] - left * across, rect[1] - bottom * up)
