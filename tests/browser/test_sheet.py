"""The budget sheet as a school fills it, by keyboard, in PDF.js and in PDFium."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from formpress.model import Edition, Form
from tests.editions import ROOT, pdf_of, site
from tests.viewers import Locked, Viewer
from tests.viewers.reading import values

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sheet_pdf() -> bytes:
    edition, form = the_sheet()
    return pdf_of(ROOT, edition, form)


def the_sheet() -> tuple[Edition, Form]:
    """The first real form with an amount in words in boxes."""
    return next(
        (edition, form)
        for edition in site().editions
        for form in edition.forms
        if any(field.name == "total_words__w4" for field in form.fields)
    )


def in_boxes(held: dict[str, str]) -> str:
    """What the printed line then reads: the numerals with their units."""
    units = ("萬", "仟", "佰", "拾", "元整")
    return "".join(held.get(f"total_words__w{4 - index}", "") + unit for index, unit in enumerate(units))


def test_two_lectures_and_three(viewer: Viewer, sheet_pdf: bytes) -> None:
    """2 and 3 in the lecture rows are 4,000 and 3,000, together 7,000 零萬柒仟零佰零拾零元整."""
    with viewer.open(sheet_pdf) as sheet:
        sheet.type("items__lecture_external__quantity", "2")
        sheet.type("items__lecture_internal__quantity", "3")
        saved = values(sheet.save())

    assert saved["items__lecture_external__amount"] == "4,000"
    assert saved["items__lecture_internal__amount"] == "3,000"
    assert saved["total"] == "7,000"
    assert in_boxes(saved) == "零萬柒仟零佰零拾零元整"


def test_a_broken_cap_is_named_with_its_number(viewer: Viewer, sheet_pdf: bytes) -> None:
    """Group A with 4 and 1 (9,000) breaks rule 1, says so, and gets well again."""
    with viewer.open(sheet_pdf) as sheet:
        sheet.choose("group", "A")
        sheet.type("items__lecture_external__quantity", "4")
        sheet.type("items__lecture_internal__quantity", "1")
        broken = values(sheet.save())
        sheet.type("items__lecture_internal__quantity", "")
        mended = values(sheet.save())

    line = "※規則 1　合計 至少 9,000 元，超過經費上限 8,000 元；請調降各項經費。"
    assert line in broken["checks__messages"].splitlines()
    assert broken["checks__summary"].startswith("尚有 ")
    assert "規則 1　" not in mended["checks__messages"]
    assert mended["total"] == "8,000"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1234", "2,468"),
        ("1,234", "2,468"),
        ("１，２３４", "2,468"),
        (" 1234 元", "2,468"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_numbers_are_read_as_people_mean_them(
    viewer: Viewer, sheet_pdf: bytes, typed: str, amount: str
) -> None:
    """Separators, full-width digits, blanks and 元 do not matter; nothing stays nothing."""
    with viewer.open(sheet_pdf) as sheet:
        sheet.type("items__travel__quantity", "2")
        sheet.type("items__travel__price", typed)
        saved = values(sheet.save())

    assert saved.get("items__travel__amount", "") == amount


def test_letters_are_named_and_counted_as_nothing(viewer: Viewer, sheet_pdf: bytes) -> None:
    """abc stays as typed, blanks the amount and is named in the panel; nothing blocks."""
    with viewer.open(sheet_pdf) as sheet:
        sheet.type("items__travel__quantity", "2")
        sheet.type("items__travel__price", "abc")
        saved = values(sheet.save())

    assert saved["items__travel__price"] == "abc"
    assert saved.get("items__travel__amount", "") == ""
    assert "※「講座交通費單價」請填整數。" in saved["checks__messages"]


def test_a_saved_file_is_read_back_alike(viewer: Viewer, sheet_pdf: bytes) -> None:
    """pypdf and pikepdf find what was typed, Chinese included, and plain digits without separators."""
    with viewer.open(sheet_pdf) as sheet:
        sheet.type("school", "高雄市立堃喆國民小學")
        sheet.type("community", "數位、閱讀（第二年）")
        sheet.type("items__travel__price", "1,234")
        sheet.type("items__travel__quantity", "２")
        sheet.choose("group", "B")
        sheet.choose("items__meals_box__meal", "lunch")
        content = sheet.save()
    wanted = {
        "school": "高雄市立堃喆國民小學",
        "community": "數位、閱讀（第二年）",
        "items__travel__price": "1234",
        "items__travel__quantity": "2",
        "items__meals_box__meal": "lunch",
        "total": "2,468",
    }
    by_pypdf = PdfReader(BytesIO(content)).get_fields() or {}
    with pikepdf.open(BytesIO(content)) as opened:
        by_pikepdf = {str(field.T): str(field.get("/V", "")) for field in opened.Root.AcroForm.Fields}

    assert {name: str(by_pypdf[name]["/V"]) for name in wanted} == wanted
    assert {name: by_pikepdf[name] for name in wanted} == wanted
    assert by_pikepdf["group"] == "/B"


def test_computed_boxes_are_locked_when_scripts_run(viewer: Viewer, sheet_pdf: bytes) -> None:
    """A total cannot be typed over where the form computes it."""
    with viewer.open(sheet_pdf) as sheet, pytest.raises(Locked):
        sheet.type("total", "1")


def test_a_form_that_was_opened_is_told_from_one_that_was_not(viewer: Viewer, sheet_pdf: bytes) -> None:
    """The blank file says 檢核未執行; once a viewer runs the script, it does not."""
    assert values(sheet_pdf)["checks__summary"] == "檢核未執行"
    with viewer.open(sheet_pdf) as sheet:
        sheet.type("items__travel__quantity", "1")
        assert "檢核未執行" not in values(sheet.save())["checks__summary"]


def test_a_file_saved_in_one_viewer_goes_on_in_the_other(
    pdfjs: Viewer, pdfium: Viewer, sheet_pdf: bytes
) -> None:
    """1,234 typed in PDFium is 1,234 in PDF.js, not 1.234, and the other way round."""
    for first, second in ((pdfium, pdfjs), (pdfjs, pdfium)):
        with first.open(sheet_pdf) as sheet:
            sheet.type("items__travel__price", "1,000")
            half = sheet.save()
        with second.open(half) as sheet:
            sheet.type("items__travel__quantity", "3")
            assert values(sheet.save())["total"] == "3,000"
