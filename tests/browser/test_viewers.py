"""The drivers tell the truth about both viewers: tried on a form that formpress did not make."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.browser.tiny_form import tiny_form
from tests.viewers import Complaint, Locked, Viewer
from tests.viewers.pdfjs import PdfJs
from tests.viewers.reading import drawn, values, widgets

pytestmark = pytest.mark.browser

BLANK = dict.fromkeys(("first", "second", "sum", "word", "kind", "agree", "size", "lines"), "")


def test_an_untouched_form_is_blank(viewer: Viewer) -> None:
    """Opening a form fills nothing in, neither on the screen nor in the file."""
    with viewer.open(tiny_form()) as sheet:
        assert sheet.shown() == BLANK
        assert values(sheet.save()) == BLANK


def test_typing_runs_the_scripts_of_the_form(viewer: Viewer) -> None:
    """Two numbers typed in one after the other are added up, and the sum is shown as it is formatted."""
    with viewer.open(tiny_form()) as sheet:
        sheet.type("first", "2")
        sheet.type("second", "3")
        assert sheet.shown()["sum"] == "5"
        sheet.type("second", "1234")
        assert sheet.shown() == BLANK | {"first": "2", "second": "1234", "sum": "1,236"}
        assert values(sheet.save()) == BLANK | {"first": "2", "second": "1234", "sum": "1236"}


def test_every_kind_of_field_can_be_filled(viewer: Viewer) -> None:
    """Chinese, several lines, a radio button, a checkbox, a dropdown: on two pages, saved and read back."""
    filled = {
        "first": "2", "second": "3", "sum": "5",
        "word": "中文", "lines": "第一行\n第二行", "kind": "two", "agree": "yes", "size": "m",
    }  # fmt: skip
    with viewer.open(tiny_form()) as sheet:
        for name in ("first", "second", "word", "lines"):
            sheet.type(name, filled[name])
        for name in ("kind", "agree", "size"):
            sheet.choose(name, filled[name])
        saved = sheet.save()
    assert values(saved) == filled
    with pikepdf.open(io.BytesIO(saved)) as document:
        fields = {str(field.T): field for field in document.Root.AcroForm.Fields}
        assert str(fields["word"].V) == "中文"
        assert fields["kind"].V == "/two"
        assert [kid.AS for kid in fields["kind"].Kids] == ["/Off", "/two"]


def test_a_second_answer_replaces_the_first(viewer: Viewer) -> None:
    """What is typed or chosen last is what counts; nothing is left of what stood there before."""
    with viewer.open(tiny_form()) as sheet:
        for first, second in (("12", "7"), ("7", "")):
            sheet.type("first", first)
            sheet.type("first", second)
            assert sheet.shown()["first"] == second
        for name, options in (("kind", "one two"), ("size", "l s l"), ("agree", "yes yes")):
            for option in options.split():
                sheet.choose(name, option)
                assert values(sheet.save())[name] == option
        sheet.choose("agree", "")
        assert values(sheet.save())["agree"] == ""


def test_a_saved_form_can_be_opened_again(viewer: Viewer) -> None:
    """The saved file goes on where the person stopped."""
    with viewer.open(tiny_form()) as sheet:
        sheet.type("first", "2")
        sheet.choose("size", "m")
        saved = sheet.save()
    with viewer.open(saved) as sheet:
        assert sheet.shown()["first"] == "2"
        sheet.type("second", "3")
        assert values(sheet.save()) == BLANK | {"first": "2", "second": "3", "sum": "5", "size": "m"}


def test_a_dialog_is_a_complaint(viewer: Viewer) -> None:
    """A form that stops people with a dialog fails its test, with the words of the dialog."""
    with pytest.raises(Complaint, match="stop"), viewer.open(tiny_form("app.alert('stop')")) as sheet:
        sheet.type("word", "x")


def test_pdfjs_tells_of_a_failing_script(pdfjs: PdfJs) -> None:
    """PDF.js logs the error of a script; PDFium says nothing, so only PDF.js can notice it."""
    form = tiny_form("throw Error('broken on purpose')")
    with pytest.raises(Complaint, match="broken on purpose"), pdfjs.open(form) as sheet:
        sheet.type("word", "x")


def test_a_locked_field_takes_no_text(viewer: Viewer) -> None:
    """Where a person could not type, the driver says so, instead of typing into another field."""
    with viewer.open(tiny_form(locked=True)) as sheet:
        with pytest.raises(Locked, match="word"):
            sheet.type("word", "x")
        assert values(sheet.save()) == BLANK


def test_an_unknown_name_is_a_mistake_of_the_test(viewer: Viewer) -> None:
    """A misspelt field or option never counts as one that stays blank."""
    with viewer.open(tiny_form()) as sheet:
        with pytest.raises(LookupError, match="secnd"):
            sheet.type("secnd", "3")
        with pytest.raises(LookupError, match="xl"):
            sheet.choose("size", "xl")


def test_the_picture_shows_every_page(viewer: Viewer) -> None:
    """What is typed on the second page changes the picture too: no page is left undrawn."""
    with viewer.open(tiny_form()) as sheet:
        before = sheet.picture()
        sheet.type("lines", "MMMM")
        assert before.startswith(b"\x89PNG")
        assert sheet.picture() != before


def test_drawn_text_is_what_the_box_shows(pdfium: Viewer) -> None:
    """The ninth line in a box with room for four is in the file, but not on paper."""
    with pdfium.open(tiny_form()) as sheet:
        sheet.type("lines", "\n".join("123456789"))
        saved = sheet.save()
    on_paper = drawn(saved)["lines"]
    assert values(saved)["lines"].split() == list("123456789")
    assert "4" in on_paper
    assert "9" not in on_paper


def test_widgets_tell_options_and_places() -> None:
    """The file alone says where a field is, on which page, and what may be chosen."""
    found = {(widget.name, widget.state): widget for widget in widgets(tiny_form())}
    assert found["size", ""].options == ("s", "m", "l")
    assert found["lines", ""].page == 1
    assert found["kind", "one"].centre[0] < found["kind", "two"].centre[0]
