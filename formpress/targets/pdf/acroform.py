"""Makes the page that Typst drew a form: every placeholder link becomes a widget.

Typst has no form fields yet. It draws each as `link("https://field.invalid/NAME", box(...))`, one
option of a choice as `.../NAME/OPTION`, and so gives us the rectangle, the place in reading order
and the structure element. All that is known of links stays in this file: when Typst makes fields
itself, what is left to do is what a widget must know beyond its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import assert_never

from pikepdf import (
    AnnotationFlag,
    Array,
    Dictionary,
    FormFieldFlag,
    Name,
    NumberTree,
    Object,
    ObjectStreamMode,
    Pdf,
    String,
)

from ...model import Field, Form
from ...paper import SIZE
from .appearance import Appearances
from .fieldfont import FieldFont
from .scripts import Scripts
from .shown import MARKED, drawing_fonts, picture, shown

PLACEHOLDER = "https://field.invalid/"

FONT = "/Field"
SYMBOLS = "/ZaDb"
"""Fonts by the names that fields call them. We never draw with symbols; a viewer may, redrawing a mark."""

TICK, DISC = "4", "l"
"""What a checked box and a chosen button show, as codes of the symbol font."""

QUADDING = {"left": 0, "center": 1, "right": 2}
HIDDEN_QUESTION = "表單資料，不必填寫"


@dataclass(frozen=True, slots=True)
class _Place:
    """One placeholder: its annotation, its element in the structure tree, the option it marks."""

    annotation: Object
    element: Object
    option: str

    @property
    def size(self) -> tuple[float, float]:
        left, bottom, right, top = (float(value) for value in self.annotation.Rect.as_list())
        return right - left, top - bottom


def make_form(
    page_pdf: bytes, form: Form, edition_title: str, language: str, scripts: Scripts, font: FieldFont
) -> bytes:
    """The fillable form; same input, same bytes.

    `page_pdf` is tagged PDF from Typst with placeholders for exactly `form.fields`. Viewers set
    what people type in `font`; what is filled in beforehand is drawn in it, or in a subset of its
    face where it has not got the characters. Raises ValueError, naming the field, where page, form
    and scripts disagree, and for a script that is not ASCII.
    """
    with _opened(page_pdf) as pdf:
        places = _places(pdf)
        _check(form, places, scripts)
        drawing = Appearances(pdf, drawing_fonts((shown(field, field.start) for field in form.fields), font))
        known = {field.name: field for field in form.fields}
        fields = {name: _make_field(pdf, known[name], found, drawing) for name, found in places.items()}
        fields |= {name: _make_hidden(pdf, name, value) for name, value in scripts.hidden.items()}
        _add_scripts(pdf, fields, scripts)
        symbols = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        fonts = Dictionary({FONT: drawing.font(0), SYMBOLS: pdf.make_indirect(symbols)})
        acroform = Dictionary(
            Fields=Array(list(fields.values())), DA=_default_appearance(FONT, SIZE), DR=Dictionary(Font=fonts)
        )
        if scripts.order:
            acroform.CO = Array([fields[name] for name in scripts.order])
        pdf.Root.AcroForm = pdf.make_indirect(acroform)  # a direct one, and Firefox saves no appearances
        pdf.Root.Lang = String(language)
        pdf.docinfo.Subject = String(edition_title)
        for page in pdf.pages:
            page.Tabs = Name.S
        whole = BytesIO()
        pdf.save(
            whole,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return whole.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[Pdf]:
    """From a file, which qpdf reads in half the time of a stream that it must ask Python for."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(content)
        with Pdf.open(file) as pdf:
            yield pdf


# ----- what Typst drew -----


