"""What a PDF form holds, read from its bytes by two libraries that formpress does not draw with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
import pypdf
import pypdfium2
from pypdf.generic import ByteStringObject, NameObject

BLANK_STATE = "Off"


@dataclass(frozen=True, slots=True)
class Widget:
    """Where a field is on paper. A radio group has one widget per option, the others mostly one.

    `number` is the PDF object's number; `rect` is left, bottom, right, top in points from the
    page's own lower left corner; `state` is the option that a radio button or a checkbox stands
    for; `options` are the codes of a dropdown, in order.
    """

    name: str
    number: int
    page: int
    rect: tuple[float, float, float, float]
    state: str
    options: tuple[str, ...]

    @property
    def centre(self) -> tuple[float, float]:
        left, bottom, right, top = self.rect
        return (left + right) / 2, (bottom + top) / 2


def widgets(pdf: bytes) -> tuple[Widget, ...]:
    """Every widget of the form, in the order of pages and, on a page, of their annotations."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(
            _widget(annotation, number, page)
            for number, page in enumerate(document.pages)
            for annotation in page.obj.get("/Annots", [])
            if annotation.get("/Subtype") == "/Widget"
        )


def find(found: Sequence[Widget], name: str, option: str = "") -> Widget:
    """The widget that stands for an option of a field, or the field's first where it has none."""
    for widget in found:
        if widget.name == name and (not option or option == widget.state or option in widget.options):
            return widget
    raise LookupError(f"no field {name!r}" + (f" with an option {option!r}" if option else ""))


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, as a viewer shows it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(edge) for edge in page.cropbox] for page in document.pages]
    return tuple((right - left, top - bottom) for left, bottom, right, top in boxes)


def values(pdf: bytes) -> dict[str, str]:
    """The value of every field by name, "" when blank: text, the code of an option, a tick's state.

    Viewers end a line with any of the three ways there are; here it is always a line feed.
    """
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: _text(field.get("/V")) for name, field in fields.items()}


def drawn(pdf: bytes) -> dict[str, str]:
    """The text that each field's appearance puts inside its box, by name: what people see and print."""
    bare = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:  # else a label printed within the box would count as its text
            page.Contents = document.make_stream(b"")
        document.save(bare)
    texts: dict[str, list[str]] = {}
    with pypdfium2.PdfDocument(bare.getvalue()) as rendered:
        rendered.init_forms()
        for page in rendered:
            page.flatten()
        for widget in widgets(pdf):
            text = rendered[widget.page].get_textpage().get_text_bounded(*widget.rect)
            texts.setdefault(widget.name, []).append(text.replace("\r\n", "\n").strip())
    return {name: " ".join(filter(None, found)) for name, found in texts.items()}


def _widget(annotation: pikepdf.Object, page_number: int, page: pikepdf.Page) -> Widget:
    left, bottom, *_ = (float(edge) for edge in page.cropbox)
    x0, y0, x1, y1 = (float(edge) for edge in annotation.Rect)
    states = annotation.AP.N.keys() if _inherited(annotation, "/FT") == "/Btn" else ()
    options = _inherited(annotation, "/Opt") if _inherited(annotation, "/FT") == "/Ch" else None
    return Widget(
        name=_full_name(annotation),
        number=annotation.objgen[0],
        page=page_number,
        rect=(min(x0, x1) - left, min(y0, y1) - bottom, max(x0, x1) - left, max(y0, y1) - bottom),
        state=next((state[1:] for state in states if state != f"/{BLANK_STATE}"), ""),
        options=tuple(_code(option) for option in options or ()),
    )


def _full_name(annotation: pikepdf.Object) -> str:
    parts: list[str] = []
    node: pikepdf.Object | None = annotation
    while node is not None:
        if "/T" in node:
            parts.insert(0, str(node.T))
        node = node.get("/Parent")
    return ".".join(parts)


def _inherited(annotation: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A field's entry may stand on any of its parents."""
    node: pikepdf.Object | None = annotation
    while node is not None:
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _code(option: pikepdf.Object) -> str:
    return str(option[0]) if isinstance(option, pikepdf.Array) else str(option)


def _text(value: object) -> str:
    """A value as pypdf read it. PDFium can save half of a surrogate pair, which pypdf leaves as bytes."""
    if value is None:
        return ""
    if isinstance(value, ByteStringObject):
        return bytes(value).decode("utf-16", errors="replace")
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, NameObject):
        return "" if value == f"/{BLANK_STATE}" else value[1:]
    return "\n".join(str(value).splitlines())
