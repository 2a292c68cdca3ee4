"""What each kind of page weighs, and how it comes up, on a phone and at a desk.

A server on this machine packs as the recipe of docs/hosting.md does (nginx, `gzip on`, its own
level). The phone is as slow as Lighthouse's: 150 ms to the server, 1.6 Mbit/s, a quarter of the speed.
"""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Request, ViewportSize

from tests.shipped import addresses, kind

from .report import aligned, met

LEVEL = 1
"""How hard nginx packs unless it is told otherwise."""

PACKED = {
    "text/html", "text/css", "text/javascript", "application/javascript", "application/json",
    "image/svg+xml", "text/csv", "text/calendar",
}  # fmt: skip
"""What the recipe packs; nginx packs pages always."""

ANNOUNCEMENT = "*/*/index.html"
AT_MOST = 150_000
"""Bytes of all that an announcement loads, packed, before anybody searches."""

MOST_SHIFT = 0.0
VISITS = 3
SETTLED = 250
"""Milliseconds after the last request in which a late shift would still be seen."""

WATCH = """
window.benchShift = 0;
new PerformanceObserver(function (list) {
  list.getEntries().forEach(function (entry) { window.benchShift += entry.value; });
}).observe({type: "layout-shift", buffered: true});
"""
PAINTED = """
() => new Promise(function (resolve) {
  new PerformanceObserver(function (list) {
    list.getEntriesByName("first-contentful-paint").forEach(function (entry) { resolve(entry.startTime); });
  }).observe({type: "paint", buffered: true});
})
"""
"""A slow machine may report its first words after everything has come."""


KB = 1000


@dataclass(frozen=True, slots=True)
class Visitor:
    """A screen, and how slow machine and network are: `slower` divides the speed of this machine.

    What is held in a hand is touched, and shows no scrollbar beside the page.
    """

    name: str
    screen: ViewportSize
    held: bool = False
    slower: int = 1
    latency: int = 0
    bytes_a_second: int = -1


