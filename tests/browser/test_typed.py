"""Worked examples typed by keyboard in both PDF viewers: the file that is saved holds the same verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from formpress.expr.evaluate import run
from formpress.model import Edition, Form
from tests.editions import ROOT, all_forms, judged_rules, pdf_of
from tests.viewers import Sheet, Viewer
from tests.viewers.reading import values

pytestmark = pytest.mark.browser
FORMS = [pytest.param(*one, id=f"{one[1].folder}/{one[2].id}") for one in all_forms()]
TYPED = 20
"""Boxes of a filled form that is typed by keyboard; longer ones take minutes and show nothing else."""

LETTERS = {"k": "kept", "b": "broken", "u": "undecided"}


class Filler:
    """Fills one form again and again, typing only what differs from what stands there."""

    def __init__(self, viewer: Viewer, pdf: bytes, form: Form) -> None:
        self.viewer = viewer
        self.pdf = pdf
        self.inputs = form.program.inputs
        self.chosen = {
            name
            for item in self.inputs
            if item.kind in {"choice", "choices"}
            for name in item.boxes or (item.name,)
        }
        self.stack = ExitStack()
        self.sheet: Sheet | None = None
        self.blank = {name: item.start for item in self.inputs for name in item.boxes or (item.name,)}
        self.state = dict(self.blank)

    def fill(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Enter `wanted`, everything else blank; returns what the saved file holds.

        A form that nobody has touched may be saved as it came: then one box is changed and changed back.
        """
        if self.sheet is None or self._unset(wanted):
            self.close()
            self.sheet = self.stack.enter_context(self.viewer.open(self.pdf))
            self.state = dict(self.blank)
        changed = self._changes(wanted)
        if not changed:
            box = next(item.name for item in self.inputs if item.kind in {"text", "number"})
            changed = [(box, "1"), (box, self.state[box])]
        for name, text in changed:
            enter = self.sheet.choose if name in self.chosen else self.sheet.type
            enter(name, text)
        self.state |= dict(changed)
        return values(self.sheet.save())

    def effort(self, wanted: Mapping[str, str]) -> int:
        """How many boxes there are to enter; to open the form anew takes as long as ten."""
        return len(self._changes(wanted)) + 10 * self._unset(wanted)

    def _changes(self, wanted: Mapping[str, str]) -> list[tuple[str, str]]:
        boxes = [(name, wanted.get(name, "")) for name in self.state]
        return [(name, text) for name, text in boxes if text != self.state[name]]

    def _unset(self, wanted: Mapping[str, str]) -> bool:
        """Whether a choice would have to be taken back, which no viewer offers."""
        choices = (item.name for item in self.inputs if item.kind == "choice")
        return any(self.state[name] and not wanted.get(name) for name in choices)

    def close(self) -> None:
        self.stack.close()
        self.stack = ExitStack()
        self.sheet = None


def telling(root: Path, edition: Edition, form: Form) -> list[Mapping[str, str]]:
    """Few examples in which rules of every kind come to every verdict that an example of that kind has.

    All of them run in the engines of both viewers (test_examples); typing is about the viewer around it.
    Where every kind occurs, every kind is typed; of a real form the one that shows most.
    """
    examples = judged_rules(edition, form)
    kinds = {rule.id: rule.kind for rule in edition.rules}
    wanted = {(kinds[rule], verdict) for rule, _, verdict in examples}
    shown = [
        (given, {(kinds[rule], verdict) for rule, verdict in run(form.program, given).verdicts.items()})
        for _, given, _ in examples
    ]
    found: list[Mapping[str, str]] = []
    while wanted and (root != ROOT or not found):
        given, verdicts = max(shown, key=lambda one: len(one[1] & wanted) / (2 + len(one[0])))
        found.append(given)
        wanted -= verdicts
    return found


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_a_viewer_judges_as_python_does(viewer: Viewer, root: Path, edition: Edition, form: Form) -> None:
    """Typed by keyboard and saved, the rules have their verdicts in the file that comes back."""
    filler = Filler(viewer, pdf_of(root, edition, form), form)
    order = [check.id for check in form.program.checks]
    try:
        left = telling(root, edition, form)
        while left:
            given = min(left, key=filler.effort)
            left.remove(given)
            saved = filler.fill(given)
            letters = dict(zip(order, saved["formpress_verdicts"], strict=True))
            expected = run(form.program, given)

            assert {name: LETTERS[letter] for name, letter in letters.items()} == expected.verdicts
            assert {name: saved.get(name, "") for name in expected.shown} == expected.shown
    finally:
        filler.close()


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_a_viewer_shows_what_the_form_s_examples_show(
    viewer: Viewer, root: Path, edition: Edition, form: Form
) -> None:
    """The short worked examples of a form, typed by keyboard, come out in its computed boxes."""
    filler = Filler(viewer, pdf_of(root, edition, form), form)
    try:
        for example in (one for one in form.examples if len(one.given) <= TYPED):
            saved = filler.fill(example.given)
            assert {name: saved.get(name, "") for name in example.shows} == dict(example.shows), example.title
    finally:
        filler.close()
