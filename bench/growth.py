"""How long the forms of an edition take, and how time and memory grow with their number.

Every line of both tables is a process of its own: nothing is warm in it that it has not warmed
itself, and its peak of memory is its own. Run: python -m bench.growth
"""

from __future__ import annotations

import gc
import io
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import pikepdf

from formpress.model import Artifact, Site
from formpress.pipeline import read
from formpress.problems import Report
from formpress.targets import pdf

from . import many
from .report import aligned

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"
STEPS = (50, 100, 200)
"""Forms of the edition that nobody wrote."""

MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Made:
    """The PDFs of one edition: worked examples are files, but no forms. Seconds and bytes.

    `reading`, `cold` and `warm` are by the clock; `cpu_reading` and `cpu_cold` are what all cores
    worked meanwhile, which what else the machine does disturbs less.
    `cold` is the first time in a process, with the fonts converted on disk; `warm` the second.
    `before` is the peak of memory when all is read and nothing drawn, `peak` that of the whole.
    """

    forms: int
    files: int
    pages: int
    fields: int
    size: int
    reading: float
    cold: float
    warm: float
    cpu_reading: float
    cpu_cold: float
    before: int
    peak: int


def measure(root: Path, folder: str) -> Made:
    """The edition `folder` of a project, read and drawn twice in this process."""
    report = Report()
    start, worked = perf_counter(), process_time()
    site, places = read(root, report)
    reading, cpu_reading = perf_counter() - start, process_time() - worked
    before = _peak()
    editions = tuple(edition for edition in site.editions if edition.folder == folder)
    wanted = replace(site, editions=editions)
    forms = [form for edition in editions for form in edition.forms]
    fields = sum(len(form.fields) for form in forms)
    cold, cpu_cold, files = _drawn(pdf.render(wanted, places, CACHE, report))
    peak = _peak()
    warm, _, _ = _drawn(pdf.render(wanted, places, CACHE, report))
    report.stop_if_any()
    pages, size = sum(count for count, _ in files), sum(size for _, size in files)
    return Made(
        len(forms), len(files), pages, fields, size, reading, cold, warm, cpu_reading, cpu_cold, before, peak
    )


def _drawn(artifacts: Iterator[Artifact]) -> tuple[float, float, list[tuple[int, int]]]:
    """Seconds by the clock and of work until all is drawn; the pages and bytes of each file."""
    clock = worked = 0.0
    files: list[tuple[int, int]] = []
    gc.collect()
    while True:
        start, before = perf_counter(), process_time()
        artifact = next(artifacts, None)
        clock, worked = clock + perf_counter() - start, worked + process_time() - before
        if artifact is None:
            return clock, worked, files
        files.append((_pages(artifact.content), len(artifact.content)))


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as opened:
        return len(opened.pages)


def _peak() -> int:
    """The most memory that this process has taken, in bytes; Linux counts it in kibibytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def apart(root: Path, folder: str) -> Made:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "bench.growth", str(root), folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Made(**json.loads(done.stdout))


def editions(site: Site, root: Path) -> Iterator[tuple[str, Made]]:
    """Every edition under `root`."""
    for edition in site.editions:
        yield edition.folder, apart(root, edition.folder)


def steps(counts: Sequence[int]) -> Iterator[Made]:
    """The edition that nobody wrote, with so many forms at a time."""
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            yield apart(Path(folder), many.write(Path(folder), count))


def first_table(rows: Sequence[tuple[str, Made]]) -> str:
    """One line an edition, and one for all of them together."""
    head = (
        "", "forms", "files", "pages", "fields", "kB", "reading ms",
        "cold ms", "warm ms", "pages/s cold", "warm", "fields/s cold", "warm",
    )  # fmt: skip
    return aligned([head, *(_row(name, made) for name, made in rows)])


def _row(name: str, made: Made) -> tuple[str, ...]:
    speeds = (count / time for count in (made.pages, made.fields) for time in (made.cold, made.warm))
    times = (made.reading, made.cold, made.warm)
    counts = made.forms, made.files, made.pages, made.fields, round(made.size / 1000)
    return (
        name, *(f"{count:,}" for count in counts),
        *(f"{time * 1000:.0f}" for time in times), *(f"{speed:,.0f}" for speed in speeds),
    )  # fmt: skip


def second_table(rows: Sequence[Made]) -> str:
    """One line a step; ratios are to the first step: 1.0 where a form costs as much as it did there."""
    first = rows[0]
    head = (
        "forms", "fields", "reading CPU ms a form", "ratio", "drawing CPU ms a form", "ratio",
        "peak MB", "ratio", "of it drawing",
    )  # fmt: skip
    lines = []
    for made in rows:
        reading, drawing = made.cpu_reading / made.forms, made.cpu_cold / made.forms
        lines.append((
            f"{made.forms:,}", f"{made.fields:,}",
            f"{reading * 1000:.1f}", f"{reading / (first.cpu_reading / first.forms):.2f}x",
            f"{drawing * 1000:.1f}", f"{drawing / (first.cpu_cold / first.forms):.2f}x",
            f"{made.peak / MEGABYTE:.0f}", f"{made.peak / first.peak:.2f}x",
            f"{(made.peak - made.before) / MEGABYTE:.0f}",
        ))  # fmt: skip
    return aligned([head, *lines])


def report() -> str:
    """Both tables."""
    site, _ = read(ROOT, Report())
    return "\n".join(
        [
            "All forms of all editions, each edition in a fresh process, worked examples among the files:",
            "",
            first_table(list(editions(site, ROOT))),
            "",
            "One edition of forms alike, each line in a fresh process; a file is let go when it is made:",
            "",
            second_table(list(steps(STEPS))),
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Without arguments both tables; with a project and an edition what `measure` finds, as JSON."""
    if arguments:
        root, folder = arguments
        print(json.dumps(asdict(measure(Path(root), folder))))
    else:
        print(report())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
