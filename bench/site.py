"""How long the whole site takes, step by step, beside the site builder alone on the same pages.

All in turn, so that whatever else the machine does disturbs all alike; the work of all cores is told
beside the clock. Then what each kind of page weighs and how it comes up: see `visit`.
Run: python -m bench.site
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from formpress import pipeline, write
from formpress.problems import Report
from tests.viewers.chromium import launch

from . import visit
from .building import REST, START, STEPS, Built, Taken, now
from .report import aligned, exit_code, met, under_load

ROOT = Path(__file__).parent.parent
CACHE, SITE = ".cache", "site"
RUNS = 5

NOTHING, FRESH, AGAIN = "from nothing", "fresh process", "once more"
"""A fresh process that converts the fonts too, one with the fonts converted on disk, and its second
build: there, fonts are loaded, templates compiled, and Typst remembers what it has set.
"""

WAYS = (NOTHING, FRESH, AGAIN)
AT_MOST = 1.3
"""How many times as long as the builder alone a build may take once more, as was promised."""

WHOLE, WRITING_ALL, BARE = "the whole build", "of it, writing", "mkdocs alone"

SOURCES = ("forms", "content")
OURS = ("overrides", "mkdocs.yml")
"""What belongs to every project: the theme and the builder's settings."""

THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Measured:
    """Every run of each way, and of the builder alone on the pages that formpress had staged for it."""

    ways: dict[str, list[Built]]
    bare: list[Taken]


def project(source: Path, folder: Path, *, prepared: bool) -> Path:
    """A copy in `folder` of what a site is built from, with our converted fonts or without any."""
    folder.mkdir()
    for name in SOURCES:
        shutil.copytree(source / name, folder / name)
    for name in OURS:
        (folder / name).symlink_to(ROOT / name)
    if prepared:
        (folder / CACHE).symlink_to(ROOT / CACHE)
    return folder


def apart(root: Path, out: Path) -> tuple[Built, Built]:
    """The first and the second build of a process of its own."""
    command = [sys.executable, "-m", "bench.building", str(root), str(out), repr(time.time())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    first, second = (_built(one) for one in json.loads(done.stdout))
    return first, second


def _built(told: dict[str, dict[str, float]]) -> Built:
    steps = {name: Taken(**taken) for name, taken in told["steps"].items()}  # type: ignore[arg-type]
    return Built(Taken(**told["whole"]), steps)


def bare(root: Path, folder: Path) -> Callable[[], Taken]:
    """The builder alone: the very command that a build runs, on the pages that it would run it on."""
    report = Report()
    site, places = pipeline.read(root, report)
    staged = list(pipeline.render(site, places, root / CACHE, report))
    report.stop_if_any()
    work = folder / "staged"
    write._stage(staged, work / "docs")
    settings = write._settings(staged, root, work)

    def run() -> Taken:
        shutil.rmtree(work / "built", ignore_errors=True)
        before = now()
        write._build(settings, work, lambda page, words: None)
        clock, worked = (after - was for was, after in zip(before, now(), strict=True))
        return Taken(clock, worked)

    return run


def measure(source: Path, folder: Path, runs: int, *, unprepared: int = 1) -> Measured:
    """`runs` times in turn; from nothing only `unprepared` times, since no office waits for that twice."""
    prepared = project(source, folder / "prepared", prepared=True)
    alone, out = bare(prepared, folder), folder / SITE
    ways: dict[str, list[Built]] = {way: [] for way in WAYS}
    taken: list[Taken] = []
    for run in range(unprepared):
        root = project(source, folder / f"nothing-{run}", prepared=False)
        ways[NOTHING].append(apart(root, out)[0])
    for _ in range(runs):
        first, second = apart(prepared, out)
        ways[FRESH].append(first)
        ways[AGAIN].append(second)
        taken.append(alone())
    return Measured(ways, taken)


def table(found: Measured) -> str:
    """One line a step, one for the whole, one for the builder alone: medians by the clock and of work."""
    ways = {way: builds for way, builds in found.ways.items() if builds}
    builds = list(ways.values())
    rows = [["median ms", *(f"{way}, {unit}" for way in ways for unit in ("clock", "work"))]]
    for step in (START, *dict.fromkeys(STEPS.values()), REST):
        rows.append([step, *_medians([[one.steps[step] for one in runs] for runs in builds])])
    rows.append([WHOLE, *_medians([[one.whole for one in runs] for runs in builds])])
    rows.append([WRITING_ALL, *_medians([[one.writing() for one in runs] for runs in builds])])
    rows.append([BARE, *_medians([found.bare for _ in builds])])
    return aligned(rows)


def _medians(columns: Sequence[Sequence[Taken]]) -> list[str]:
    return [
        f"{median(times) * THOUSAND:,.0f}"
        for runs in columns
        for times in ([one.clock for one in runs], [one.work for one in runs])
    ]


def verdicts(found: Measured) -> list[str]:
    """Whether the promise holds by the clock and by the work, in medians and in the best runs.

    What `write` alone takes is said beside it, and is no target: with the pages already there, it is
    what a builder of sites has to do.
    """
    whole = _ratios([one.whole for one in found.ways[AGAIN]], found.bare)
    writing = _ratios([one.writing() for one in found.ways[AGAIN]], found.bare)
    fresh = _ratios([one.whole for one in found.ways[FRESH]], found.bare)
    return [
        f"{met(max(whole) <= AT_MOST)} {_said(whole)}  {WHOLE}, {AGAIN} / {BARE} <= {AT_MOST}",
        f"        {_said(fresh)}  {WHOLE}, {FRESH} / {BARE}",
        f"        {_said(writing)}  {WRITING_ALL}, {AGAIN} / {BARE}",
    ]


def _ratios(ours: Sequence[Taken], bare_runs: Sequence[Taken]) -> list[float]:
    """By median and by the best run, first of the clock, then of the work."""
    pairs = [
        ([one.clock for one in ours], [one.clock for one in bare_runs]),
        ([one.work for one in ours], [one.work for one in bare_runs]),
    ]
    return [figure(mine) / figure(theirs) for mine, theirs in pairs for figure in (median, min)]


def _said(ratios: Sequence[float]) -> str:
    by_clock, best_clock, by_work, best_work = ratios
    return f"{by_clock:.2f} by median, {best_clock:.2f} by min (of work {by_work:.2f} and {best_work:.2f})"


def report(folder: Path) -> str:
    """Measure and write everything down."""
    found, busy = under_load(lambda: measure(ROOT, folder, RUNS))
    return "\n".join(
        [
            f"The whole site, {RUNS} runs each in turn ({NOTHING}: {len(found.ways[NOTHING])}); {busy}",
            "",
            table(found),
            "",
            *verdicts(found),
        ]
    )


def main() -> None:
    """Print both reports. Raises MissingTool and Absent."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = launch(playwright)  # before minutes are spent, say whether it is here
        print(report(folder))
        print(f"\n{visit.report(browser, folder / SITE)}")


if __name__ == "__main__":
    sys.exit(exit_code(main))
