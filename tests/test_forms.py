"""Every form as a sheet of paper: small, the same each time, everything in its place."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest
from pypdf import PdfReader

from formpress import paper
from formpress.model import Edition, Form
from formpress.pipeline import read
from formpress.problems import Report
from formpress.targets import pdf
from tests.editions import CACHE, pdf_of, site
from tests.produced import every_form, every_pdf, produced
from tests.structure import Box
from tests.viewers.reading import Widget, page_sizes, widgets

pytestmark = pytest.mark.slow

EMBEDDED_LIMIT = 1_400_000
SMALL_LIMIT = 150_000
FURTHER_PAGE = 20_000
"""Bytes of one form with the embedded field font, with `field_font: small`, and what another page adds."""

STROKE = 0.5
"""Points that a stroke may stand out of its margin."""


@pytest.fixture
def small(root: Path, edition: Edition, form: Form) -> bytes:
    """The same form with `field_font: small`."""
    alone = replace(edition, forms=(replace(form, examples=()),))
    whole = site(root)
    settings = replace(whole.settings, field_font="small")
    (made,) = pdf.render(replace(whole, settings=settings, editions=(alone,)), {}, CACHE, Report())
    return made.content


@every_form()
def test_a_form_is_small_enough_to_mail(root: Path, edition: Edition, form: Form, small: bytes) -> None:
    """Under 1.4 MB with the embedded font; of one page under 150 kB with the small one, which is as valid."""
    whole = pdf_of(root, edition, form)
    further = FURTHER_PAGE * (len(page_sizes(whole)) - 1)

    assert len(whole) < EMBEDDED_LIMIT + further
    assert len(small) < SMALL_LIMIT + further
    assert page_validation.validate_pdf_bytes(small, profile="ua1").failures == []


@every_pdf()
def test_two_builds_give_the_same_bytes(root: Path, path: str) -> None:
    """Same input, same bytes."""
    assert _again(root)[path] == produced(root, path)


@cache
def _again(root: Path) -> dict[str, bytes]:
    report = Report()
    found, places = read(root, report)
    return {one.path: one.content for one in pdf.render(found, places, CACHE, report)}


@every_form()
def test_the_footer_names_edition_and_page(root: Path, edition: Edition, form: Form) -> None:
    """A loose sheet can be put back where it belongs."""
    for sheet in PdfReader(io.BytesIO(pdf_of(root, edition, form))).pages:
        text = re.sub(r"\s", "", sheet.extract_text())
        assert re.sub(r"\s", "", edition.title) in text
        assert form.annex in text
        assert re.search(r"第\d+頁，共\d+頁", text)


# ----- everything in its place -----


@every_pdf()
def test_boxes_stay_within_the_margins_and_apart(root: Path, path: str) -> None:
    """Boxes have room, leave no margin and do not cover each other."""
    content = produced(root, path)
    sizes = page_sizes(content)
    for number, (width, height) in enumerate(sizes):
        boxes = [widget.rect for widget in _seen(content) if widget.page == number]
        for left, bottom, right, top in boxes:
            assert paper.SIDE - STROKE <= left < right <= width - paper.SIDE + STROKE
            assert paper.BOTTOM - STROKE <= bottom < top <= height - paper.TOP + STROKE
            assert min(right - left, top - bottom) >= 8
        for one, other in combinations(boxes, 2):
            assert not _overlap(one, other), (one, other)


@every_form()
def test_print_stays_within_the_margins_and_out_of_the_boxes(
    root: Path, edition: Edition, form: Form
) -> None:
    """No character of a blank form is cut off by the edge or stands where people write."""
    content = pdf_of(root, edition, form)
    with pypdfium2.PdfDocument(content) as document:
        for number, sheet in enumerate(document):
            width, height = sheet.get_size()
            boxes = [widget.rect for widget in _seen(content) if widget.page == number]
            text = sheet.get_textpage()
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                if right - left < 0.1:
                    continue  # a blank
                character = text.get_text_range(at, 1)
                assert paper.SIDE - 2 <= left <= right <= width - paper.SIDE + 2, (number, character)
                assert 18 <= bottom <= top <= height - 18, (number, character)
                middle = (left + right) / 2, (bottom + top) / 2
                assert not any(_holds(box, middle) for box in boxes), (number, character, middle)


def _seen(content: bytes) -> list[Widget]:
    return [widget for widget in widgets(content) if widget.rect[2] > widget.rect[0]]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


# ----- as text -----


@every_form()
def test_text_of_a_form_is_what_was_accepted(root: Path, edition: Edition, form: Form, accept: bool) -> None:
    """A PDF compared as text: its lines and its fields, one a line, so that a change can be read."""
    path = Path(__file__).parent / "expected" / f"{edition.programme}-{edition.id}-{form.id}.txt"
    text = described(pdf_of(root, edition, form), form)
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def described(content: bytes, form: Form) -> str:
    reader = PdfReader(io.BytesIO(content))
    lines = [f"--- page {number}\n{sheet.extract_text()}" for number, sheet in enumerate(reader.pages, 1)]
    lines.append("--- fields")
    for field in form.fields:
        facts = [field.name, field.widget, field.align, field.question]
        if field.required:
            facts.append("required")
        if field.computed:
            facts.append(f"computes: {field.formula}")
        if field.start:
            facts.append(f"starts: {field.start}")
        lines.append("  ".join(facts))
    return "\n".join(lines) + "\n"
