"""Firefox's viewer: the components of PDF.js, with its sandbox for scripts, in a page of our own."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page

from . import Locked, Sheet
from .chromium import clear, page_for
from .reading import Widget, find, page_sizes, widgets
from .server import Server

OPENING = 120_000
"""Milliseconds that a busy machine may take to open a form and run its scripts."""

SHOWN = """() => Object.fromEntries(Array.from(document.querySelectorAll("[data-element-id]"), element => [
    element.dataset.elementId,
    element.type === "radio" || element.type === "checkbox" ? element.checked : element.value.trim(),
]))"""


class PdfJs:
    """Opens forms in PDF.js."""

    name = "PDF.js"

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server

    @contextmanager
    def open(self, pdf: bytes) -> Iterator[Sheet]:
        """Open a form; its scripts have run when this returns."""
        with page_for(self.browser, page_sizes(pdf)) as page:
            page.goto(f"{self.server.address}/pdfjs.html?form={self.server.put(pdf)}")
            page.wait_for_function("window.opened?.()", timeout=OPENING)
            page.evaluate("settled()")
            yield _Sheet(page, widgets(pdf))


class _Sheet:
    def __init__(self, page: Page, found: tuple[Widget, ...]) -> None:
        self.page = page
        self.widgets = found

    def type(self, name: str, text: str) -> None:
        self._click(find(self.widgets, name))
        clear(self.page)
        for key in text:
            # The form's scripts hear of every key; one that comes before their answer may be lost.
            self.page.evaluate("settled()")
            self.page.keyboard.type(key)
        self._leave()

    def choose(self, name: str, option: str) -> None:
        widget = find(self.widgets, name, option)
        if widget.options:
            # A click would open the list, which is a window of its own and in no picture.
            self._element(widget).focus()
            for key in ["Home"] + ["ArrowDown"] * widget.options.index(option):
                self.page.keyboard.press(key)
                # The form's scripts hear of every key, and their answer would undo the next one.
                self.page.evaluate("settled()")
        elif self.shown()[name] != option:
            self._click(widget)
        self._leave()

    def shown(self) -> dict[str, str]:
        self._rest()
        elements = self.page.evaluate(SHOWN)
        shown = dict.fromkeys((widget.name for widget in self.widgets), "")
        for widget in self.widgets:
            match elements.get(_id(widget)):
                case True:
                    shown[widget.name] = widget.state
                case str(text):
                    shown[widget.name] = text
        return shown

    def save(self) -> bytes:
        return base64.b64decode(self.page.evaluate("save()"))

    def picture(self) -> bytes:
        self._rest()
        return self.page.screenshot()

    def _element(self, widget: Widget) -> Locator:
        return self.page.locator(f'[data-element-id="{_id(widget)}"]')

    def _click(self, widget: Widget) -> None:
        """By the mouse, not by the element's own `click`, which would open locked fields too."""
        element = self._element(widget)
        if box := element.bounding_box():
            self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if not box or not element.evaluate("element => element === document.activeElement"):
            raise Locked(widget.name)

    def _rest(self) -> None:
        """Take the focus out of the form: the field that has it shows its value unformatted."""
        self.page.locator("#after").focus()
        self.page.evaluate("settled()")

    def _leave(self) -> None:
        self.page.keyboard.press("Tab")
        self.page.evaluate("settled()")


def _id(widget: Widget) -> str:
    """How PDF.js names a widget's element: its object number and generation, the latter left out when 0."""
    return f"{widget.number}R"