DESK = Visitor("desk", {"width": 1350, "height": 940})
PHONE = Visitor("phone", {"width": 412, "height": 823}, True, 4, 150, 1_600_000 // 8)
VISITORS = (DESK, PHONE)


@dataclass(frozen=True, slots=True)
class Visit:
    """Packed bytes by type, milliseconds to the first words, and how much moved afterwards."""

    weights: dict[str, int]
    paint: float
    shift: float

    @property
    def weight(self) -> int:
        return sum(self.weights.values())


class _Packing(BaseHTTPRequestHandler):
    """Serves the files of one folder."""

    def __init__(self, folder: Path, *arguments: object) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        kind_of_file = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind_of_file}; charset=utf-8")
        if kind_of_file in PACKED:
            content = gzip.compress(content, LEVEL, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # the visitor has left
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: a line per request would bury the table."""


@contextmanager
def packing(site: Path) -> Iterator[str]:
    """The address of a server of `site`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def largest(site: Path) -> dict[str, str]:
    """The address of the largest page of each kind, by kind."""
    found: dict[str, str] = {}
    for address in sorted(addresses(site), key=lambda one: -(site / one).stat().st_size):
        found.setdefault(kind(address), address)
    return dict(sorted(found.items()))


def visit(browser: Browser, url: str, visitor: Visitor) -> Visit:
    """Open one page with nothing remembered from others, wait until it rests."""
    with browser.new_context(
        viewport=visitor.screen, is_mobile=visitor.held, has_touch=visitor.held
    ) as context:
        page = context.new_page()
        _slow_down(page, visitor)
        loaded: list[Request] = []
        page.on("requestfinished", _noting(loaded))
        page.add_init_script(WATCH)
        page.goto(url, wait_until="load")
        page.wait_for_timeout(SETTLED)
        paint, shift = page.evaluate(PAINTED), page.evaluate("window.benchShift")
        weights: dict[str, int] = {}
        for request in loaded:
            weights[request.resource_type] = weights.get(request.resource_type, 0) + _bytes(request)
    return Visit(weights, paint, shift)


def _noting(loaded: list[Request]) -> Callable[[Request], None]:
    """Playwright marks what it calls, and a list's own `append` cannot be marked."""

    def note(request: Request) -> None:
        loaded.append(request)

    return note


def _slow_down(page: Page, visitor: Visitor) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": visitor.slower})
    session.send("Network.enable")
    limits = {"offline": False, "latency": visitor.latency, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {**limits, "downloadThroughput": visitor.bytes_a_second})


def searched(browser: Browser, url: str) -> int:
    """Packed bytes that the first search loads besides the page."""
    with browser.new_context(viewport=DESK.screen) as context:
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        loaded: list[Request] = []
        page.on("requestfinished", _noting(loaded))
        page.locator("#fp-find").click()
        page.locator("#fp-query").fill("表")
        page.locator("#fp-count:not(:empty)").wait_for()
        page.wait_for_load_state("networkidle")
        return sum(map(_bytes, loaded))


def _bytes(request: Request) -> int:
    return request.sizes()["responseBodySize"]


Visits = dict[str, dict[str, list[Visit]]]
"""By kind of page and by name of the visitor."""


def measure(browser: Browser, site: Path, visits: int, visitors: Sequence[Visitor] = VISITORS) -> Visits:
    """The largest page of each kind, `visits` times by each visitor."""
    with packing(site) as base:
        return {
            name: {
                visitor.name: [visit(browser, f"{base}/{address}", visitor) for _ in range(visits)]
                for visitor in visitors
            }
            for name, address in largest(site).items()
        }


TYPES = {
    "document": "page",
    "stylesheet": "styles",
    "script": "scripts",
    "image": "pictures",
    "font": "fonts",
}
"""Playwright's names of what is loaded, with ours; anything else is told as "else"."""


def table(found: Visits) -> str:
    """One line a kind of page: what it weighs, and of each visitor the first words and the shifts."""
    heads = [*TYPES.values(), "else", "kB in all"]
    seen = [f"{visitor.name} {figure}" for visitor in VISITORS for figure in ("first paint ms", "shift")]
    rows = [["packed kB", *heads, *seen]]
    for name, by_visitor in found.items():
        one = by_visitor[DESK.name][0]
        parts = [one.weights.get(kind_of, 0) for kind_of in TYPES]
        sizes = [*parts, one.weight - sum(parts), one.weight]
        row = [name, *(f"{size / KB:.1f}" for size in sizes)]
        for visits in by_visitor.values():
            paint, shift = median(each.paint for each in visits), max(each.shift for each in visits)
            row += [f"{paint:.0f}", f"{shift:.4f}"]
        rows.append(row)
    return aligned(rows)


def verdicts(found: Visits) -> list[str]:
    """Each target, and whether the worst page that was seen meets it."""
    announced = max(one.weight for visits in found[ANNOUNCEMENT].values() for one in visits)
    shifts = {
        f"{name}, {visitor}": max(one.shift for one in visits)
        for name, by_visitor in found.items()
        for visitor, visits in by_visitor.items()
    }
    worst = max(shifts, key=lambda place: shifts[place])
    return [
        f"{met(announced <= AT_MOST)} {announced / KB:.1f} kB  the largest announcement, packed, "
        f"without the search's index <= {AT_MOST / KB:.0f} kB",
        f"{met(shifts[worst] <= MOST_SHIFT)} {shifts[worst]:.4f}  layout shift of every page, the most "
        f"({worst}) <= {MOST_SHIFT:.0f}",
    ]


def report(browser: Browser, site: Path) -> str:
    """Visit everything and write it down."""
    found = measure(browser, site, VISITS)
    with packing(site) as base:
        index = searched(browser, f"{base}/{largest(site)[ANNOUNCEMENT]}")
    return "\n".join(
        [
            f"The largest page of each kind, packed as nginx does, {VISITS} visits each with nothing "
            f"remembered; the phone {PHONE.slower} times slower than this machine, "
            f"{PHONE.latency} ms and {PHONE.bytes_a_second * 8 / 1e6:.1f} Mbit/s away:",
            "",
            table(found),
            f"the first search loads {index / KB:.1f} kB besides",
            "",
            *verdicts(found),
        ]
    )
