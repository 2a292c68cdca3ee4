"""A form that knows nothing of formpress: two numbers, their sum, Chinese, a choice of each kind.

Typst places the boxes as links, pikepdf makes them fields. It exists to try the viewers' drivers.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Pdf, String

PAGES = """
#set document(title: "Tiny", date: none)
#set page(width: 400pt, height: 300pt, margin: 30pt)
#let f(name, width: 120pt, height: 20pt) = link(
  "https://field.invalid/" + name, box(width: width, height: height),
)
first #f("first") \\ second #f("second") \\ sum #f("sum") \\
word #f("word") \\
one #f("kind=one", width: 14pt, height: 14pt) two #f("kind=two", width: 14pt, height: 14pt) \\
agree #f("agree=yes", width: 14pt, height: 14pt) \\
size #f("size")
#pagebreak()
lines #f("lines", height: 60pt)
"""

SUM = """(function (document) {
  function number(name) { return Number(String(document.getField(name).value)) || 0; }
  event.value = String(number("first") + number("second"));
})(this);"""
THOUSANDS = "event.value = String(event.value).replace(/(\\d)(?=(\\d{3})+$)/g, '$1,');"

ADDRESS = "https://field.invalid/"
HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
PRINT = 4
READ_ONLY, MULTILINE, NO_TOGGLE_TO_OFF, RADIO, COMBO = 1, 1 << 12, 1 << 14, 1 << 15, 1 << 17


def tiny_form(validation: str = "", locked: bool = False) -> bytes:
    """The form. `validation` runs when the field `word` is left; `locked` makes that field read-only."""
    page = typst.compile(PAGES.encode(), format="pdf", ignore_system_fonts=True)
    with pikepdf.open(io.BytesIO(page)) as document:
        fields: dict[str, pikepdf.Object] = {
            name: document.make_indirect(Dictionary(**entries, T=String(name)))
            for name, entries in _entries(validation, locked).items()
        }
        for sheet in document.pages:
            for link in sheet.obj.Annots:
                _place(document, link, fields)
        document.Root.AcroForm = document.make_indirect(
            Dictionary(
                Fields=Array(fields.values()),
                CO=Array([fields["sum"]]),
                DA=String("/Helv 11 Tf 0 g"),
                DR=Dictionary(Font=Dictionary(Helv=HELVETICA)),
            )
        )
        saved = io.BytesIO()
        document.save(saved, deterministic_id=True)
    return saved.getvalue()


def _entries(validation: str, locked: bool) -> dict[str, dict[str, Any]]:
    """What each field is, besides its name and place."""
    text = {"FT": Name.Tx, "DA": String("/Helv 11 Tf 0 g")}
    sizes = [Array([String(code), String(label)]) for code, label in (("s", "小"), ("m", "中"), ("l", "大"))]
    return {
        "first": text,
        "second": text,
        "sum": {**text, "AA": Dictionary(C=_script(SUM), F=_script(THOUSANDS))},
        "word": {**text, "Ff": READ_ONLY if locked else 0, "AA": Dictionary(V=_script(validation))},
        "lines": {**text, "Ff": MULTILINE},
        "kind": {"FT": Name.Btn, "Ff": RADIO | NO_TOGGLE_TO_OFF, "V": Name.Off, "Kids": Array()},
        "agree": {"FT": Name.Btn, "V": Name.Off, "Kids": Array()},
        "size": {**text, "FT": Name.Ch, "Ff": COMBO, "Opt": Array(sizes)},
    }


def _place(document: Pdf, link: pikepdf.Object, fields: dict[str, pikepdf.Object]) -> None:
    """Make one link of the page the widget of its field."""
    name, _, option = str(link.A.URI).removeprefix(ADDRESS).partition("=")
    for key in ("/A", "/Border", "/Contents"):
        if key in link:
            del link[key]
    link.Subtype = Name.Widget
    link.F = PRINT
    if option:
        looks = {"/Off": _look(document, b"q Q"), f"/{option}": _look(document, b"3 3 8 8 re f")}
        link.AP = Dictionary(N=Dictionary(looks))
        link.AS = Name.Off
        link.Parent = fields[name]
        fields[name].Kids.append(link)
    else:
        for key, entry in fields[name].items():
            link[key] = entry
        fields[name] = link


def _look(document: Pdf, content: bytes) -> pikepdf.Stream:
    return document.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 14, 14])


def _script(source: str) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(source))
