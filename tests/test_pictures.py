"""Every page of every form looks as it was accepted; `make accept` renews the pictures."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from formpress.model import Edition, Form
from tests.editions import MINIMAL, ROOT, pdf_of, site
from tests.pictures import DOTS, alike, difference, differing, load, pages, save
from tests.produced import addresses, produced

pytestmark = pytest.mark.slow

STORED = Path(__file__).parent / "expected" / "pages"
RESULTS = ROOT / "test-results" / "pages"

CASES = [
    pytest.param(root, path, id=path)
    for root, path in addresses()
    if root == ROOT or not path.endswith("-example.pdf")
]
"""Blank forms, and of real ones the worked example too."""


def name_of(path: str) -> str:
    """What the pictures of a file are called: night-school-114-plan."""
    programme, edition, _, form = path.removesuffix(".pdf").split("/")
    return f"{programme}-{edition}-{form}"


def stored_of(path: str) -> list[Path]:
    """The pictures of a file in the order of its pages."""
    found = STORED.glob(f"{name_of(path)}-*.png")
    numbered = {one.stem.removeprefix(f"{name_of(path)}-"): one for one in found}
    return [numbered[number] for number in sorted(filter(str.isdigit, numbered), key=int)]


@pytest.mark.parametrize(("root", "path"), CASES)
def test_a_page_looks_as_it_was_accepted(root: Path, path: str, accept: bool) -> None:
    """Where it does not, what is seen now and what differs is put into test-results/pages/."""
    drawn = pages(produced(root, path))
    if accept:
        _renew(path, drawn)
    stored = [load(one) for one in stored_of(path)]
    changed = [
        _shown(f"{name_of(path)}-{number}", now, before)
        for number, (now, before) in enumerate(zip(drawn, stored, strict=False), 1)
        if not alike(now, before)
    ]

    assert len(stored) == len(drawn), "the number of pages has changed; `make accept` stores the new ones"
    assert changed == []


def test_no_picture_is_left_of_a_form_that_is_gone(accept: bool) -> None:
    kept = {picture for case in CASES for picture in stored_of(str(case.values[1]))}
    left = set(STORED.glob("*")) - kept
    if accept:
        for picture in left:
            picture.unlink()
        return

    assert left == set()


def _renew(path: str, drawn: list[Image.Image]) -> None:
    """Store the pages; one that still looks the same keeps its bytes, so that a diff shows changes only."""
    STORED.mkdir(parents=True, exist_ok=True)
    before = stored_of(path)
    for old in before[len(drawn) :]:
        old.unlink()
    for number, page in enumerate(drawn, 1):
        file = STORED / f"{name_of(path)}-{number}.png"
        if not file.exists() or not alike(page, load(file)):
            save(page, file)


def _shown(name: str, now: Image.Image, before: Image.Image) -> str:
    """Put a page that has changed where somebody can look at it; returns where and how much."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    save(now, RESULTS / f"{name}-now.png")
    save(difference(now, before), RESULTS / f"{name}-differs.png")
    return f"{RESULTS / name}-differs.png: {differing(now, before)} pixels"


# ----- the comparison itself -----


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return pages(pdf_of(MINIMAL, *the_form()))[0]


def the_form() -> tuple[Edition, Form]:
    (edition,) = site(MINIMAL).editions
    return edition, edition.forms[0]


def _moved(picture: Image.Image, box: tuple[int, int, int, int], by: tuple[int, int]) -> Image.Image:
    """A part of a page, moved over what stood there."""
    changed = picture.copy()
    part = picture.crop(box)
    changed.paste(255, box)
    changed.paste(part, (box[0] + by[0], box[1] + by[1]))
    return changed


def _lines(picture: Image.Image) -> Iterator[int]:
    """The heights at which a hairline crosses the page."""
    width, height = picture.size
    for y in range(80, height - 60):
        row = picture.crop((width // 2 - 60, y, width // 2 + 60, y + 1))
        if not any(row.histogram()[220:]):
            yield y


def test_another_way_to_smooth_edges_is_no_change(sheet: Image.Image) -> None:
    """Half a pixel aside, or a little softer or harder: nobody sees it."""
    twice = sheet.resize((sheet.width * 2, sheet.height * 2), Image.Resampling.BICUBIC)
    aside = [
        ImageChops.offset(twice, x, y).resize(sheet.size, Image.Resampling.BOX)
        for x, y in ((1, 0), (0, 1), (1, 1))
    ]
    softer = Image.blend(sheet, sheet.filter(ImageFilter.BoxBlur(1)), 0.4)
    harder = sheet.filter(ImageFilter.UnsharpMask(1, 30, 0))

    for other in (*aside, softer, harder):
        assert other.tobytes() != sheet.tobytes()
        assert alike(sheet, other), differing(sheet, other)


def test_a_box_that_is_gone_is_a_change(sheet: Image.Image) -> None:
    """Even three centimetres of a single hairline."""
    assert list(_lines(sheet))
    for y in _lines(sheet):
        without = sheet.copy()
        ImageDraw.Draw(without).rectangle(
            (sheet.width // 2 - 60, y - 1, sheet.width // 2 + 60, y + 1), fill=255
        )
        assert not alike(sheet, without), y


@pytest.mark.parametrize("by", [(0, 2), (0, -2), (2, 0)])
def test_a_line_that_has_moved_is_a_change(sheet: Image.Image, by: tuple[int, int]) -> None:
    """By two pixels, less than a millimetre."""
    upper = (0, 100, sheet.width, sheet.height // 2)

    assert not alike(sheet, _moved(sheet, upper, by))


def test_a_word_that_is_gone_is_a_change(sheet: Image.Image) -> None:
    """Two characters of nine points: the label of the first box."""
    box = _word(pdf_of(MINIMAL, *the_form()), the_form()[1].fields[0].label)
    without = sheet.copy()
    without.paste(255, box)

    assert not alike(sheet, without)


def _word(content: bytes, word: str) -> tuple[int, int, int, int]:
    """Where a word first stands on the first page, in pixels."""
    with pypdfium2.PdfDocument(content) as document:
        text, (_, height) = document[0].get_textpage(), document[0].get_size()
        at, count = text.search(word).get_next()
        boxes = [text.get_charbox(at + index) for index in range(count)]
    scale = DOTS / 72
    left, top = min(box[0] for box in boxes), height - max(box[3] for box in boxes)
    right, bottom = max(box[2] for box in boxes), height - min(box[1] for box in boxes)
    return int(left * scale), int(top * scale), int(right * scale) + 1, int(bottom * scale) + 1


def test_pages_of_another_size_are_a_change(sheet: Image.Image) -> None:
    assert not alike(sheet, sheet.resize((sheet.height, sheet.width)))


def test_pictures_are_not_renewed_where_nobody_looks(tmp_path: Path) -> None:
    """`make accept` refuses in CI, before it does anything."""
    done = subprocess.run(
        ["make", "accept", f"VENV={tmp_path}", "PYTHON=false"], cwd=ROOT, env={**os.environ, "CI": "true"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode != 0
    assert "CI" in done.stderr + done.stdout
