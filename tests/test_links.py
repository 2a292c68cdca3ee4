"""Every address that stands in the built site, in whatever file, leads to something that is there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import icalendar
import pytest

from .sample_site import SETTINGS

pytestmark = pytest.mark.slow

KNOWN = f"{SETTINGS.base_address.rstrip('/')}/"
"""Where the sample says that it stands."""

UNKNOWN = "https://host.invalid/some/folder/"
"""Where a site that does not know its address may stand as well as anywhere else."""

MISSING = "404.html"
NOWHERE = "no/such/page/index.html"
"""What somebody looked for who sees the page for missing ones."""

POINTS = ("href", "src", "data", "action", "poster", "data-index")
NAMES = ("for", "aria-controls", "aria-labelledby", "aria-describedby")
"""Attributes whose words are ids of the same page."""

LEAVES = {"https", "http", "mailto", "tel"}
"""How a link that a reader follows may leave the site."""


class Page(HTMLParser):
    """What a page points to, as (tag, address), and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.points: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        self.points += [(tag, found[name]) for name in POINTS if name in found]
        self.points += [(tag, one.split()[0]) for one in found.get("srcset", "").split(",") if one.strip()]
        self.points += [(tag, f"#{word}") for name in NAMES for word in found.get(name, "").split()]


@cache
def page(file: Path) -> Page:
    return Page(file.read_text(encoding="utf-8"))


def pages(site: Path) -> Iterator[tuple[str, str, str]]:
    """(file, tag, address) of whatever a page points to."""
    for file in sorted(site.rglob("*.html")):
        for tag, address in page(file).points:
            yield file.relative_to(site).as_posix(), tag, address


def files(site: Path) -> Iterator[tuple[str, str, str]]:
    """(file, what it is, address) of whatever stands in a file that is no page."""
    readers = {
        "feed.xml": feed, "sitemap.xml": sitemap, "*.ics": calendar, "*.css": styles,
        "security.txt": security, "search-index.js": index, "rules.json": rules, "rules.csv": table,
    }  # fmt: skip
    for name, reader in readers.items():
        for file in sorted(site.rglob(name)):
            for address in reader(file.read_text(encoding="utf-8-sig")):
                yield file.relative_to(site).as_posix(), name, address


def feed(text: str) -> Iterator[str]:
    for part in ElementTree.fromstring(text).iter():
        if part.tag in {"link", "guid"}:
            yield part.text or ""
        yield from (value for name, value in part.attrib.items() if name == "href")


def sitemap(text: str) -> Iterator[str]:
    yield from (part.text or "" for part in ElementTree.fromstring(text).iter() if part.tag.endswith("}loc"))


def calendar(text: str) -> Iterator[str]:
    for entry in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        yield from (str(entry[name]) for name in ("URL",) if name in entry)
        yield from re.findall(r"^網頁：(\S+)", str(entry["DESCRIPTION"]), re.MULTILINE)


def styles(text: str) -> Iterator[str]:
    yield from re.findall(r"""url\(["']?(?!data:)([^"')]+)""", text)


def security(text: str) -> Iterator[str]:
    yield from re.findall(r"^Canonical: (\S+)", text, re.MULTILINE)


def index(text: str) -> Iterator[str]:
    """The rows of the search lead on from the root of the site."""
    rows = json.loads(text.removeprefix("window.formpressSections=").rstrip().removesuffix(";"))
    yield from (f"../{row[0]}" for row in rows)


def rules(text: str) -> Iterator[str]:
    yield from map(from_root, (rule["address"] for rule in json.loads(text)["rules"]))


def table(text: str) -> Iterator[str]:
    yield from map(from_root, (row["網頁"] for row in csv.DictReader(io.StringIO(text))))


def from_root(address: str) -> str:
    """Without a base address data says where in the site a rule stands, not how to go there from a file."""
    return address if urlsplit(address).netloc else f"../../../{address}"


def dead(site: Path, base: str) -> list[tuple[str, str, str]]:
    """Whatever would be missing, were `site` hosted at `base`."""
    found = [one for one in (*pages(site), *files(site)) if not leads(site, base, *one)]
    return list(dict.fromkeys(found))


def leads(site: Path, base: str, file: str, tag: str, address: str) -> bool:
    here = NOWHERE if file == MISSING else file
    whole = urljoin(base + here, address)
    if address.startswith("#"):
        return unquote(address[1:]) in page(site / file).ids
    if not whole.startswith(base):
        parts = urlsplit(whole)
        return tag == "a" and parts.scheme in LEAVES and parts.netloc != urlsplit(base).netloc
    path, _, place = whole.removeprefix(base).partition("#")
    target = site / unquote(path)
    return target.is_file() and (not place or unquote(place) in page(target).ids)


def test_a_site_that_knows_its_address_leads_nowhere_else(sample: Path) -> None:
    """Pages, the page for missing ones at any depth, feed, calendars, sitemap, search, data."""
    assert dead(sample, KNOWN) == []
    assert {name for _, name, _ in files(sample)} >= {
        "feed.xml", "sitemap.xml", "*.ics", "security.txt", "search-index.js", "rules.json", "rules.csv",
    }  # fmt: skip


def test_the_shipped_site_stands_in_any_folder(shipped: Path) -> None:
    """It does not know its address: all but the styles of the page for missing ones is relative."""
    broken = dead(shipped, UNKNOWN)
    assert {(file, tag) for file, tag, _ in broken} <= {(MISSING, "link")}
    assert all(leads(shipped, "https://host.invalid/", *one) for one in broken)


def test_the_page_for_missing_ones_leads_back_only_where_it_knows_the_way(
    sample: Path, shipped: Path
) -> None:
    """A link out of the site is worse than none."""
    home = f"{urlsplit(KNOWN).path}index.html"
    assert ("a", home) in page(sample / MISSING).points
    assert {address[:1] for tag, address in page(shipped / MISSING).points if tag != "link"} == {"#"}


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("a", "gone.html"), ("a", "index.html#gone"), ("a", "#gone"), ("a", "../../../../index.html"),
        ("a", "/index.html"), ("a", "javascript:alert(1)"), ("img", "https://elsewhere.invalid/x.png"),
    ],
)  # fmt: skip
def test_what_is_dead_is_found(tag: str, address: str, sample: Path) -> None:
    assert not leads(sample, KNOWN, "guide/index.html", tag, address)
