"""The bench compares like with like: one sheet, made anew in every run, by all contenders."""

from __future__ import annotations

import importlib
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from bench import forms
from bench.contenders import (
    PANGO,
    Sheet,
    chromium_loading,
    chromium_printing,
    first_sheet,
    formpress,
    typst_alone,
    weasyprint,
)
from bench.forms import BARE, LOADING, OURS, PRINTING, WEASYPRINT, Result, facts, measure, table, verdicts
from formpress.targets.pdf.scripts import scripts_of
from tests.editions import ROOT

NAMES = [OURS, BARE, WEASYPRINT, PRINTING, LOADING]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of everybody."""

    sheet: Sheet
    results: dict[str, Result]
    parts: dict[str, list[float]]


@pytest.fixture(scope="module")
def measured(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    sheet = first_sheet(ROOT)
    folder = tmp_path_factory.mktemp("bench")
    tabs = chromium.new_page(), chromium.new_page()
    contenders = {
        OURS: formpress(sheet),
        BARE: typst_alone(sheet),
        WEASYPRINT: weasyprint(sheet),
        PRINTING: chromium_printing(sheet, tabs[0], folder),
        LOADING: chromium_loading(sheet, tabs[1], folder),
    }
    with forms.stopwatch() as parts:
        results = measure(contenders, 1)
    yield Measured(sheet, results, parts)
    for tab in tabs:
        tab.close()


def text_of(pdf: bytes) -> str:
    """All that is printed."""
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def bare(text: str) -> str:
    """Without blanks. The rivals write some characters as the radicals that look like them."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("\u2ed1", "長")


def labels(sheet: Sheet) -> list[str]:
    """What the sheet prints, apart from its footer."""
    drawn = sheet.drawn("")
    return [drawn["title"], drawn["remark"], *strings(drawn["blocks"])]


def strings(value: object) -> list[str]:
    """The printed texts of blocks: labels, texts, titles, notes, roles."""
    if isinstance(value, list):
        return [text for item in value for text in ([item] if isinstance(item, str) else strings(item))]
    if isinstance(value, dict):
        own = [value[key] for key in ("label", "text", "title") if value.get(key)]
        return own + [text for item in value.values() if isinstance(item, list) for text in strings(item)]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_every_contender_prints_the_same_labels(measured: Measured, name: str) -> None:
    """Title, rows, remarks, notes and roles of the sheet, on one page."""
    pdf = measured.results[name].pdf
    printed = text_of(pdf)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    for label in labels(measured.sheet):
        assert bare(label) in printed, label


@pytest.mark.parametrize("name", NAMES)
def test_no_run_repeats_another(measured: Measured, name: str) -> None:
    """The footer bears the mark of the run, so that no memory of an earlier one is an answer."""
    assert bare(f"1 {name}") in text_of(measured.results[name].pdf)


def test_formpress_makes_fields_that_calculate(measured: Measured) -> None:
    """Every field of the form, every calculation, and PDF/UA-1 without a failure."""
    form = measured.sheet.form
    found = facts(measured.results[OURS].pdf)

    assert (found.fields, found.failures) == (len(form.fields), 0)
    assert found.calculations == len(scripts_of(form).order) > 0


def test_weasyprint_makes_as_many_fields_that_do_not(measured: Measured) -> None:
    """The rival's sheet has the same boxes; nothing in it can add up."""
    found = facts(measured.results[WEASYPRINT].pdf)

    assert (found.fields, found.calculations) == (len(measured.sheet.form.fields), 0)


@pytest.mark.parametrize("name", [BARE, PRINTING, LOADING])
def test_a_page_alone_has_no_fields(measured: Measured, name: str) -> None:
    """Neither Typst nor a browser's print can be filled in."""
    found = facts(measured.results[name].pdf)

    assert (found.fields, found.calculations) == (0, 0)


def test_the_report_has_a_line_for_everybody(measured: Measured) -> None:
    """A row for each contender, a verdict for each target, a time for each step of each run."""
    rows = table(measured.results).splitlines()

    assert [row.split("  ")[0] for row in rows[1:]] == NAMES
    assert all(line.startswith(("met", "NOT MET")) for line in verdicts(measured.results))
    assert len(verdicts(measured.results)) == len(NAMES) - 1
    assert {len(times) for times in measured.parts.values()} == {2}


@pytest.mark.parametrize(
    ("missing", "command"),
    [(ModuleNotFoundError("weasyprint"), "requirements-dev.txt"), (OSError("libpango-1.0-0"), PANGO)],
)
def test_what_is_missing_is_named_with_its_command(
    missing: Exception, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without WeasyPrint or without Pango nothing is measured: exit code 2 and what to install."""

    def refuse(name: str) -> None:
        sys.stdout.write("a page of advice")
        raise missing

    monkeypatch.setattr(importlib, "import_module", refuse)

    assert forms.main() == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "WeasyPrint" in said.err
    assert command in said.err
