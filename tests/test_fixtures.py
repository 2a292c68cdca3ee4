"""The worked examples for outsiders: whoever runs them gets what is written there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formpress.expr.evaluate import run
from formpress.model import Edition, Site
from formpress.targets import fixtures

from . import sample_site
from .editions import ROOT, site

ROOTS = {
    "real": ROOT,
    "minimal": Path(__file__).parent / "minimal",
    "complete": Path(__file__).parent / "complete",
}
SITES = ["sample", *ROOTS]


def found(name: str) -> Site:
    return sample_site.SITE if name == "sample" else site(ROOTS[name])


def files(of: Site) -> dict[str, dict[str, Any]]:
    return {artifact.path: json.loads(artifact.content) for artifact in fixtures.render(of)}


@pytest.mark.parametrize("name", SITES)
def test_every_example_runs_to_the_outcome_that_stands_beside_it(name: str) -> None:
    """Read back from the file and run anew, on the form that it names or on the whole edition."""
    editions: dict[str, Edition] = {f"{one.folder}/fixtures.json": one for one in found(name).editions}
    count = 0
    for path, content in files(found(name)).items():
        forms = {form.id: form.program for form in editions[path].forms}
        for example in content["examples"]:
            program = forms[example["form"]] if example["form"] else editions[path].program
            outcome = run(program, example["given"])
            assert example["expected"] == {
                "shown": dict(outcome.shown),
                "verdicts": dict(outcome.verdicts),
                "messages": list(outcome.messages),
            }, example["id"]
            if "rule" in example:
                assert outcome.verdicts[example["rule"]] == example["verdict"], example["id"]
            count += 1
    assert count


@pytest.mark.parametrize("name", SITES)
def test_every_example_of_the_edition_is_there_once(name: str) -> None:
    """Those of the forms and those of the rules, each under an id of its own."""
    contents = files(found(name))
    for edition in found(name).editions:
        examples = [one for form in edition.forms for one in form.examples]
        examples += [one for rule in edition.rules for one in rule.examples]
        content = contents.get(f"{edition.folder}/fixtures.json", {"examples": []})
        ids = [example["id"] for example in content["examples"]]
        assert len(ids) == len(set(ids)) == len(examples)


def test_the_file_says_how_to_use_it() -> None:
    """And which version of its own shape it has, and to which PDF each form belongs."""
    content = files(sample_site.SITE)["reading-corner/114/fixtures.json"]
    assert content["format"] == 1
    assert any("given" in line and "expected" in line for line in content["use"])
    assert content["forms"]["budget"]["identity"] == sample_site.BUDGET.identity


def test_a_rule_across_forms_names_its_boxes_by_form() -> None:
    content = files(sample_site.SITE)["reading-corner/114/fixtures.json"]
    across = [example for example in content["examples"] if example["form"] is None]
    assert [example["rule"] for example in across] == ["readers_for_books"] * 2
    assert across[0]["given"]["roster/readers__1__name"] == "陳說書"


def test_the_same_site_gives_the_same_bytes() -> None:
    assert list(fixtures.render(sample_site.SITE)) == list(fixtures.render(sample_site.SITE))
