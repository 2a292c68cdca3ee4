"""One budget sheet made twenty times: by formpress, by Typst alone, by WeasyPrint and by Chromium.

All in one run and in turn, so that whatever else the machine does disturbs all alike. Every run is
one-shot work: its page differs from all others, and Typst's memory of earlier ones is emptied.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

import pikepdf
import typst
from page import validate_pdf_bytes
from pikepdf import AnnotationFlag
from playwright.sync_api import sync_playwright

from formpress.problems import MissingTool
from formpress.targets import pdf
from formpress.targets.pdf.fieldfont import field_font
from formpress.targets.pdf.fonts import prepare
from tests.ensure_browser import Absent
from tests.viewers.chromium import launch

from .contenders import (
    Contender,
    Sheet,
    chromium_loading,
    chromium_printing,
    first_sheet,
    font_names,
    formpress,
    typst_alone,
    weasyprint,
)

ROOT = Path(__file__).parent.parent
RUNS = 20

OURS, BARE, WEASYPRINT = "formpress", "Typst alone", "WeasyPrint"
PRINTING, LOADING = "Chromium prints", "Chromium loads, prints"
"""The browser runs already. Once its page is loaded too; once it begins with the file, as others do."""

AT_LEAST = {WEASYPRINT: 40, PRINTING: 10, LOADING: 10}
"""How many times as long as formpress a rival takes, if formpress is as fast as was promised."""

AT_MOST = {BARE: 2}
"""How many times as long formpress may take as this one."""

COLUMNS = ("median ms", "min ms", "bytes", "fields", "calculations", "PDF/UA-1 failures", "ratio")

PARTS = {"page": "layout", "typeset": "Typst", "scripts_of": "scripts", "make_form": "fields"}
"""The steps of `form_pdf`, as `formpress.targets.pdf` calls them, with what the report calls them."""

MEMORY = 11
"""Typst forgets what the last ten compilations did not use."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF holds. Fields that nobody sees are not counted; calculations are C actions."""

    bytes: int
    fields: int
    calculations: int
    failures: int
    """Machine rules of PDF/UA-1 that do not hold."""


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of every run; `first` is the warm-up, with whatever is loaded then."""

    first: float
    times: tuple[float, ...]
    pdf: bytes

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def least(self) -> float:
        return min(self.times)


def measure(contenders: Mapping[str, Contender], runs: int) -> dict[str, Result]:
    """Every contender once to warm up, then `runs` times in turn."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    made: dict[str, bytes] = {}
    for run in range(runs + 1):
        for name, ready in contenders.items():
            work = ready(f"{run} {name}")
            _forget()
            start = perf_counter()
            made[name] = work()
            times[name].append(perf_counter() - start)
    return {name: Result(first, tuple(rest), made[name]) for name, (first, *rest) in times.items()}


