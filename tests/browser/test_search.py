"""Whatever stands in an edition is found by its name, and by any two neighbouring characters of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from formpress.model import Edition
from tests.editions import site

pytestmark = pytest.mark.browser

FOUND_NOWHERE = """
  asked => Object.entries(asked).flatMap(([typed, folders]) => {
    const found = window.formpressFind(typed);
    return folders.filter(folder => !found.some(address => address.startsWith(folder + "/")))
      .map(folder => [folder, typed]);
  })
"""


def names(edition: Edition) -> Iterator[str]:
    """Labels, options, rules, questions, figures, the schedule, forms and annexes."""
    for form in edition.forms:
        yield from (form.title, form.annex)
        for field in form.fields:
            yield from (field.label, *(option.label for option in field.options))
    for rule in edition.rules:
        yield from (rule.statement, rule.brief, rule.ask)
    yield from (event.label for event in edition.events)
    yield from (parameter.label for parameter in edition.parameters)


def pieces(name: str) -> Iterator[str]:
    """The name as it is, then every two characters of it."""
    yield name
    yield from map("".join, itertools.pairwise(name))


@pytest.fixture(scope="module")
def opened(chromium: Browser, shipped: Path) -> Iterator[Page]:
    """The home page from a disk, with its search open."""
    page = chromium.new_page()
    page.goto((shipped / "index.html").as_uri())
    page.get_by_role("button", name="搜尋").click()
    page.keyboard.type("表")
    expect(page.locator("#fp-count")).to_contain_text("找到")
    yield page
    page.close()


def test_every_name_of_every_edition_is_found_whole_and_by_two_characters(opened: Page) -> None:
    """On a page of its own edition, by the very function that runs when somebody types."""
    asked: dict[str, list[str]] = {}
    for edition in site().editions:
        for typed in sorted({piece for name in names(edition) for piece in pieces(name) if piece.strip()}):
            asked.setdefault(typed, []).append(edition.folder)
    assert len(asked) > 5_000
    assert opened.evaluate(FOUND_NOWHERE, asked) == []


def test_what_is_found_is_listed_for_whoever_types_it(opened: Page) -> None:
    """A sample of every edition by keyboard: the first result leads to a page that holds what was typed."""
    for edition in site().editions:
        for form in edition.forms[:2]:
            for typed in (form.title, f"{form.annex} {form.title}".strip()):
                opened.locator("#fp-query").fill("")
                opened.locator("#fp-query").press_sequentially(typed)
                expect(opened.locator("#fp-results a", has_text=form.title).first).to_be_visible()


def test_words_that_are_run_together_find_what_is_near(opened: Page) -> None:
    """Few people put a blank between Chinese words; what is near is said to be only near."""
    opened.locator("#fp-query").fill("數位學習社群經費表")
    expect(opened.locator("#fp-count")).to_contain_text("沒有完全符合的內容，相近的有")
    nearest = opened.locator("#fp-results a").evaluate_all("all => all.slice(0, 5).map(one => one.href)")
    assert any(address.endswith("kaohsiung-dlc/112/forms/budget/index.html") for address in nearest)
    opened.locator("#fp-query").fill("龘龘龘")
    expect(opened.locator("#fp-results a")).to_have_count(0)


def test_an_address_is_listed_once(opened: Page) -> None:
    """Also where a section and a name of its own lead to one place."""
    for typed in ("彙整", "鐘點", "截止"):
        found: list[str] = opened.evaluate("typed => window.formpressFind(typed)", typed)
        assert len(found) == len(set(found)) > 0, typed


def test_every_result_leads_to_a_place_that_exists(opened: Page, shipped: Path) -> None:
    """Also where a name stands in a row of its own."""
    listed: list[str] = opened.evaluate("window.formpressSections.map(row => row[0])")
    ids: dict[str, str] = {}
    for address, _, place in (href.partition("#") for href in listed):
        text = ids.setdefault(address, (shipped / address).read_text(encoding="utf-8"))
        assert not place or f'id="{place}"' in text, f"{address}#{place}"
