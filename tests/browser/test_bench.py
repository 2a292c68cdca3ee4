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
from bench.contenders import PANGO, Sheet, first_sheet
from bench.forms import (
    BARE,
    CHROMIUM,
    NAMES,
    ONE_SHOT,
    OURS,
    PARTS,
    PREPARED,
    WAYS,
    WEASYPRINT,
    Entry,
    Result,
    facts,
    line_up,
    measure,
    table,
    verdicts,
)
from bench.report import exit_code
from formpress.targets.pdf.scripts import scripts_of
from tests.editions import ROOT

ENTRIES = [(name, way) for name in NAMES for way in WAYS]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of everybody."""

    sheet: Sheet
    results: dict[Entry, Result]


@pytest.fixture(scope="module")
def measured(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    sheet = first_sheet(ROOT)
    with chromium.new_context() as context:
        contenders = line_up(sheet, context, tmp_path_factory.mktemp("bench"))
        yield Measured(sheet, measure(contenders, 1))


def text_of(pdf: bytes) -> str:
    """All that is printed."""
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def bare(text: str) -> str:
    """Without blanks. The rivals write some characters as the radicals that look like them."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("\u2ed1", "長")


def labels(sheet: Sheet) -> list[str]:
    """What the sheet prints, apart from its footer."""
    drawn = sheet.drawn("")
    return [drawn["title"], drawn["remark"], *strings(drawn["sections"])]


def strings(value: object) -> list[str]:
    """The printed texts of blocks: labels, texts, titles, notes, roles."""
    if isinstance(value, list):
        return [text for item in value for text in ([item] if isinstance(item, str) else strings(item))]
    if isinstance(value, dict):
        printed = ("text", "title") if value.get("kind") == "table" else ("label", "text", "title")
        own = [value[key] for key in printed if isinstance(value.get(key), str) and value[key]]
        return own + [text for item in value.values() if isinstance(item, list) for text in strings(item)]
    return []


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_contender_prints_the_same_labels(measured: Measured, entry: Entry) -> None:
    """Title, rows, remarks, notes and roles of the sheet, on one page."""
    pdf = measured.results[entry].pdf
    printed = text_of(pdf)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    for label in labels(measured.sheet):
        assert bare(label) in printed, label


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_run_repeats_another(measured: Measured, entry: Entry) -> None:
    """The footer bears the mark of the run, so that no memory of an earlier one is an answer."""
    assert bare(f"1 {' '.join(entry)}") in text_of(measured.results[entry].pdf)


@pytest.mark.parametrize("way", WAYS)
def test_formpress_makes_fields_that_calculate(measured: Measured, way: str) -> None:
    """Every field of the form, every calculation, and PDF/UA-1 without a failure."""
    form = measured.sheet.form
    found = facts(measured.results[OURS, way].pdf)

    assert (found.fields, found.failures) == (len(form.fields), 0)
    assert found.calculations == len(scripts_of(form).order) > 0


@pytest.mark.parametrize("way", WAYS)
def test_weasyprint_makes_as_many_fields_that_do_not(measured: Measured, way: str) -> None:
    """The rival's sheet has the same boxes; nothing in it can add up."""
    found = facts(measured.results[WEASYPRINT, way].pdf)

    assert (found.fields, found.calculations) == (len(measured.sheet.form.fields), 0)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [BARE, CHROMIUM])
def test_a_page_alone_has_no_fields(measured: Measured, name: str, way: str) -> None:
    """Neither Typst nor a browser's print can be filled in."""
    found = facts(measured.results[name, way].pdf)

    assert (found.fields, found.calculations) == (0, 0)


def test_the_report_has_a_line_for_everybody(measured: Measured) -> None:
    """A row for each contender and a verdict for each target, which is for one-shot work."""
    rows = table(measured.results).splitlines()

    assert [row.split("  ")[0] for row in rows[1:]] == list(NAMES)
    assert all(line.startswith(("met", "NOT MET")) for line in verdicts(measured.results))
    assert len(verdicts(measured.results)) == len(NAMES) - 1


def test_what_is_prepared_in_one_way_is_work_in_the_other(measured: Measured) -> None:
    """Made from nothing, a form's fonts are among its steps; every step of every run is timed."""
    prepared, one_shot = (measured.results[OURS, way].steps for way in (PREPARED, ONE_SHOT))

    assert one_shot.keys() - prepared.keys() == {"faces", "font of fields"}
    assert one_shot.keys() == set(PARTS.values())
    assert {len(times) for steps in (prepared, one_shot) for times in steps.values()} == {1}


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

    assert exit_code(forms.main) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "WeasyPrint" in said.err
    assert command in said.err
