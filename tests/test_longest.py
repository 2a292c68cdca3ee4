"""Nothing typed is invisible: the longest that every box takes is drawn in it, whole and large enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from formpress.model import Edition, Form
from formpress.paper import SIZE
from formpress.targets.pdf import field_font_of
from formpress.targets.pdf.filling import fill
from tests.editions import CACHE, MINIMAL, pdf_of, site
from tests.longest import HANDS, Hand, expected, longest, seen
from tests.produced import every_form
from tests.viewers.reading import page_sizes, widgets

pytestmark = pytest.mark.slow

HAIR = 0.3
"""Points that an outline may stand over its box: the strokes around it are as wide."""

SCALE = 2
"""Pixels a point."""


def filled(root: Path, edition: Edition, form: Form, hand: Hand) -> bytes:
    font = field_font_of(site(root).settings, CACHE)
    return fill(pdf_of(root, edition, form), form, longest(form, hand), font).content


@every_form()
@pytest.mark.parametrize("hand", HANDS)
def test_the_longest_entry_is_seen_whole(root: Path, edition: Edition, form: Form, hand: Hand) -> None:
    """Every character of it, within its box, in the size of typing; and what follows from it."""
    content = filled(root, edition, form, hand)
    found, wanted = seen(content), expected(form, content)
    typed = {field.name for field in form.fields if not field.computed}

    assert {name: one.text for name, one in found.items()} == wanted
    assert {name: one.out for name, one in found.items() if one.out > HAIR} == {}
    assert {name: one.size for name, one in found.items() if name in typed and one.size < SIZE} == {}


@every_form()
def test_ink_of_entries_stays_in_their_boxes(root: Path, edition: Edition, form: Form) -> None:
    """Between a blank sheet and a full one nothing differs outside the boxes, and every box differs."""
    blank, full = pdf_of(root, edition, form), filled(root, edition, form, "Han")
    before, after = _pictures(blank), _pictures(full)
    named = {field.name for field in form.fields}
    for number, (width, height) in enumerate(page_sizes(blank)):
        changed = ImageChops.difference(before[number], after[number])
        boxes = {
            widget.name + widget.state: _pixels(widget.rect, height)
            for widget in widgets(blank)
            if widget.page == number and widget.name in named
        }
        chosen = expected_marks(form)
        for name, box in boxes.items():
            if name in chosen:
                assert changed.crop(box).getbbox(), name
        pen = ImageDraw.Draw(changed)
        for box in boxes.values():
            pen.rectangle(box, fill=0)
        assert changed.getbbox() is None, (number, changed.getbbox(), width)


def expected_marks(form: Form) -> set[str]:
    """The boxes that must show something when all is filled, an option's box by its field and code."""
    marked = {"radio", "checkbox"}
    values = longest(form, "Han")
    return {
        field.name + (values[field.name] if field.widget in marked else "")
        for field in form.fields
        if not field.computed
    }


def _pictures(content: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        return [page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("L") for page in document]


def _pixels(box: tuple[float, float, float, float], height: float) -> tuple[int, int, int, int]:
    left, bottom, right, top = box
    edges = left * SCALE, (height - top) * SCALE, right * SCALE, (height - bottom) * SCALE
    return int(edges[0]), int(edges[1]), int(edges[2]) + 1, int(edges[3]) + 1


# ----- the tests themselves -----


def test_what_does_not_fit_is_noticed() -> None:
    """A box that takes twice as many characters as it has room for is drawn smaller, and so found out."""
    (edition,) = site(MINIMAL).editions
    form = edition.forms[0]
    wide = replace(form, fields=tuple(replace(one, longest=one.longest * 2) for one in form.fields))
    content = filled(MINIMAL, edition, wide, "Han")

    assert min(one.size for one in seen(content).values()) < SIZE
