"""Fillable PDFs: layout -> typeset -> make_form, with the scripts of the form's program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...model import Artifact, Edition, Form, Settings, Site
from ...problems import Report, Span
from .acroform import make_form
from .example import example
from .fieldfont import FieldFont, field_font
from .fonts import Faces, prepare
from .layout import page, texts
from .placed import Author, check_drawn, check_placed
from .scripts import scripts_of
from .typesetter import typeset

TEXT_FACE, HEAD_FACE = "Noto Serif TC", "Noto Sans TC"


def render(site: Site, places: Mapping[str, Span], cache: Path, report: Report) -> Iterator[Artifact]:
    """One PDF per form, and one of its first example.

    What a page cannot print, or has no room for, is reported where it was written.
    """
    font = field_font_of(site.settings, cache)
    for edition, form, page_pdf in measured(site, places, cache, report):
        content = fillable(page_pdf, edition, form, font)
        yield Artifact(f"{edition.folder}/forms/{form.id}.pdf", content)
        if form.examples:
            shown = example(content, form, font)
            yield Artifact(f"{edition.folder}/forms/{form.id}-example.pdf", shown)


def measured(
    site: Site, places: Mapping[str, Span], cache: Path, report: Report
) -> Iterator[tuple[Edition, Form, bytes]]:
    """The printed pages of each form that a font draws, after reporting what does not fit on them."""
    settings = site.settings
    faces = prepare(settings.text_font or TEXT_FACE, settings.head_font or HEAD_FACE, cache)
    for edition in site.editions:
        author = Author(edition.folder, places, report)
        for form in edition.forms:
            if missing := faces.missing(texts(page(settings, edition, form, ("", "")))):
                check_drawn(missing, form, author)
                continue
            page_pdf = form_page(site, edition, form, faces)
            check_placed(page_pdf, form, author)
            yield edition, form, page_pdf


def field_font_of(settings: Settings, cache: Path) -> FieldFont:
    """The font of what people type, as an office has chosen it."""
    small = settings.field_font == "small"
    return field_font(settings.head_font or HEAD_FACE, cache, small=small)


def form_pdf(site: Site, edition: Edition, form: Form, faces: Faces, font: FieldFont) -> bytes:
    """The fillable PDF of one form."""
    return fillable(form_page(site, edition, form, faces), edition, form, font)


def form_page(site: Site, edition: Edition, form: Form, faces: Faces) -> bytes:
    """The printed pages of one form, with placeholders for its boxes."""
    return typeset(page(site.settings, edition, form, (faces.text_family, faces.head_family)), faces.folder)


def fillable(page_pdf: bytes, edition: Edition, form: Form, font: FieldFont) -> bytes:
    title = f"{edition.year}{edition.title} {form.annex} {form.title}"
    return make_form(page_pdf, form, title, "zh-TW", scripts_of(form), font)
