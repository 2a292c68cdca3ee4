"""Fillable PDFs: layout -> typeset -> make_form, with the scripts of the form's program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...model import Artifact, Edition, Form, Site
from ...problems import Report, Span
from .acroform import make_form
from .fieldfont import FieldFont, field_font
from .fonts import Faces, prepare
from .layout import page, texts
from .scripts import scripts_of
from .typesetter import typeset

TEXT_FACE, HEAD_FACE = "Noto Serif TC", "Noto Sans TC"


def render(site: Site, places: Mapping[str, Span], cache: Path, report: Report) -> Iterator[Artifact]:
    """One PDF per form. A character that no font draws is reported at its form."""
    settings = site.settings
    head = settings.head_font or HEAD_FACE
    faces = prepare(settings.text_font or TEXT_FACE, head, cache)
    font = field_font(head, cache, small=settings.field_font == "small")
    for edition in site.editions:
        for form in edition.forms:
            if missing := faces.missing(texts(page(settings, edition, form, ("", "")))):
                span = places.get(f"{edition.folder}/{form.id}")
                report.add(
                    f"表單裡的「{missing}」沒有字型可以印", span, "請換字，或在 site.yaml 指定字型檔。"
                )
                continue
            content = form_pdf(site, edition, form, faces, font)
            yield Artifact(f"{edition.folder}/forms/{form.id}.pdf", content)


def form_pdf(site: Site, edition: Edition, form: Form, faces: Faces, font: FieldFont) -> bytes:
    """The fillable PDF of one form."""
    drawn = page(site.settings, edition, form, (faces.text_family, faces.head_family))
    title = f"{edition.year}{edition.title} {form.annex} {form.title}"
    return make_form(typeset(drawn, faces.folder), form, title, "zh-TW", scripts_of(form), font)