def _places(pdf: Pdf) -> dict[str, list[_Place]]:
    """The placeholders by field name, in the order of the pages."""
    elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    places: dict[str, list[_Place]] = {}
    for page in pdf.pages:
        for annotation in page.get("/Annots", Array()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(PLACEHOLDER):
                name, _, option = address.removeprefix(PLACEHOLDER).partition("/")
                annotation.P = page.obj
                element = elements[int(annotation.StructParent)]
                places.setdefault(name, []).append(_Place(annotation, element, option))
    return places


def _check(form: Form, places: dict[str, list[_Place]], scripts: Scripts) -> None:
    """Page, form and scripts must speak of the same fields; anything else is a bug of ours."""
    names = {field.name for field in form.fields}
    for name in places.keys() - names:
        raise ValueError(f"the page of {form.id} links to a field the form does not have: {name}")
    for field in form.fields:
        marked = [place.option for place in places.get(field.name, [])]
        if not marked:
            raise ValueError(f"the page of {form.id} has no link for the field {field.name}")
        expected = [option.value for option in field.options] if field.widget in MARKED else [""]
        if sorted(marked) != sorted(expected):
            raise ValueError(f"the page of {form.id} marks {marked} for {field.name}, expected {expected}")
    for name in scripts.hidden.keys() & names:
        raise ValueError(f"{form.id} has both a field and a hidden field called {name}")
    for name in {*scripts.actions, *scripts.order} - names - scripts.hidden.keys():
        raise ValueError(f"a script of {form.id} belongs to an unknown field: {name}")
    for script in _all_scripts(scripts):
        if not script.isascii():
            raise ValueError(f"a script of {form.id} is not ASCII: {ascii(script)[:80]}")


def _all_scripts(scripts: Scripts) -> Iterator[str]:
    yield scripts.document
    for calls in scripts.actions.values():
        yield from calls.values()


# ----- fields -----


def _make_field(pdf: Pdf, field: Field, places: Sequence[_Place], drawing: Appearances) -> Object:
    match field.widget:
        case "line" | "comb" | "paragraph" | "number":
            return _make_text(field, places[0], drawing)
        case "dropdown":
            return _make_dropdown(field, places[0], drawing)
        case "checkbox":
            return _make_checkbox(field, places[0], drawing)
        case "radio":
            return _make_radio(pdf, field, places, drawing)
        case _:
            assert_never(field.widget)


def _make_text(field: Field, place: _Place, drawing: Appearances) -> Object:
    widget = _make_widget(place, field.question)
    flags = _flags(field) | FormFieldFlag.tx_do_not_spell_check
    if field.widget == "paragraph":
        flags |= FormFieldFlag.tx_multiline
    if field.widget == "comb":
        flags |= FormFieldFlag.tx_comb
        widget.MaxLen = field.longest
    _name(widget, field, Name.Tx, flags)
    widget.DA = _default_appearance(FONT, SIZE)
    widget.Q = QUADDING[field.align]
    if field.start:
        widget.V = String(field.start)
    widget.AP = Dictionary(N=_picture(field, place, drawing))
    return widget


def _make_dropdown(field: Field, place: _Place, drawing: Appearances) -> Object:
    widget = _make_widget(place, field.question)
    flags = FormFieldFlag.ch_combo | FormFieldFlag.ch_do_not_spell_check
    _name(widget, field, Name.Ch, _flags(field) | flags)
    widget.DA = _default_appearance(FONT, SIZE)
    widget.Q = QUADDING[field.align]
    widget.Opt = Array([Array([String(option.value), String(option.label)]) for option in field.options])
    if field.start:
        widget.V = String(field.start)
    widget.AP = Dictionary(N=_picture(field, place, drawing))
    return widget


def _make_checkbox(field: Field, place: _Place, drawing: Appearances) -> Object:
    widget = _make_widget(place, field.question)
    _name(widget, field, Name.Btn, _flags(field))
    _make_mark(widget, TICK, field, place, drawing)
    widget.V = widget.AS
    return widget


def _make_radio(pdf: Pdf, field: Field, places: Sequence[_Place], drawing: Appearances) -> Object:
    """One field with a widget for each option: the question is the field's, the label the widget's."""
    group = pdf.make_indirect(Dictionary())
    labels = {option.value: option.label for option in field.options}
    _name(group, field, Name.Btn, _flags(field) | FormFieldFlag.btn_radio | FormFieldFlag.btn_no_toggle_off)
    for place in places:
        widget = _make_widget(place, labels[place.option])
        widget.Parent = group
        _make_mark(widget, DISC, field, place, drawing)
    group.Kids = Array([place.annotation for place in places])
    if field.start:
        group.V = Name("/" + field.start)
    return group


def _make_hidden(pdf: Pdf, name: str, value: str) -> Object:
    """Data of our own that travels with the answers. Hidden, it needs no place in the structure."""
    page = pdf.pages[0]
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), TU=String(HIDDEN_QUESTION),
            V=String(value), Rect=Array([0, 0, 0, 0]), DA=_default_appearance(FONT, SIZE), P=page.obj,
            F=int(AnnotationFlag.hidden), Ff=int(FormFieldFlag.read_only),
        )
    )  # fmt: skip
    page.Annots = Array([*page.get("/Annots", Array()), widget])
    return widget


def _make_widget(place: _Place, spoken: str) -> Object:
    """Turn the link into a widget, and its element into one that says `spoken`."""
    widget = place.annotation
    for key in ("/A", "/Border", "/Contents"):
        if key in widget:
            del widget[key]
    widget.Subtype = Name.Widget
    widget.F = int(AnnotationFlag.print)
    widget.MK = Dictionary()
    place.element.S = Name.Form
    place.element.Alt = String(spoken)
    return widget


def _make_mark(widget: Object, symbol: str, field: Field, place: _Place, drawing: Appearances) -> None:
    marked = _picture(field, place, drawing)
    widget.MK = Dictionary(CA=String(symbol))
    widget.DA = _default_appearance(SYMBOLS, 0)
    widget.AP = Dictionary(N=Dictionary({"/" + place.option: marked, "/Off": drawing.empty(*place.size)}))
    widget.AS = Name("/" + place.option) if field.start == place.option else Name.Off


def _picture(field: Field, place: _Place, drawing: Appearances) -> Object:
    text = shown(field, field.start)
    return picture(drawing, field.widget, text, place.size, align=field.align, cells=field.longest)


def _name(target: Object, field: Field, kind: Name, flags: int) -> None:
    target.FT = kind
    target.T = String(field.name)
    target.TU = String(field.question)
    if flags:
        target.Ff = int(flags)


def _flags(field: Field) -> FormFieldFlag:
    return FormFieldFlag.required if field.required else FormFieldFlag(0)


def _default_appearance(font: str, size: float) -> String:
    return String(f"{font} {size:g} Tf 0 g")


def _add_scripts(pdf: Pdf, fields: dict[str, Object], scripts: Scripts) -> None:
    for name, calls in scripts.actions.items():
        fields[name].AA = Dictionary({f"/{trigger}": _action(call) for trigger, call in calls.items()})
    if scripts.document:
        named = Array([String("formpress"), pdf.make_indirect(_action(scripts.document))])
        names = pdf.Root.get("/Names", Dictionary())
        names.JavaScript = Dictionary(Names=named)
        pdf.Root.Names = names


def _action(script: str) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String(script))
