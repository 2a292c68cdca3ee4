"""The bench of the site tells where every second goes, what pages weigh, and sees when something moves."""

from __future__ import annotations

import gzip
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench import site, visit
from bench.building import MKDOCS, REST, START, STEPS, Built, Stopwatch, Taken
from bench.site import AGAIN, BARE, FRESH, NOTHING, WHOLE, WRITING_ALL, Measured
from bench.visit import ANNOUNCEMENT, DESK, PHONE, VISITORS
from tests.editions import MINIMAL
from tests.shipped import kinds

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALL_STEPS = [START, *dict.fromkeys(STEPS.values()), REST]

MOVING = """\
<!doctype html><html lang="zh-TW"><head><meta charset="utf-8"><title>動</title></head><body>
<div id="late" hidden style="height:300px"></div><p>這一段會被推下去。</p>
<script>setTimeout(function () { document.getElementById("late").hidden = false; }, 100);</script>
</body></html>
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The minimal edition once."""
    return site.measure(MINIMAL, tmp_path_factory.mktemp("bench"), 1, unprepared=0)


def built(seconds: float, writing: float) -> Built:
    steps = dict.fromkeys(ALL_STEPS, Taken(0, 0)) | {MKDOCS: Taken(writing, writing)}
    return Built(Taken(seconds, seconds), steps)


@pytest.mark.parametrize("way", [FRESH, AGAIN])
def test_every_second_of_a_build_stands_in_a_step(measured: Measured, way: str) -> None:
    """All steps are there, each of them took time, and together they are the whole."""
    (one,) = measured.ways[way]

    assert list(one.steps) == ALL_STEPS
    assert all(taken.clock > 0 for step, taken in one.steps.items() if step != START or way == FRESH)
    assert one.whole.clock == pytest.approx(sum(taken.clock for taken in one.steps.values()))
    assert one.writing().work < one.whole.work


def test_a_step_inside_another_is_charged_once() -> None:
    """What an inner step takes is not the outer one's; one that yields is charged while it works."""
    watch = Stopwatch()
    inner = watch.timed(lambda: sum(range(2_000_000)), MKDOCS)
    outer = watch.timed(lambda: (inner() for _ in repeat(None, 2)), "stage")
    for _ in outer():
        sum(range(2_000_000))
    watch.turn()

    assert watch.taken["stage"][0] < watch.taken[MKDOCS][0] / 4
    assert watch.taken[REST][0] > watch.taken[MKDOCS][0] / 4


def test_the_builder_alone_makes_the_same_pages(tmp_path: Path) -> None:
    """As many as a build that formpress finishes, from what formpress had staged."""
    root = site.project(MINIMAL, tmp_path / "project", prepared=True)
    alone = site.bare(root, tmp_path)
    taken = alone()
    site.apart(root, tmp_path / "site")

    pages = [
        {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
        for folder in (tmp_path / "staged" / "built", tmp_path / "site")
    ]
    assert pages[0] == pages[1] != set()
    assert taken.work > 0


def test_the_table_has_a_line_for_every_step_and_both_wholes(measured: Measured) -> None:
    """A way that was not run has no column."""
    head, *rows = site.table(measured).splitlines()

    assert [row.split("  ")[0] for row in rows] == [*ALL_STEPS, WHOLE, WRITING_ALL, BARE]
    assert (NOTHING in head, FRESH in head, AGAIN in head) == (False, True, True)


@pytest.mark.parametrize(("seconds", "verdict"), [(1.3, "met"), (1.4, "NOT MET")])
def test_the_promise_is_of_the_whole_build_once_more(seconds: float, verdict: str) -> None:
    """Beside one second of the builder alone; a slow first build breaks no promise."""
    found = Measured({NOTHING: [], FRESH: [built(9, 9)], AGAIN: [built(seconds, 1.1)]}, [Taken(1, 1)])
    first, fresh, writing = site.verdicts(found)

    assert first.startswith(f"{verdict:7} {seconds:.2f} by median")
    assert "9.00 by median" in fresh
    assert "1.10 by median" in writing


def test_a_page_weighs_what_its_server_sends(chromium: Browser, sample: Path) -> None:
    """The page itself, packed, and everything that it loads; the index only when somebody searches."""
    address = visit.largest(sample)[ANNOUNCEMENT]
    with visit.packing(sample) as base:
        seen = visit.visit(chromium, f"{base}/{address}", DESK)
        index = visit.searched(chromium, f"{base}/{address}")

    def packed(path: str) -> int:
        return len(gzip.compress((sample / path).read_bytes(), visit.LEVEL, mtime=0))

    assert seen.weights["document"] == packed(address)
    assert seen.weights["script"] == packed("assets/site.js") + packed("assets/search.js")
    assert index == packed("assets/search-index.js")
    assert seen.paint > 0


def test_what_moves_is_seen(chromium: Browser, tmp_path: Path) -> None:
    """A box that opens late pushes a paragraph down."""
    (tmp_path / "moving.html").write_text(MOVING, encoding="utf-8")
    with visit.packing(tmp_path) as base:
        assert visit.visit(chromium, f"{base}/moving.html", PHONE).shift > 0


def test_nothing_moves_on_any_kind_of_page(chromium: Browser, sample: Path) -> None:
    """Neither on a slow phone nor at a desk; the report has a line for each kind.

    The phone is twice as fast as that of the bench: it still paints before everything has come.
    """
    phone = replace(PHONE, slower=2, latency=40, bytes_a_second=PHONE.bytes_a_second * 4)
    found = visit.measure(chromium, sample, 1, (DESK, phone))

    assert len(found) == len(kinds(sample))
    moved = {
        (name, visitor.name): [one.shift for one in by_visitor[visitor.name]]
        for name, by_visitor in found.items()
        for visitor in VISITORS
        if any(one.shift for one in by_visitor[visitor.name])
    }
    assert moved == {}
    assert len(visit.table(found).splitlines()) == len(found) + 1
    assert [line[:4].strip() for line in visit.verdicts(found)] == ["met", "met"]
