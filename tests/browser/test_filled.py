"""A form that we filled is opened by its reader: it shows what we drew, and goes on from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO

import pytest
from pypdf import PdfReader

from formpress.expr.panel import NOT_RUN
from formpress.targets.pdf.fieldfont import field_font
from formpress.targets.pdf.filling import fill
from formpress.targets.pdf.merging import merge
from tests.editions import CACHE, MINIMAL, pdf_of, site
from tests.viewers import Viewer
from tests.viewers.reading import drawn, values

pytestmark = pytest.mark.browser

GIVEN = {
    "school": "海濱市立堃岸國民小學",
    "size": "small",
    "plan": "窗邊放兩個書架。\n鋪軟墊。",
    "items__books__quantity": "3",
    "items__shelf__price": "1400",
}


def filled(given: Mapping[str, str] = GIVEN, *, finished: bool = True) -> bytes:
    edition = site(MINIMAL).editions[0]
    form = edition.forms[0]
    font = field_font("Noto Sans TC", CACHE)
    return fill(pdf_of(MINIMAL, edition, form), form, given, font, finished=finished).content


def test_a_filled_form_shows_what_was_filled_in(viewer: Viewer) -> None:
    """Text, an option, a number as it was stored, and the total: as soon as the file is open."""
    with viewer.open(filled()) as sheet:
        shown = sheet.shown()

    assert shown["school"] == GIVEN["school"]
    assert shown["size"] == "small"
    assert shown["items__shelf__price"].replace(",", "") == "1400"
    assert shown["total"] == "2,000"


def test_a_filled_form_goes_on_computing(viewer: Viewer) -> None:
    """Changing one price changes the total; what nobody touched stays as it was."""
    with viewer.open(filled()) as sheet:
        sheet.type("items__shelf__price", "2400")
        saved = sheet.save()
    held = values(saved)

    assert held["total"] == drawn(saved)["total"] == "3,000"
    assert held["total_words"] == "參仟元整"
    assert {name: held[name] for name in ("school", "size", "plan")} == {
        name: GIVEN[name] for name in ("school", "size", "plan")
    }


def test_a_form_from_a_list_is_checked_when_it_is_opened(viewer: Viewer) -> None:
    """It says that its checks have not run until a viewer runs them; zeros before a number stay."""
    content = filled({"school": "007"}, finished=False)
    assert values(content)["checks__summary"] == NOT_RUN
    with viewer.open(content) as sheet:
        sheet.type("items__books__quantity", "1")
        held = values(sheet.save())

    assert held["school"] == "007"
    assert NOT_RUN not in held["checks__summary"]


def test_a_file_saved_by_a_viewer_can_be_merged(viewer: Viewer) -> None:
    """What a person typed stands on the page of the one file, numbers with their separators."""
    edition = site(MINIMAL).editions[0]
    with viewer.open(pdf_of(MINIMAL, edition, edition.forms[0])) as sheet:
        sheet.type("school", "海濱市立堤岸國民小學")
        sheet.type("items__shelf__price", "1400")
        sheet.choose("size", "large")
        saved = sheet.save()
    found = merge([("grant.pdf", saved)], "送件", field_font("Noto Sans TC", CACHE, small=True))
    reader = PdfReader(BytesIO(found.content))
    text = reader.pages[0].extract_text()

    assert "海濱市立堤岸國民小學" in text
    assert "1,400" in text
    assert reader.get_fields() is None
    assert json.loads(reader.attachments["grant.json"][0])["values"]["size"] == "large"
