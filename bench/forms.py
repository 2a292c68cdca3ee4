"""One budget sheet made twenty times: by formpress, by Typst alone, by WeasyPrint and by Chromium.

All in one run and in turn, so that whatever else the machine does disturbs all alike. Every run is
one-shot work: its page differs from all others, and Typst's memory of earlier ones is emptied.
"""

from __future__ import annotations

import gc
import io
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
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from formpress.targets import pdf
from tests.viewers.chromium import launch

from . import contenders
from .contenders import (
    Contender,
    Sheet,
    chromium_loading,
    chromium_printing,
    first_sheet,
    formpress,
    formpress_from_nothing,
    typst_alone,
    typst_from_nothing,
    weasyprint,
    weasyprint_from_nothing,
)
from .report import aligned, exit_code, met, under_load

ROOT = Path(__file__).parent.parent
RUNS = 20

OURS, BARE, WEASYPRINT = "formpress", "Typst alone", "WeasyPrint"
CHROMIUM = "Chromium"
NAMES = (OURS, BARE, WEASYPRINT, CHROMIUM)

PREPARED, ONE_SHOT = "prepared", "from nothing"
"""With fonts (in Chromium: the whole page) made ready before, and with all of that in the run.

Targets are for one-shot work on both sides; the other way is shown beside it.
"""

WAYS = (PREPARED, ONE_SHOT)
Entry = tuple[str, str]
"""A contender and its way."""

AT_LEAST = {WEASYPRINT: 40, CHROMIUM: 10}
"""How many times as long as formpress a rival takes, if formpress is as fast as was promised."""

AT_MOST = {BARE: 2}
"""How many times as long formpress may take as this one."""

COLUMNS = (
    *(f"{way} {figure}" for way in WAYS for figure in ("median ms", "min ms", "ratio")),
    "bytes", "fields", "calculations", "PDF/UA-1 failures",
)  # fmt: skip

PARTS = {
    (contenders, "prepare"): "faces",
    (contenders, "field_font"): "font of fields",
    (pdf, "page"): "layout",
    (pdf, "typeset"): "Typst",
    (pdf, "scripts_of"): "scripts",
    (pdf, "make_form"): "fields",
}
"""The steps to a form, where they are called, with what the report calls them."""

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
    """Seconds of every run; `first` is the warm-up, with whatever is loaded then.

    `steps` are the seconds of each step of every run, without the first; rivals have none.
    """

    first: float
    times: tuple[float, ...]
    steps: Mapping[str, Sequence[float]]
    pdf: bytes

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def least(self) -> float:
        return min(self.times)


def line_up(sheet: Sheet, browser: Browser | BrowserContext, folder: Path) -> dict[Entry, Contender]:
    """Everybody, both ways. Raises MissingTool when WeasyPrint is absent."""
    return {
        (OURS, PREPARED): formpress(sheet),
        (OURS, ONE_SHOT): formpress_from_nothing(sheet),
        (BARE, PREPARED): typst_alone(sheet),
        (BARE, ONE_SHOT): typst_from_nothing(sheet),
        (WEASYPRINT, PREPARED): weasyprint(sheet),
        (WEASYPRINT, ONE_SHOT): weasyprint_from_nothing(sheet),
        (CHROMIUM, PREPARED): chromium_printing(sheet, browser.new_page(), folder),
        (CHROMIUM, ONE_SHOT): chromium_loading(sheet, browser.new_page(), folder),
    }


