"""One process that builds a site twice and tells what each of its steps took, as JSON.

It imports what a build imports and no more, so that its start is a build's start.
Run: python -m bench.building <project> <site> <time.time() of the caller>
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from formpress import pipeline, search_index, write
from formpress.targets import bundle, pages, pdf
from formpress.targets.pdf import document

START, REST, MKDOCS = "start and import", "all else", "mkdocs"

STEPS: dict[tuple[ModuleType, str], str] = {
    (pipeline, "load"): "source",
    (pipeline, "load_json"): "source",
    (pipeline, "parse"): "parse",
    (pipeline, "resolve"): "resolve",
    (pdf, "render"): "forms as PDF",
    (pipeline, "_data"): "data",
    (document, "render"): "announcements as PDF",
    (bundle, "render"): "archives",
    (pages, "render"): "pages",
    (write, "_stage"): "stage",
    (write, "_build"): MKDOCS,
    (write, "_finish"): "finish",
    (search_index, "render"): "search index",
    (write, "_swap"): "swap",
}
"""The steps to a site, where the build calls them, with what the report calls them."""

WRITING = ("stage", MKDOCS, "finish", "search index", "swap")
"""The steps of `write`: with the pages already there, what a builder of sites has to do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, and of work: what this process and those that it started computed."""

    clock: float
    work: float


@dataclass(frozen=True, slots=True)
class Built:
    """One build. Every second of `whole` stands in one of the steps."""

    whole: Taken
    steps: dict[str, Taken]

    def writing(self) -> Taken:
        """What the steps of `write` took together."""
        parts = [self.steps[name] for name in WRITING]
        return Taken(sum(one.clock for one in parts), sum(one.work for one in parts))


class Stopwatch:
    """Each step's own time: what a step inside it takes is the inner one's."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {name: [0.0, 0.0] for name in (*STEPS.values(), REST)}
        self._running = [REST]
        self._since = now()

    def turn(self) -> None:
        """Charge what has passed to the step that runs."""
        here = now()
        taken = self.taken[self._running[-1]]
        for at, (before, after) in enumerate(zip(self._since, here, strict=True)):
            taken[at] += after - before
        self._since = here

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        self.turn()
        self._running.append(name)
        try:
            yield
        finally:
            self.turn()
            self._running.pop()

    def timed(self, step: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The step, timed; one that yields is timed while it works, not while its caller does."""

        def run(*arguments: Any) -> Any:
            with self.running(name):
                made = step(*arguments)
            return self._drawn(made, name) if isinstance(made, Iterator) else made

        return run

    def _drawn(self, made: Iterator[Any], name: str) -> Iterator[Any]:
        done = object()
        while True:
            with self.running(name):
                item = next(made, done)
            if item is done:
                return
            yield item


def now() -> tuple[float, float]:
    """Seconds by the clock and of work, of this process and of those that have ended under it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def build(root: Path, out: Path, started: Taken = Taken(0, 0)) -> Built:
    """The site of `root` in `out`, timed where `pipeline.build` calls its steps: a second copy of it
    here would drift. `started` is what was spent before.
    """
    gc.collect()
    watch = Stopwatch()
    with ExitStack() as stack:
        for (caller, step), name in STEPS.items():
            stack.enter_context(patch.object(caller, step, watch.timed(getattr(caller, step), name)))
        pipeline.build(root, out)
        watch.turn()
    taken = {START: started} | {name: Taken(*both) for name, both in watch.taken.items()}
    whole = Taken(sum(one.clock for one in taken.values()), sum(one.work for one in taken.values()))
    return Built(whole, taken)


def main(arguments: list[str]) -> int:
    """The first build of this process, and the second."""
    root, out, called = arguments
    started = Taken(time.time() - float(called), time.process_time())
    found = [build(Path(root), Path(out), started), build(Path(root), Path(out))]
    print(json.dumps([asdict(one) for one in found]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
