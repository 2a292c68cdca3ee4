"""Messages beside a section come while people type and go when they mend it, in PDF.js and in PDFium."""

from __future__ import annotations

import pytest

from tests.editions import COMPLETE, pdf_of, site
from tests.viewers import Locked, Viewer
from tests.viewers.reading import values

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def log_pdf() -> bytes:
    (edition,) = site(COMPLETE).editions
    form = next(form for form in edition.forms if form.id == "log")
    return pdf_of(COMPLETE, edition, form)


def beside(held: dict[str, str]) -> dict[str, str]:
    """What stands beside the sections, where anything does."""
    panel = {"checks__summary", "checks__messages"}
    return {
        name: text
        for name, text in held.items()
        if text and name.startswith("checks__") and name not in panel
    }


def test_a_message_comes_beside_its_section_and_goes_again(viewer: Viewer, log_pdf: bytes) -> None:
    """Nine characters where eight go: one line beside those fields, none when it is mended."""
    assert beside(values(log_pdf)) == {}
    with viewer.open(log_pdf) as sheet:
        sheet.type("log_code", "123456789")
        wrong = sheet.shown()
        sheet.type("log_code", "12345678")
        mended = sheet.shown()

    assert beside(wrong) == {"checks__log_code": "※「學校代碼」超過 8 個字。"}
    assert beside(mended) == {}


def test_a_broken_rule_is_told_beside_both_sections_that_it_reads(viewer: Viewer, log_pdf: bytes) -> None:
    """A grant that is not what the visits cost: beside the grant and beside the visits, and in the file."""
    with viewer.open(log_pdf) as sheet:
        sheet.type("granted", "31")
        sheet.type("visits__1__people", "20")
        sheet.type("visits__1__cost", "30")
        saved = beside(values(sheet.save()))

    assert set(saved) == {"checks__county", "checks__visits"}
    assert saved["checks__county"] == saved["checks__visits"]
    assert saved["checks__county"].startswith("※規則 ")


def test_nobody_types_over_a_message(viewer: Viewer, log_pdf: bytes) -> None:
    """The boxes of messages are locked where scripts run."""
    with viewer.open(log_pdf) as sheet, pytest.raises(Locked):
        sheet.type("checks__log_code", "ok")
