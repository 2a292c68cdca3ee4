"""What the fields of a PDF ask of its script, one after the other, whenever something was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from formpress.expr.evaluate import run
from formpress.model import Form
from formpress.targets.pdf.scripts import VERDICTS, scripts_of
from tests.editions import ROOT, site

pytestmark = pytest.mark.browser

VIEWER = """
window.app = { viewerType: "tests" };
window.boxes = {};
window.doc = {
  getField: function (name) {
    if (!(name in boxes)) { boxes[name] = ""; }
    return {
      get value() { reads += 1; return boxes[name]; },
      set value(text) { boxes[name] = text; }
    };
  }
};
window.pass = function (actions) {
  reads = 0;
  actions.forEach(function ([name, script]) {
    window.event = { value: boxes[name] };
    new Function("event", script).call(doc, event);
    boxes[name] = event.value;
  });
  return reads;
};
window.reads = 0;
"""
"""A document that counts how often a box is read, and calculates as viewers do: all fields in order."""


class Document:
    """A form in a viewer of which only the fields are there."""

    def __init__(self, page: Page, form: Form) -> None:
        scripts = scripts_of(form)
        self.page = page
        self.calculations = [[name, scripts.actions[name]["C"]] for name in scripts.order]
        page.evaluate(VIEWER)
        page.evaluate(f"(function () {{ {scripts.document}; window.formpress = formpress; }}).call(doc)")

    def type(self, values: dict[str, str]) -> int:
        """Type into boxes and let everything be calculated; how often a box was read meanwhile."""
        self.page.evaluate("values => Object.assign(boxes, values)", values)
        reads: int = self.page.evaluate("actions => pass(actions)", self.calculations)
        return reads

    def shows(self) -> dict[str, str]:
        """What stands in the computed boxes."""
        held: dict[str, str] = self.page.evaluate("boxes")
        return {name: held[name] for name, _ in self.calculations if name != VERDICTS}


@pytest.fixture
def form() -> Form:
    (edition,) = (one for one in site(ROOT).editions if one.folder == "kaohsiung-dlc/112")
    (form,) = (one for one in edition.forms if one.id == "budget")
    return form


@pytest.fixture
def document(chromium: Browser, form: Form) -> Iterator[Document]:
    page = chromium.new_page()
    yield Document(page, form)
    page.close()


def test_every_box_is_read_once_for_each_change(document: Document, form: Form) -> None:
    """However many computed boxes ask: a form of two thousand boxes would take a second otherwise."""
    boxes = sum(len(item.boxes) or 1 for item in form.program.inputs)
    given = dict(form.examples[0].given)
    assert [document.type(given), document.type({}), document.type(given)] == [boxes, boxes, boxes]


def test_every_change_is_seen_at_the_next_calculation(document: Document, form: Form) -> None:
    """What was judged when the file was opened, or before the last entry, is not shown again."""
    first, *others = (dict(example.given) for example in form.examples)
    blank = dict.fromkeys(first, "")
    for given in (first, blank, *others, first):
        document.type(blank | given)
        assert document.shows() == run(form.program, given).shown


def test_a_calculation_that_was_broken_off_is_not_taken_up(document: Document, form: Form) -> None:
    """Some viewers stop in the middle; the next one starts with what stands in the boxes then."""
    given = dict(form.examples[0].given)
    document.page.evaluate("actions => pass(actions)", document.calculations[:2])
    document.type(given)
    assert document.shows() == run(form.program, given).shown
