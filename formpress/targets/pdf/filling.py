"""Fills a form of ours as its viewer would: values, what they compute, and how all of it looks.

The file is right where no script runs; where one does, it goes on from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from ...expr.evaluate import run
from ...model import Field, Form
from . import returned
from .appearance import Appearances
from .fieldfont import FieldFont
from .scripts import VERDICTS
from .shown import MARKED, drawing_fonts, lacking, picture, plain, shown

FONT = "/Field"
"""What the font of fields is called in every form of ours."""


@dataclass(frozen=True, slots=True)
class Filled:
    """`rare` are the characters that the font embedded for fields lacks; `unknown` those that no
    font of ours draws: 〓 stands in their place, while the value keeps them.
    """

    content: bytes
    rare: str
    unknown: str


def fill(
    content: bytes, form: Form, values: Mapping[str, str], font: FieldFont, *, finished: bool = True
) -> Filled:
    """The form `content` with `values` (by PDF name) in its boxes, "" for nothing; boxes that are
    not named stay as they are. Same input, same bytes.

    A form that somebody goes on with is not `finished`: its checks still say that they have not
    run. Raises Refused where `content` is not this form, ValueError for a name it does not have.
    """
    known = {field.name: field for field in form.fields}
    if strange := sorted(values.keys() - known.keys()):
        raise ValueError(f"{form.id} has no field called {strange[0]}")
    with returned.opened(content) as pdf:
        if returned.identity(pdf) != form.identity:
            raise returned.Refused("不是這份表單，或表單已經改版", "請用現在網站上的檔案。")
        texts = put(pdf, form, values, font, finished=finished)
        missing = lacking((shown(field, texts.get(name, "")) for name, field in known.items()), font)
        unknown = "".join(character for character in missing if not font.face.draws(character))
        return Filled(saved(pdf), missing if font.glyphs else unknown, unknown)


def put(
    pdf: Pdf, form: Form, values: Mapping[str, str], font: FieldFont, *, finished: bool
) -> dict[str, str]:
    """Set and draw every value in an open form, computed ones too; returns what was set."""
    texts = texts_of(pdf, form, values, finished=finished)
    fields = returned.fields(pdf)
    known = {field.name: field for field in form.fields}
    drawing = _drawing(pdf, (shown(field, texts.get(name, "")) for name, field in known.items()), font)
    for name, text in texts.items():
        if name in known:
            _set(fields[name], known[name], text, drawing)
        else:
            fields[name].V = String(text)
    return texts


def texts_of(pdf: Pdf, form: Form, values: Mapping[str, str], *, finished: bool) -> dict[str, str]:
    """`values` with everything that follows from them and from what the open form holds already."""
    fields = returned.fields(pdf)
    known = [field.name for field in form.fields]
    outcome = run(form.program, {name: returned.value(fields[name]) for name in known} | dict(values))
    panel = form.program.panel
    asleep = panel.boxes if panel and not finished else ()
    texts = dict(values) | {name: text for name, text in outcome.shown.items() if name not in asleep}
    if finished:
        texts[VERDICTS] = "".join(outcome.verdicts[check.id][0] for check in form.program.checks)
    return texts


def saved(pdf: Pdf) -> bytes:
    whole = BytesIO()
    pdf.save(
        whole, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, fix_metadata_version=False
    )
    return whole.getvalue()


def _drawing(pdf: Pdf, texts: Iterable[str], font: FieldFont) -> Appearances:
    """What draws `texts`, with the font that the form has already where it is the same one."""
    fonts = drawing_fonts(texts, font)
    standing: Object = returned.acroform(pdf).DR.Font[FONT]
    return Appearances(pdf, fonts, {0: standing} if _same(standing, font) else {})


def _same(standing: Object, font: FieldFont) -> bool:
    if standing.BaseFont != "/" + font.name:
        return False
    descriptor = standing.DescendantFonts[0].FontDescriptor
    return "/FontFile2" in descriptor and descriptor.FontFile2.read_raw_bytes() == font.program


def _set(target: Object, field: Field, text: str, drawing: Appearances) -> None:
    if field.widget in MARKED:
        _mark(target, text)
    else:
        _write(target, field, text, drawing)


def _mark(target: Object, code: str) -> None:
    """Mark the box of one option; of a group, it is one of several."""
    state = Name(f"/{code}") if code else Name.Off
    for box in target.get("/Kids", [target]):
        box.AS = state if str(state) in box.AP.N else Name.Off
    if code or "/Kids" not in target:
        target.V = state
    elif "/V" in target:
        del target.V


def _write(target: Object, field: Field, text: str, drawing: Appearances) -> None:
    """Store a text and draw it: a number without separators and with them, an option as its code
    and its label.
    """
    stored = plain(text, field.places) if field.widget == "number" and not field.computed else text
    for key in ("/V", "/I"):
        if key in target:
            del target[key]
    if stored:
        target.V = String(stored)
    codes = [option.value for option in field.options]
    if field.widget == "dropdown" and stored in codes:
        target.I = Array([codes.index(stored)])
    left, bottom, right, top = (float(edge) for edge in target.Rect.as_list())
    target.AP = Dictionary(
        N=picture(
            drawing, field.widget, shown(field, text), (right - left, top - bottom),
            align=field.align, cells=field.longest,
        )
    )  # fmt: skip
