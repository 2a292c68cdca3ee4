"""Python and the generated script agree on random forms: verdicts, boxes and lines of the panel."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from formpress.expr.evaluate import run
from formpress.expr.javascript import page_script
from formpress.expr.program import Input
from formpress.model import Edition, Form
from tests.editions import all_forms

pytestmark = pytest.mark.browser
FORMS = [pytest.param(one[1], one[2], id=f"{one[1].folder}/{one[2].id}") for one in all_forms()]
SETS = 1_000
"""Value sets for each form."""

ODD_NUMBERS = (
    "abc",
    "１２",
    "1,234",
    " 7 ",
    "1.5",
    "-3",
    "0",
    "00",
    "$40",
    "9" * 20,
    "NT$5元",
    "③",
    "1e3",
    "+1",
)
ODD_TEXTS = ("待聘", "王大明", "　外聘　", "堃𠮷", "ＡＢＣ", "x" * 300, "待\n聘", "<b>", "")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def one_value(item: Input, dice: random.Random) -> str:
    """A blank, a plausible entry, or something odd."""
    if dice.random() < 0.3:
        return ""
    if item.kind == "choice":
        return dice.choice([*(code for code, _ in item.options), "Off", "無此項"])
    if item.kind == "text":
        return dice.choice(ODD_TEXTS)
    if dice.random() < 0.1:
        return dice.choice(ODD_NUMBERS)
    largest = item.maximum or 10_000
    return str(
        dice.choice([0, 1, dice.randint(0, 12), dice.randint(0, min(largest, 3_000)), largest, largest + 1])
    )


def value_sets(edition: Edition, form: Form) -> list[dict[str, str]]:
    """The same sets on every run: random ones, and worked examples with a few boxes changed."""
    dice = random.Random(112)
    examples = [example.given for rule in edition.rules for example in rule.examples]
    inputs = form.program.inputs
    sets = []
    for index in range(SETS):
        if index % 2:
            chosen = [item for item in inputs if dice.random() < dice.choice([0.3, 0.8, 1.0])]
            sets.append({item.name: one_value(item, dice) for item in chosen})
        else:
            changed = dice.sample(inputs, dice.randint(0, 3))
            sets.append(dict(dice.choice(examples)) | {item.name: one_value(item, dice) for item in changed})
    return sets


@pytest.mark.parametrize(("edition", "form"), FORMS)
def test_the_script_agrees_with_python(page: Page, edition: Edition, form: Form) -> None:
    """Zero disagreements in verdict, value and message."""
    sets = value_sets(edition, form)
    script = f"{page_script(form.program)}; window.formpress = formpress;"
    page.evaluate(script)
    judged = page.evaluate("sets => sets.map(given => formpress.judge(name => given[name]))", sets)

    for given, found in zip(sets, judged, strict=True):
        expected = run(form.program, given)
        assert found["verdicts"] == expected.verdicts, given
        assert found["shown"] == expected.shown, given
        assert tuple(found["messages"]) == expected.messages, given


@pytest.mark.parametrize(("edition", "form"), FORMS)
def test_the_random_sets_reach_every_verdict(edition: Edition, form: Form) -> None:
    """Each verdict that a rule's examples show also comes up at random, so agreement means something."""
    seen: Counter[tuple[str, str]] = Counter()
    for given in value_sets(edition, form):
        seen.update(run(form.program, given).verdicts.items())
    wanted = {(rule.id, example.verdict) for rule in edition.rules for example in rule.examples}

    assert wanted <= set(seen), wanted - set(seen)


MUTATIONS = (
    ("a[1] <= b[0] ? YES", "a[1] < b[0] ? YES"),
    ("a[0] > b[1] ? NO", "a[0] >= b[1] ? NO"),
    ("if (a === 0 || b === 0) { return 0; }", ""),
    ("!skipBlank && filled < terms.length", "filled < terms.length"),
    ("minimum === null ? -Infinity : minimum, Infinity", "0, 0"),
    ("return open ? MAYBE : 3 - deciding;", "return 3 - deciding;"),
    ('text.normalize("NFKC")', "text"),
    ("lines[i].length / panel.columns", "lines[i].length"),
    ("if (digit) {", "if (digit > 1) {"),
    ("decimals.length > places", "decimals.length > 9"),
)


@pytest.mark.parametrize(("before", "after"), MUTATIONS)
def test_a_mutated_script_is_caught(page: Page, before: str, after: str) -> None:
    """A script that is wrong in one place disagrees somewhere; else agreement would prove little."""
    for _, edition, form in all_forms():
        script = page_script(form.program)
        assert before in script
        page.evaluate(f"{script.replace(before, after)}; window.formpress = formpress;")
        sets = value_sets(edition, form)
        judged = page.evaluate("sets => sets.map(given => formpress.judge(name => given[name]))", sets)
        for given, found in zip(sets, judged, strict=True):
            expected = run(form.program, given)
            if found["verdicts"] != expected.verdicts or found["shown"] != expected.shown:
                return
    pytest.fail(f"nobody noticed {after!r}")
