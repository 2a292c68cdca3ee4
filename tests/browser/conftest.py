"""One Chromium, one local server and the two viewers, started once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.viewers import Viewer
from tests.viewers.chromium import launch
from tests.viewers.pdfium import Pdfium
from tests.viewers.pdfjs import PdfJs
from tests.viewers.quickjs import QuickJs
from tests.viewers.server import Server, serving


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. A machine without one fails the test, with the command that installs it."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def pdfjs(chromium: Browser, server: Server) -> PdfJs:
    return PdfJs(chromium, server)


@pytest.fixture(scope="session")
def pdfium(chromium: Browser, server: Server) -> Pdfium:
    return Pdfium(chromium, server)


@pytest.fixture(params=["pdfjs", "pdfium"])
def viewer(request: pytest.FixtureRequest) -> Viewer:
    """Each viewer in turn: what holds in one has to hold in the other."""
    found: Viewer = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def quickjs(chromium: Browser, server: Server) -> Iterator[QuickJs]:
    """The engine of PDF.js by itself."""
    page = chromium.new_page()
    yield QuickJs(page, server)
    page.close()