def facts(content: bytes) -> Facts:
    """Count what is in a finished PDF."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        form = opened.Root.get("/AcroForm", pikepdf.Dictionary())
        fields = list(form.get("/Fields", pikepdf.Array()))
        shown = (field for field in fields if not int(field.get("/F", 0)) & AnnotationFlag.hidden)
        # One name is one field: WeasyPrint lists the buttons of a radio group beside the group.
        names = {str(field.T) for field in shown}
        calculations = sum("/C" in field.get("/AA", pikepdf.Dictionary()) for field in fields)
    failures = validate_pdf_bytes(content, profile="ua1").rules.failed
    return Facts(len(content), len(names), calculations, failures)


@contextmanager
def stopwatch() -> Iterator[dict[str, list[float]]]:
    """Times the steps of `form_pdf` where it calls them: a second copy of it here would drift."""
    times: dict[str, list[float]] = {label: [] for label in PARTS.values()}

    def timed(step: Callable[..., object], spent: list[float]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            start = perf_counter()
            made = step(*arguments)
            spent.append(perf_counter() - start)
            return made

        return run

    with ExitStack() as stack:
        for name, label in PARTS.items():
            stack.enter_context(patch.object(pdf, name, timed(getattr(pdf, name), times[label])))
        yield times


def table(results: Mapping[str, Result]) -> str:
    """One line a contender; a ratio is its median in medians of formpress."""
    rows = [["", *COLUMNS]]
    for name, result in results.items():
        found = facts(result.pdf)
        times = f"{result.median * 1000:.1f}", f"{result.least * 1000:.1f}"
        counts = (f"{count:,}" for count in (found.bytes, found.fields, found.calculations, found.failures))
        rows.append([name, *times, *counts, f"{result.median / results[OURS].median:.1f}x"])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )


def verdicts(results: Mapping[str, Result]) -> list[str]:
    """Each target, and whether it is met: by the medians as well as by the best runs."""
    lines = []
    for name, target in (AT_LEAST | AT_MOST).items():
        slow, fast = (name, OURS) if name in AT_LEAST else (OURS, name)
        ratios = (
            results[slow].median / results[fast].median,
            results[slow].least / results[fast].least,
        )
        met = all(ratio >= target if name in AT_LEAST else ratio <= target for ratio in ratios)
        sign = ">=" if name in AT_LEAST else "<="
        lines.append(
            f"{'met    ' if met else 'NOT MET'}  {slow} / {fast} {sign} {target}: "
            f"{ratios[0]:.1f} by median, {ratios[1]:.1f} by min"
        )
    return lines


def report(sheet: Sheet, contenders: Mapping[str, Contender], runs: int) -> str:
    """Measure and write everything down."""
    fonts = _fonts(sheet, runs)
    before = os.getloadavg()[0]
    with stopwatch() as parts:
        results = measure(contenders, runs)
    after = os.getloadavg()[0]
    spent = ", ".join(f"{label} {_ms(times[1:])}" for label, times in parts.items())
    first = ", ".join(f"{label} {_ms(times[:1])}" for label, times in parts.items())
    return "\n".join(
        [
            f"{sheet.edition.folder}/{sheet.form.id}, {runs} runs each in turn after one to warm up; "
            f"{os.cpu_count()} cores, load {before:.1f} before and {after:.1f} after",
            "",
            table(results),
            "",
            f"formpress by step, median ms: {spent}",
            f"the first sheet of a process: {results[OURS].first * 1000:.1f} ms ({first})",
            f"fonts from the disk cache, once a process: {fonts}",
            "",
            *verdicts(results),
        ]
    )


def main() -> int:
    """Exit code 0 whatever was measured, 2 when something is missing on the machine."""
    try:
        with ExitStack() as stack:
            sheet = first_sheet(ROOT)
            rival = weasyprint(sheet)
            browser = stack.enter_context(launch(stack.enter_context(sync_playwright())))
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            contenders = {
                OURS: formpress(sheet),
                BARE: typst_alone(sheet),
                WEASYPRINT: rival,
                PRINTING: chromium_printing(sheet, browser.new_page(), folder),
                LOADING: chromium_loading(sheet, browser.new_page(), folder),
            }
            print(report(sheet, contenders, RUNS))
    except MissingTool as missing:
        print(f"{missing.what}請執行：{missing.command}", file=sys.stderr)
        return 2
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 2
    return 0


def _forget() -> None:
    """Empty Typst's memory, and let nobody pay for the litter of the one before."""
    for _ in range(MEMORY):
        typst.compile(b"", ignore_system_fonts=True)
    gc.collect()


def _fonts(sheet: Sheet, runs: int) -> str:
    """What it takes to find the converted faces and the font of fields again."""
    text, head = font_names(sheet.site)
    cache = ROOT / ".cache"
    steps: dict[str, Callable[[], object]] = {
        "faces": lambda: prepare(text, head, cache),
        "font of fields": lambda: field_font(head, cache),
    }
    return ", ".join(f"{label} {_ms([_time(step) for _ in range(runs)])} ms" for label, step in steps.items())


def _time(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


def _ms(times: Sequence[float]) -> str:
    return f"{median(times) * 1000:.1f}"


if __name__ == "__main__":
    sys.exit(main())
