"""Worked examples of the YAML: one verdict in Python and in the engines of both PDF viewers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from formpress.expr.evaluate import run
from formpress.expr.javascript import page_script
from formpress.model import Edition, Form
from tests.editions import all_forms, judged_rules
from tests.viewers.engines import Judge, in_page
from tests.viewers.quickjs import QuickJs

pytestmark = pytest.mark.browser
FORMS = [pytest.param(*one, id=f"{one[1].folder}/{one[2].id}") for one in all_forms()]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture(params=["V8", "QuickJS"])
def engine(request: pytest.FixtureRequest, page: Page, quickjs: QuickJs) -> Callable[[str], Judge]:
    """Each viewer's engine in turn."""
    return quickjs.judge if request.param == "QuickJS" else partial(in_page, page)


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_an_engine_judges_as_python_does(
    engine: Callable[[str], Judge], root: Path, edition: Edition, form: Form
) -> None:
    """The script alone gives the verdict of each example, and Python's texts."""
    examples = judged_rules(edition, form)
    outcomes = engine(page_script(form.program))([dict(given) for _, given, _ in examples])
    for (rule, given, verdict), outcome in zip(examples, outcomes, strict=True):
        expected = run(form.program, given)

        assert outcome["verdicts"][rule] == verdict, (rule, given)
        assert outcome["verdicts"] == expected.verdicts
        assert outcome["shown"] == expected.shown
        assert tuple(outcome["messages"]) == expected.messages


@pytest.mark.parametrize(("root", "edition", "form"), FORMS)
def test_an_engine_shows_what_the_form_s_examples_show(
    engine: Callable[[str], Judge], root: Path, edition: Edition, form: Form
) -> None:
    """Every filled form comes out as in Python: boxes, verdicts and messages."""
    outcomes = engine(page_script(form.program))([dict(example.given) for example in form.examples])
    for example, outcome in zip(form.examples, outcomes, strict=True):
        expected = run(form.program, example.given)

        assert outcome["verdicts"] == expected.verdicts, example.title
        assert outcome["shown"] == expected.shown
        assert tuple(outcome["messages"]) == expected.messages
