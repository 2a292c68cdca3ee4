"""Chrome's and Chromium's own viewer, in the extension that the browser opens a PDF with.

The viewer's pages are one picture to the browser: fields are clicked where the file says they are.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Frame, Page

from . import Locked, Sheet
from .chromium import PIXELS_PER_POINT, clear, page_for
from .reading import Widget, drawn, find, page_sizes, values, widgets
from .server import Server

EXTENSION = "chrome-extension://"

WAIT = """async condition => {
    const viewer = () => document.querySelector("pdf-viewer");
    const holds = {
        opened: () => viewer()?.loadState_ === "success",
        focused: () => viewer().formFieldFocus_ !== "none",
        unfocused: () => viewer().formFieldFocus_ === "none",
    }[condition];
    const patience = condition === "opened" ? 6000 : 300;
    for (let turn = 0; turn < patience && !holds(); turn++) await new Promise(done => setTimeout(done, 10));
    return holds();
}"""
"""The extension's policy forbids Playwright's own way of waiting. A busy machine may take a while; a
locked field is one that has not taken the focus after seconds.
"""

CLICKS = 2
"""A click into a page that is not drawn yet goes nowhere."""

PAGE = "page => document.querySelector('pdf-viewer').viewport.getPageScreenRect(page)"

SAVE = """async () => {
    const { dataToSave } = await document.querySelector("pdf-viewer").currentController.save("EDITED");
    return new Uint8Array(dataToSave).toBase64();
}"""
"""What the viewer's own 「download with changes」 does before it asks where to put the file."""


class Pdfium:
    """Opens forms in Chromium's viewer."""

    name = "PDFium"

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server

    @contextmanager
    def open(self, pdf: bytes) -> Iterator[Sheet]:
        """Open a form; its scripts have run when this returns."""
        sizes = page_sizes(pdf)
        with page_for(self.browser, sizes) as page:
            page.goto(f"{self.server.address}{self.server.put(pdf)}#toolbar=0&zoom=100")
            heights = [height for _, height in sizes]
            yield _Sheet(page, _extension(page), widgets(pdf), heights, values(pdf))


class _Sheet:
    def __init__(
        self, page: Page, viewer: Frame, found: tuple[Widget, ...], heights: list[float], held: dict[str, str]
    ) -> None:
        self.page = page
        self.viewer = viewer
        self.widgets = found
        self.heights = heights
        self.marked = held
        """What each choice holds: no script changes one, and asking the viewer takes as long as a click."""

    def type(self, name: str, text: str) -> None:
        self._focus(find(self.widgets, name))
        clear(self.page)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")

    def choose(self, name: str, option: str) -> None:
        widget = find(self.widgets, name, option)
        if widget.options:
            self._focus(widget)
            last = len(widget.options) - 1
            # Down to the last option, wherever the choice stands now, and up to the one that is wanted.
            for key in ["ArrowDown"] * (last + 1) + ["ArrowUp"] * (last - widget.options.index(option)):
                self.page.keyboard.press(key)
            self.page.keyboard.press("Enter")  # with Tab alone the list may go back to the earlier choice
        elif self.marked[name] != option:
            self._focus(widget)
            self.marked[name] = option
        self.page.keyboard.press("Tab")

    def shown(self) -> dict[str, str]:
        saved = self.save()
        texts = drawn(saved)
        choices = {widget.name for widget in self.widgets if widget.state or widget.options}
        return {name: value if name in choices else texts[name] for name, value in values(saved).items()}

    def save(self) -> bytes:
        return base64.b64decode(self.viewer.evaluate(SAVE))

    def picture(self) -> bytes:
        return self.page.screenshot()

    def _focus(self, widget: Widget) -> None:
        """Click the field, coming from a place where nothing has the focus."""
        sheet = self.viewer.evaluate(PAGE, widget.page)
        x, y = widget.centre
        for _ in range(CLICKS):
            self.page.mouse.click(sheet["x"] + 2, sheet["y"] + 2)
            self.viewer.evaluate(WAIT, "unfocused")
            self.page.mouse.click(
                sheet["x"] + x * PIXELS_PER_POINT,
                sheet["y"] + (self.heights[widget.page] - y) * PIXELS_PER_POINT,
            )
            if self.viewer.evaluate(WAIT, "focused"):
                return
        raise Locked(widget.name)


def _extension(page: Page) -> Frame:
    """The viewer's own frame, once the form is open in it."""
    while not (frames := [frame for frame in page.frames if frame.url.startswith(EXTENSION)]):
        page.wait_for_event("framenavigated")
    if not frames[0].evaluate(WAIT, "opened"):
        raise AssertionError("PDFium did not open the file")
    return frames[0]
