"""Poppler reads and draws every form: what is printed can be searched, what is filled is seen."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from formpress.model import Edition, Form
from formpress.targets.pdf.layout import page
from tests.editions import pdf_of, site
from tests.produced import every_form, every_pdf, produced
from tests.viewers import poppler

pytestmark = pytest.mark.browser

PRINTED = {"text", "label", "title", "items", "roles", "heading", "programme", "annex", "remark", "footer"}
"""The parts of a page that are words; the label of a table is only spoken of elsewhere."""

DOTS = 36
INK = 200
"""Grey below which a pixel is printed on."""


@every_form()
def test_every_label_can_be_found(root: Path, edition: Edition, form: Form) -> None:
    """Titles, labels, options, notes, roles: each stands whole in the text of the page."""
    said = _bare(poppler.text(pdf_of(root, edition, form)))

    for words in _words(page(site(root).settings, edition, form, ("", ""))):
        assert _bare(words) in said, words


@every_pdf()
def test_every_page_is_drawn_to_its_foot(root: Path, path: str) -> None:
    """No page stays blank or breaks off: its footer is there, and ink above it."""
    pages = poppler.pictures(produced(root, path), DOTS)

    assert pages
    for picture in pages:
        width, height = picture.size
        dark = picture.point(lambda grey: 255 * (grey < INK))
        assert dark.crop((0, 0, width, height // 2)).getbbox()
        assert dark.crop((0, height - height // 15, width, height)).getbbox()


def _words(part: Any) -> list[str]:
    """What a page prints, as `form.typ` is told."""
    if isinstance(part, dict):
        own = [
            text
            for key, value in part.items()
            if key in PRINTED and not (key == "label" and part.get("kind") == "table")
            for text in (value if isinstance(value, list) else [value])
            if isinstance(text, str)
        ]
        below = [text for value in part.values() if not isinstance(value, str) for text in _words(value)]
        return [text for text in own if text.strip()] + below
    if isinstance(part, list):
        return [text for item in part for text in _words(item)]
    return []


def _bare(text: str) -> str:
    """Without blanks, which a line break may add, and with compatibility forms made plain."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