def measure(entries: Mapping[Entry, Contender], runs: int) -> dict[Entry, Result]:
    """Every contender once to warm up, then `runs` times in turn."""
    times: dict[Entry, list[float]] = {entry: [] for entry in entries}
    steps: dict[Entry, dict[str, list[float]]] = {entry: {} for entry in entries}
    made: dict[Entry, bytes] = {}
    for run in range(runs + 1):
        for entry, ready in entries.items():
            work = ready(f"{run} {' '.join(entry)}")
            _forget()
            with stopwatch() as spent:
                start = perf_counter()
                made[entry] = work()
                times[entry].append(perf_counter() - start)
            for label, taken in spent.items() if run else ():
                steps[entry].setdefault(label, []).append(taken)
    return {
        entry: Result(first, tuple(rest), steps[entry], made[entry])
        for entry, (first, *rest) in times.items()
    }


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
def stopwatch() -> Iterator[dict[str, float]]:
    """Times the steps where `form_pdf` calls them: a second copy of it here would drift."""
    times: dict[str, float] = {}

    def timed(step: Callable[..., object], label: str) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            start = perf_counter()
            made = step(*arguments)
            times[label] = perf_counter() - start
            return made

        return run

    with ExitStack() as stack:
        for (caller, name), label in PARTS.items():
            stack.enter_context(patch.object(caller, name, timed(getattr(caller, name), label)))
        yield times


def table(results: Mapping[Entry, Result]) -> str:
    """One line a contender; a ratio is its median in medians of formpress, made the same way."""
    rows = [["", *COLUMNS]]
    for name in NAMES:
        found = facts(results[name, ONE_SHOT].pdf)
        row = [name]
        for way in WAYS:
            result, ours = results[name, way], results[OURS, way]
            ratio = f"{result.median / ours.median:.1f}x"
            row += [f"{result.median * 1000:.1f}", f"{result.least * 1000:.1f}", ratio]
        counts = found.bytes, found.fields, found.calculations, found.failures
        rows.append([*row, *(f"{count:,}" for count in counts)])
    return aligned(rows)


def verdicts(results: Mapping[Entry, Result]) -> list[str]:
    """Each target, and whether one-shot work meets it: by the medians as well as by the best runs.

    How the same ratio stands with everything prepared is said beside it, and is no target.
    """
    return [_verdict(results, name, target) for name, target in (AT_LEAST | AT_MOST).items()]


def _verdict(results: Mapping[Entry, Result], name: str, target: int) -> str:
    slow, fast = (name, OURS) if name in AT_LEAST else (OURS, name)

    def ratios(way: str) -> tuple[float, float]:
        slower, faster = results[slow, way], results[fast, way]
        return slower.median / faster.median, slower.least / faster.least

    def kept(way: str) -> bool:
        return all(ratio >= target if name in AT_LEAST else ratio <= target for ratio in ratios(way))

    said = (
        f"{met(kept(way))} {way}: {ratios(way)[0]:.1f} by median, {ratios(way)[1]:.1f} by min" for way in WAYS
    )
    prepared, one_shot = said
    sign = ">=" if name in AT_LEAST else "<="
    return f"{one_shot}  ({prepared})  {slow} / {fast} {sign} {target}"


def report(sheet: Sheet, entries: Mapping[Entry, Contender], runs: int) -> str:
    """Measure and write everything down."""
    results, busy = under_load(lambda: measure(entries, runs))
    return "\n".join(
        [
            f"{sheet.edition.folder}/{sheet.form.id}, {runs} runs each in turn after one to warm up; {busy}",
            "",
            table(results),
            "",
            *(f"formpress {way}, by step, median ms: {_steps(results[OURS, way])}" for way in WAYS),
            f"the first sheet of a process: {results[OURS, PREPARED].first * 1000:.1f} ms",
            "",
            *verdicts(results),
        ]
    )


def main() -> None:
    """Print the report. Raises MissingTool and Absent."""
    with ExitStack() as stack:
        sheet = first_sheet(ROOT)
        weasyprint(sheet)  # before a browser is started, say whether it is here
        browser = stack.enter_context(launch(stack.enter_context(sync_playwright())))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        print(report(sheet, line_up(sheet, browser, folder), RUNS))


def _forget() -> None:
    """Empty Typst's memory, and let nobody pay for the litter of the one before."""
    for _ in range(MEMORY):
        typst.compile(b"", ignore_system_fonts=True)
    gc.collect()


def _steps(result: Result) -> str:
    return ", ".join(f"{label} {median(times) * 1000:.1f}" for label, times in result.steps.items())


if __name__ == "__main__":
    sys.exit(exit_code(main))
