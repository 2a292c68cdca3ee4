"""The browser that both viewers run in, and the page of it in which one form is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Playwright

from formpress.targets.pdf import HEAD_FACE, TEXT_FACE
from formpress.targets.pdf.fonts import prepare, write_whole
from tests.editions import CACHE
from tests.ensure_browser import chromium, chromium_flags

from . import Complaint

PIXELS_PER_POINT = 96 / 72
"""Both viewers draw a page at 100 % in CSS pixels, 96 to the inch."""

MARGIN = 40
"""Pixels beside the pages and below each: more than either viewer leaves."""

SUBSTITUTE = "Cannot load system font: ChromeSansMM"
"""PDF.js, of the font that PDFium names in a file it saved; it then takes another one."""


def launch(playwright: Playwright) -> Browser:
    """The browser. Playwright's own `headless` would choose the mode that has no PDF viewer."""
    return playwright.chromium.launch(
        executable_path=chromium(), headless=False, args=chromium_flags(),
        env={**os.environ, "FONTCONFIG_FILE": str(_chinese_fonts())},
    )  # fmt: skip


def _chinese_fonts() -> Path:
    """Settings that give the browser the fonts of our forms: people's machines have Chinese ones, a
    test machine may have none, and pictures would then show empty boxes.
    """
    faces = prepare(TEXT_FACE, HEAD_FACE, CACHE)
    path = CACHE / "fontconfig.xml"
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{faces.folder}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{CACHE / 'fontconfig'}</cachedir></fontconfig>"
    )
    write_whole(path, text.encode())
    return path


@contextmanager
def page_for(browser: Browser, sizes: Sequence[tuple[float, float]]) -> Iterator[Page]:
    """A page so large that a document with pages of these sizes (points) needs no scrolling.

    Raises Complaint at the end of the block when a dialog was opened or an error was logged.
    """
    width = max(width for width, _ in sizes) * PIXELS_PER_POINT + 2 * MARGIN
    height = sum(height * PIXELS_PER_POINT + MARGIN for _, height in sizes) + MARGIN
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": round(width), "height": round(height)})

    def note_line(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and SUBSTITUTE not in said.text:
            complaints.append(said.text)

    def note_dialog(dialog: Dialog) -> None:
        complaints.append(f"{dialog.type}: {dialog.message}")
        dialog.accept()

    page.on("console", note_line)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", note_dialog)
    try:
        yield page
    finally:
        page.close()
    if complaints:
        raise Complaint("\n".join(complaints))


def clear(page: Page) -> None:
    """Remove the text of the field that has the focus."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
