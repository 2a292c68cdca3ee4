"""Pages as pictures, and whether two of them show the same to somebody who looks."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DOTS = 60
"""To the inch: letters are grey specks, but every line, box and block of text has its place."""

STEP = 8
"""Greys are stored in steps, which makes the files a quarter smaller."""

SHADES = 16
"""By how much a grey may differ from all around it before it counts: a hairline differs by twice as much."""

PIXELS = 24
"""How many pixels may differ: half a pixel aside changes up to 15, one word that is gone over 100."""


def pages(content: bytes) -> list[Image.Image]:
    """Every page as PDFium shows it, in grey, with what is filled in."""
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        drawn = [page.render(scale=DOTS / 72, may_draw_forms=True) for page in document]
        return [_stepped(one.to_pil().convert("L")) for one in drawn]


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where the pictures differ, black elsewhere.

    Both are blurred by one pixel, then a pixel differs if it is clearly darker or lighter than all
    nine at its place in the other picture, in either direction. A line that lies half a pixel
    aside, which is all that anti-aliasing does, has then the same greys nearby; one that is gone or
    has moved by two pixels has not.
    """
    if one.size != other.size:
        return Image.new("L", one.size, 255)
    one, other = one.filter(ImageFilter.BoxBlur(1)), other.filter(ImageFilter.BoxBlur(1))
    return ImageChops.lighter(_strange(one, other), _strange(other, one))


def alike(one: Image.Image, other: Image.Image) -> bool:
    return differing(one, other) <= PIXELS


def differing(one: Image.Image, other: Image.Image) -> int:
    """How many pixels differ."""
    return difference(one, other).histogram()[255]


def save(picture: Image.Image, path: Path) -> None:
    """As a small file, with the same bytes for the same picture."""
    whole = io.BytesIO()
    picture.save(whole, "PNG", optimize=True)
    path.write_bytes(whole.getvalue())


def load(path: Path) -> Image.Image:
    with Image.open(path) as stored:
        return stored.convert("L")


def _strange(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where `one` is darker than the darkest or lighter than the lightest around, in `other`."""
    darkest, lightest = other.filter(ImageFilter.MinFilter(3)), other.filter(ImageFilter.MaxFilter(3))
    off = ImageChops.lighter(ImageChops.subtract(darkest, one), ImageChops.subtract(one, lightest))
    return off.point(lambda shades: 255 if shades > SHADES else 0)


def _stepped(picture: Image.Image) -> Image.Image:
    return picture.point(lambda grey: min(255, (grey + STEP // 2) // STEP * STEP))
