"""A form's first worked example: to look at, not to fill in or hand in.

It runs nothing and says nothing of which form it is, so that nobody takes it for a returned one;
and it carries only the characters it shows, a tenth of a form's size.
"""

from __future__ import annotations

from pikepdf import FormFieldFlag, Name, Page, Pdf

from ...model import Form
from . import returned
from .appearance import INSTEAD
from .fieldfont import FieldFont
from .filling import FONT, put, saved, texts_of
from .scripts import IDENTITY, VERDICTS
from .shown import shown

MARK = "範例"
GREY = 0.45
SIZE, RIGHT, TOP = 16.0, 48.0, 32.0
"""In points: the mark ends `RIGHT` from the right edge, and stands `TOP` below the upper one."""


def example(content: bytes, form: Form, font: FieldFont) -> bytes:
    """The blank form `content` filled with its first example. Same input, same bytes."""
    with returned.opened(content) as pdf:
        fields = returned.fields(pdf)
        held = {field.name: returned.value(fields[field.name]) for field in form.fields}
        given = {name: text for name, text in held.items() if text} | dict(form.examples[0].given)
        texts = texts_of(pdf, form, given, finished=True)
        drawn = {sign for field in form.fields for sign in shown(field, texts.get(field.name, ""))}
        own = font.subset("".join(drawn) + f" {MARK}{INSTEAD}")
        returned.acroform(pdf).DR.Font[FONT] = own.attach(pdf)
        put(pdf, form, given, own, finished=True)
        _close(pdf)
        _mark(pdf, own)
        return saved(pdf)


def _close(pdf: Pdf) -> None:
    """Take away what makes a form one: scripts, identity, boxes to type in."""
    fields = returned.fields(pdf)
    hidden = {fields.pop(name).objgen for name in (IDENTITY, VERDICTS)}
    for page in pdf.pages:
        page.Annots = [note for note in page.get("/Annots", []) if note.objgen not in hidden]
    for field in fields.values():
        field.Ff = int(field.get("/Ff", 0)) | int(FormFieldFlag.read_only)
    pdf.Root.AcroForm.Fields = list(fields.values())
    for owner in (*fields.values(), pdf.Root.AcroForm, pdf.Root):
        for key in ("/AA", "/CO", "/Names"):
            if key in owner:
                del owner[key]


def _mark(pdf: Pdf, font: FieldFont) -> None:
    """範例 in the title and, in grey, above every page; what is read aloud is the title."""
    title, subject = f"{MARK}：{pdf.docinfo.Title}", pdf.docinfo.Subject
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    pdf.docinfo.Subject = subject
    codes = "".join(f"{font.glyphs[sign]:04X}" for sign in MARK)
    width = sum(map(font.advance, MARK)) * SIZE
    for page in pdf.pages:
        *_, right, top = (float(edge) for edge in page.mediabox)
        name = Page(page).add_resource(returned.acroform(pdf).DR.Font[FONT], Name.Font, Name.Example)
        x, y = right - RIGHT - width, top - TOP
        page.contents_add(
            f"/Artifact <</Type /Pagination>> BDC q {GREY} g BT {name} {SIZE:g} Tf {x:.2f} {y:.2f} Td"
            f" <{codes}> Tj ET Q EMC".encode()
        )
