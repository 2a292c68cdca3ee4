"""A school clerk who knows three words reaches the right PDF: with the keyboard, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hosted import hosting

pytestmark = pytest.mark.browser

WORDS = "數位學習 社群 經費表"
ADDRESS = "kaohsiung-dlc/112/forms/budget"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
MOST_TABS = 200


@pytest.fixture(scope="module")
def home(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site: from a disk a browser opens PDFs instead of saving them."""
    with hosting(shipped, tmp_path_factory.mktemp("root")) as address:
        yield address


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chromium: Browser, home: str) -> Iterator[Page]:
    """The home page on a phone or a desk. Its mouse is never used; whatever it refuses fails the test."""
    width, height = SIZES[request.param]
    opened = chromium.new_page(viewport={"width": width, "height": height})
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{home}/index.html")
    yield opened
    opened.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(home)] == []


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what has the focus matches a selector, and see that the focus shows."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none", f"no focus to be seen on {wanted}"
            return
    raise AssertionError(f"the keyboard does not reach {wanted} on {page.url}")


def download(page: Page) -> bytes:
    """The file behind the download of the page that stands open, fetched by keyboard."""
    tab_to(page, 'a[download][href$="budget.pdf"]')
    with page.expect_download() as getting:
        page.keyboard.press("Enter")
    return Path(getting.value.path()).read_bytes()


def test_the_clerk_finds_the_form_by_searching(page: Page, shipped: Path) -> None:
    """Open the search, type what one knows, take the first result of that form, download."""
    tab_to(page, "#fp-find")
    page.keyboard.press("Enter")
    page.keyboard.type(WORDS)
    expect(page.get_by_role("status").first).to_contain_text("找到")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ADDRESS}/index.html*")
    assert download(page) == (shipped / f"{ADDRESS}.pdf").read_bytes()


def test_the_clerk_finds_the_form_by_following_links(page: Page, shipped: Path) -> None:
    """From the list of programmes to the announcement, and from there to the form."""
    tab_to(page, 'article a[href^="kaohsiung-dlc/112/index.html"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/kaohsiung-dlc/112/index.html*")
    tab_to(page, 'article a[href^="forms/budget/index.html"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ADDRESS}/index.html*")
    assert download(page) == (shipped / f"{ADDRESS}.pdf").read_bytes()


def test_the_clerk_narrows_the_rules_down_by_keyboard(page: Page, home: str) -> None:
    """The filter of the rules: to the box by Tab, words, and a way back to all of them."""
    page.goto(f"{home}/kaohsiung-dlc/112/rules/index.html")
    rules = page.locator("h2[data-severity]:visible")
    everything = rules.count()
    tab_to(page, "#fp-filter-text")
    page.keyboard.type("鐘點費")
    expect(page.locator("#fp-filter-count")).to_contain_text("列出")
    assert 0 < rules.count() < everything
    tab_to(page, "#fp-filter button")
    page.keyboard.press("Enter")
    expect(rules).to_have_count(everything)
