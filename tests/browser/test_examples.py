"""Worked examples of the YAML: one verdict in Python, in a plain page and in both PDF viewers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from formpress.expr.evaluate import run
from formpress.expr.javascript import page_script
from formpress.model import Edition, Form
from tests.editions import all_forms, pdf_of
from tests.viewers import Sheet, Viewer
from tests.viewers.reading import values

pytestmark = pytest.mark.browser
FORMS = [pytest.param(*one, id=f"{one[1].folder}/{one[2].id}") for one in all_forms()]
TYPED = 20
"""Boxes of an example that is typed by keyboard; longer ones take minutes and show nothing else."""

LETTERS = {"k": "kept", "b": "broken", "u": "undecided"}


def judged_rules(edition: Edition, form: Form) -> list[tuple[str, Mapping[str, str], str]]:
    """(rule, what is entered, verdict) of every example that this form can show, blanks first."""
    checked = {check.id for check in form.program.checks}
    found = [
        (rule.id, example.given, example.verdict)
        for rule in edition.rules
        if rule.id in checked
        for example in rule.examples
    ]
    choices = [item.name for item in form.program.inputs if item.kind == "choice"]
    return sorted(found, key=lambda one: [one[1].get(name, "") for name in choices])


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


class Filler:
    """Fills one form again and again, typing only what differs from what stands there."""

    def __init__(self, viewer: Viewer, pdf: bytes, form: Form) -> None:
        self.viewer = viewer
        self.pdf = pdf
        self.inputs = form.program.inputs
        self.stack = ExitStack()
        self.sheet: Sheet | None = None
        self.state: dict[str, str] = {}

    def fill(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Enter `wanted`, everything else blank; returns what the saved file holds."""
        unset = any(
            item.kind == "choice" and self.state.get(item.name) and not wanted.get(item.name)
            for item in self.inputs
        )
        if self.sheet is None or unset:
            self.close()
            self.sheet = self.stack.enter_context(self.viewer.open(self.pdf))
            self.state = {name: item.start for item in self.inputs for name in item.boxes or (item.name,)}
        for item in self.inputs:
            for name in item.boxes or (item.name,):
                text = wanted.get(name, "")
                if text != self.state[name]:
                    enter = self.sheet.choose if item.kind in {"choice", "choices"} else self.sheet.type
                    enter(name, text)
                    self.state[name] = text
        return values(self.sheet.save())

    def close(self) -> None:
        self.stack.close()
        self.stack = ExitStack()
        self.sheet = None


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_a_page_judges_as_python_does(page: Page, root: Path, edition: Edition, form: Form) -> None:
    """The script in a plain page gives the verdict of each example, and Python's texts."""
    page.evaluate(f"{page_script(form.program)}; window.formpress = formpress;")
    for rule, given, verdict in judged_rules(edition, form):
        outcome = page.evaluate("given => formpress.judge(name => given[name])", dict(given))
        expected = run(form.program, given)

        assert outcome["verdicts"][rule] == verdict, (rule, given)
        assert outcome["verdicts"] == expected.verdicts
        assert outcome["shown"] == expected.shown
        assert tuple(outcome["messages"]) == expected.messages


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_a_viewer_judges_as_python_does(viewer: Viewer, root: Path, edition: Edition, form: Form) -> None:
    """Typed by keyboard and saved, every example has its verdict in the file that comes back."""
    filler = Filler(viewer, pdf_of(root, edition, form), form)
    order = [check.id for check in form.program.checks]
    try:
        for rule, given, verdict in judged_rules(edition, form):
            saved = filler.fill(given)
            letters = dict(zip(order, saved["formpress_verdicts"], strict=True))
            expected = run(form.program, given)

            assert LETTERS[letters[rule]] == verdict, (rule, given)
            assert {name: LETTERS[letter] for name, letter in letters.items()} == expected.verdicts
            assert {name: saved.get(name, "") for name in expected.shown} == expected.shown
    finally:
        filler.close()


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_a_page_shows_what_the_form_s_examples_show(
    page: Page, root: Path, edition: Edition, form: Form
) -> None:
    """Every worked example of a form comes out as in Python: boxes, verdicts and messages."""
    page.evaluate(f"{page_script(form.program)}; window.formpress = formpress;")
    for example in form.examples:
        outcome = page.evaluate("given => formpress.judge(name => given[name])", dict(example.given))
        expected = run(form.program, example.given)

        assert outcome["verdicts"] == expected.verdicts, example.title
        assert outcome["shown"] == expected.shown
        assert tuple(outcome["messages"]) == expected.messages


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_a_viewer_shows_what_the_form_s_examples_show(
    viewer: Viewer, root: Path, edition: Edition, form: Form
) -> None:
    """The short worked examples of a form, typed by keyboard, come out in its computed boxes."""
    for example in (one for one in form.examples if len(one.given) <= TYPED):
        filler = Filler(viewer, pdf_of(root, edition, form), form)
        try:
            saved = filler.fill(example.given)
        finally:
            filler.close()

        assert {name: saved.get(name, "") for name in example.shows} == dict(example.shows), json.dumps(
            example.title
        )
