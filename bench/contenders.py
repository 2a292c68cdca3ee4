"""Who makes the sheet: each contender prepares one run and hands back the work that is timed.

A run bears a mark of its own in the footer, so that nobody can answer it from an earlier one.
Each comes in two ways: with what it needs made ready before, fonts first of all, and from nothing.
Packages are imported, a browser runs and the cache on the disk is filled both times.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from formpress import pipeline
from formpress.model import Edition, Form, Site
from formpress.problems import MissingTool, Report
from formpress.targets import pdf
from formpress.targets.pdf import typesetter
from formpress.targets.pdf.fieldfont import FieldFont, field_font
from formpress.targets.pdf.fonts import Faces, prepare
from formpress.targets.pdf.layout import page

from . import html

Work = Callable[[], bytes]
"""The finished PDF of one run; only this is timed."""

Contender = Callable[[str], Work]
"""Takes the mark of a run."""

PANGO = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PACKAGES = "python -m pip install --require-hashes -r requirements-dev.txt"


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One form with everything that is ready before it is made."""

    cache: Path
    site: Site
    edition: Edition
    form: Form
    faces: Faces
    font: FieldFont

    def marked(self, mark: str) -> Edition:
        """The edition under a title that no other run has."""
        return dataclasses.replace(self.edition, title=f"{self.edition.title} {mark}")

    def drawn(self, mark: str) -> html.Json:
        """What Typst and the rivals draw."""
        families = self.faces.text_family, self.faces.head_family
        return page(self.site.settings, self.marked(mark), self.form, families)

    def fonts(self) -> str:
        return html.font_style(self.faces.text.file, self.faces.head.file)


def first_sheet(root: Path) -> Sheet:
    """The first budget under `root`: the first form with an amount in words, a numeral in each box.

    Raises Problems or MissingTool, as a build does.
    """
    site, _ = pipeline.read(root, Report())
    edition, form = next(
        (edition, form)
        for edition in site.editions
        for form in edition.forms
        if any(field.name.endswith("_words__w0") for field in form.fields)
    )
    names = font_names(site)
    cache = root / ".cache"
    return Sheet(cache, site, edition, form, prepare(*names, cache), field_font(names[1], cache))


def font_names(site: Site) -> tuple[str, str]:
    """The fonts of text and headings."""
    settings = site.settings
    return settings.text_font or pdf.TEXT_FACE, settings.head_font or pdf.HEAD_FACE


def formpress(sheet: Sheet) -> Contender:
    """The product: from the model to the finished, fillable, calculating PDF."""

    def ready(mark: str) -> Work:
        edition = sheet.marked(mark)
        return lambda: pdf.form_pdf(sheet.site, edition, sheet.form, sheet.faces, sheet.font)

    return ready


def formpress_from_nothing(sheet: Sheet) -> Contender:
    """The same, with the faces, the font of fields and the compiler found and loaded in the run."""
    text, head = font_names(sheet.site)

    def ready(mark: str) -> Work:
        edition = sheet.marked(mark)
        _unload()

        def work() -> bytes:
            faces, font = prepare(text, head, sheet.cache), field_font(head, sheet.cache)
            return pdf.form_pdf(sheet.site, edition, sheet.form, faces, font)

        return work

    return ready


def typst_alone(sheet: Sheet) -> Contender:
    """The same page from the same template and compiler, left as Typst gives it: no field is made."""

    def ready(mark: str) -> Work:
        drawn = sheet.drawn(mark)
        return lambda: typesetter.typeset(drawn, sheet.faces.folder)

    return ready


def typst_from_nothing(sheet: Sheet) -> Contender:
    """The same in a compiler of its own, as `typst compile` does: it reads the two faces first."""
    alone = typst_alone(sheet)

    def ready(mark: str) -> Work:
        work = alone(mark)
        _unload()
        return work

    return ready


def weasyprint(sheet: Sheet) -> Contender:
    """HTML inputs made PDF fields, in the PDF/UA-1 variant. Nothing in it calculates.

    Raises MissingTool when WeasyPrint or the libraries it draws with are absent.
    """
    engine = _weasyprint()
    ready_fonts = engine.text.fonts.FontConfiguration()
    style = engine.CSS(string=sheet.fonts(), font_config=ready_fonts)

    def ready(mark: str) -> Work:
        text = html.sheet(sheet.drawn(mark), sheet.form, fonts="")

        def work() -> bytes:
            written = engine.HTML(string=text).write_pdf(
                stylesheets=[style], font_config=ready_fonts, pdf_forms=True, pdf_variant="pdf/ua-1"
            )
            return bytes(written)

        return work

    return ready


def weasyprint_from_nothing(sheet: Sheet) -> Contender:
    """The same as anybody calls it: the run makes its own font configuration.

    Raises MissingTool as `weasyprint`.
    """
    engine = _weasyprint()

    def ready(mark: str) -> Work:
        text = html.sheet(sheet.drawn(mark), sheet.form, sheet.fonts())
        return lambda: bytes(engine.HTML(string=text).write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1"))

    return ready


def chromium_printing(sheet: Sheet, tab: Page, folder: Path) -> Contender:
    """A browser's print of the same HTML, which stands loaded and laid out. It has no fields.

    Pages are written to `folder`: only a page from the disk may load fonts from there.
    """
    file = folder / "printed.html"
    file.write_text(html.sheet(sheet.drawn(""), sheet.form, sheet.fonts()), encoding="utf-8")
    _load(tab, file)

    def ready(mark: str) -> Work:
        footer = sheet.drawn(mark)["footer"]
        tab.locator(f"#{html.FOOTER}").evaluate("(element, text) => {element.textContent = text}", footer)
        return lambda: _print(tab)

    return ready


def chromium_loading(sheet: Sheet, tab: Page, folder: Path) -> Contender:
    """The same from the file to the PDF, in a browser that runs: one-shot work, as everybody else does."""
    file = folder / "loaded.html"

    def ready(mark: str) -> Work:
        file.write_text(html.sheet(sheet.drawn(mark), sheet.form, sheet.fonts()), encoding="utf-8")

        def work() -> bytes:
            _load(tab, file)
            return _print(tab)

        return work

    return ready


def _unload() -> None:
    """Let go of Typst's compiler, which keeps the faces parsed from one form to the next."""
    typesetter._compiler.cache_clear()


def _load(tab: Page, file: Path) -> None:
    tab.goto(file.resolve().as_uri())
    tab.evaluate("document.fonts.ready.then(() => null)")


def _print(tab: Page) -> bytes:
    return tab.pdf(tagged=True, print_background=True, prefer_css_page_size=True)


def _weasyprint() -> Any:
    """The module. It says at length on standard output what it lacks; one line is enough."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module("weasyprint")
    except ModuleNotFoundError as absent:
        raise MissingTool("沒有安裝 WeasyPrint，量測要和它比較。", PACKAGES) from absent
    except OSError as absent:
        raise MissingTool("WeasyPrint 找不到 Pango 程式庫，量測要和它比較。", PANGO) from absent
