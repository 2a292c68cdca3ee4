"""The finished site as its readers, their tools and their screen readers meet it."""

from __future__ import annotations

import dataclasses
import itertools
import posixpath
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from formpress import write as step
from formpress.finish import REPAIRS, Repair, finish
from formpress.model import Site
from formpress.search_index import render as render_index
from formpress.targets import pages
from formpress.write import write

from .sample_site import CURRENT, REFERENCE, SETTINGS, artifacts

ROOT = Path(__file__).parent.parent

Built = tuple[Path, dict[str, str]]
"""The finished site, and its pages as the builder left them."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    before: dict[str, str] = {}

    def recorded(path: str, text: str) -> str:
        before[path] = text
        return finish(path, text)

    out = tmp_path_factory.mktemp("built") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, "finish", recorded)
        write(artifacts(), ROOT, out)
    return out, before


class Reader(HTMLParser):
    """What a page says about itself, what it links to and loads, its ids, headings and table heads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title = ""
        self.description = ""
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.heads: list[str | None] = []
        self.styled = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.styled |= "style" in found
        if anchor := found.get("id"):
            self.ids.append(anchor)
        if tag == "a":
            self.links.append(found.get("href") or "")
        elif found.get("rel") != "canonical":
            self.loads += [found[name] or "" for name in ("src", "href", "srcset", "data") if name in found]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th":
            self.heads.append(found.get("scope"))
        if found.get("name") == "description":
            self.description = found.get("content") or ""

    def handle_data(self, data: str) -> None:
        if self.lasttag == "title" and not self.title.strip():
            self.title = data


def read_all(folder: Path) -> dict[str, Reader]:
    """Every page of the site by address, except the one that stands for missing ones."""
    found = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*.html"))}
    return {path: Reader(file.read_text()) for path, file in found.items() if path != "404.html"}


# ----- what comes out -----


def test_every_page_is_linked_from_the_guide(built: Built) -> None:
    """Whoever has no scripts finds everything there."""
    folder, _ = built
    readers = read_all(folder)
    linked = {
        posixpath.normpath(f"guide/{urlsplit(link).path}") for link in readers["guide/index.html"].links
    }
    assert set(readers) <= linked


def test_headings_are_in_order_and_ids_are_unique(built: Built) -> None:
    """One first heading per page; no level is skipped on the way down."""
    folder, _ = built
    for address, reader in read_all(folder).items():
        assert reader.headings.count(1) == 1, address
        assert all(below - above <= 1 for above, below in itertools.pairwise(reader.headings)), address
        assert [anchor for anchor, times in Counter(reader.ids).items() if times > 1] == [], address


def test_every_head_of_a_table_says_what_it_heads(built: Built) -> None:
    folder, _ = built
    heads = [head for reader in read_all(folder).values() for head in reader.heads]
    assert heads
    assert set(heads) == {"col", "row", "rowgroup"}


def test_no_page_loads_anything_from_elsewhere(built: Built) -> None:
    """No font, script, picture or frame has a host."""
    folder, _ = built
    for address, reader in read_all(folder).items():
        assert all(not urlsplit(load).netloc for load in reader.loads), address


def test_the_last_revision_stands_in_the_footer(built: Built) -> None:
    folder, _ = built
    text = (folder / "reading-corner/114/index.html").read_text()
    assert '更新日期：<time datetime="2025-09-01">114年9月1日</time>' in text
    assert "更新日期" not in (folder / "reading-corner/113/index.html").read_text()


def test_names_are_text_on_every_page(tmp_path: Path) -> None:
    """Brackets, quotes and ampersands in a title, office or form never become markup."""
    odd = '<i>甲</i> & "乙"'
    form = dataclasses.replace(CURRENT.forms[0], title=odd, annex=odd)
    edition = dataclasses.replace(CURRENT, title=odd, year=odd, issuer=odd, forms=(form, CURRENT.forms[1]))
    settings = dataclasses.replace(SETTINGS, title=odd, office=odd, contact=odd, licence=odd)
    write(pages.render(Site(settings, (edition,), REFERENCE), {}), ROOT, tmp_path / "site")
    for address, reader in read_all(tmp_path / "site").items():
        assert "i" not in reader.tags, address
        assert odd in reader.title, address
        assert address.startswith(("guide", "reference")) or odd in reader.description, address


# ----- the theme's faults -----


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda repair: repair.fault)
def test_each_fault_of_the_theme_was_there_and_is_gone(repair: Repair, built: Built) -> None:
    """A repair that finds nothing any more is to be taken out."""
    folder, before = built
    assert any(repair.pattern.search(text) for text in before.values())
    assert not any(repair.pattern.search((folder / path).read_text()) for path in before)


def test_only_files_of_the_site_may_run(built: Built) -> None:
    """No page holds a program or a style of its own, and the policy lets none run."""
    folder, before = built
    for path in before:
        text = (folder / path).read_text()
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        assert policy, path
        assert "; script-src 'self'; style-src 'self'; " in policy[1]
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text), path
        assert not Reader(text).styled, path
        assert "<style" not in text, path


def test_the_policy_stands_before_anything_that_could_run(built: Built) -> None:
    _, before = built
    for path in before:
        text = finish(path, before[path])
        assert text.index("Content-Security-Policy") < text.index("<script")


def test_a_table_of_an_author_can_be_read_and_scrolled() -> None:
    """Heads get a scope, alignment becomes a class, and the frame has a name."""
    table = (
        "<table><caption>上限</caption><thead><tr><th>甲</th>"
        '<th style="text-align: right;">乙</th></tr></thead></table>'
    )
    assert finish("a.html", table) == (
        '<div class="fp-scroll" role="region" aria-label="上限" tabindex="0"><table class="fp-table">'
        '<caption>上限</caption><thead><tr><th scope="col">甲</th>'
        '<th scope="col" class="fp-right">乙</th></tr></thead></table></div>'
    )


def test_a_table_that_is_framed_already_is_framed_once() -> None:
    """And a head that has a scope keeps it."""
    table = '<div class="fp-scroll" role="region"><table><tr><th scope="row">甲</th></tr></table></div>'
    found = finish("a.html", table)
    assert found.count("fp-scroll") == 1
    assert '<th scope="row">甲</th>' in found


def test_finishing_leaves_the_text_alone() -> None:
    assert finish("a.html", "<p>一、<b>二</b></p>") == "<p>一、<b>二</b></p>"


def test_sizes_of_our_styles_follow_the_reader() -> None:
    """rem and em only: whoever asks for larger type gets it (CS2140401C)."""
    for file in (ROOT / "formpress/targets/pages/assets").glob("*.css"):
        assert not re.search(r"\d(?:px|pt)\b", file.read_text()), file.name


# ----- search -----


def test_the_index_has_a_row_per_section() -> None:
    """Address, page, heading, text; the page itself has no fragment; a word never spans two cells."""
    built_page = (
        "<title>規則 - 網站</title><nav>選單</nav><article><h1 id='top'>規則</h1><p>共 2 條</p>"
        "<h2 id='one'>一</h2><table><tr><td>雜</td><td>支</td></tr></table>"
        "<script>x</script></article><footer>頁尾</footer>"
    )
    assert render_index([("r/index.html", built_page)]).decode() == (
        'window.formpressSections=[\n["r/index.html", "規則", "規則", "共 2 條"],\n'
        '["r/index.html#one", "規則", "一", "雜 支"]\n];\n'
    )


def test_a_name_that_a_page_draws_in_parts_gets_a_row_of_its_own() -> None:
    """With the address of its place; a name that a section holds in one piece gets none."""
    page = "<title>表單 - 網站</title><article><h1 id='top'>表單</h1><p>合計<wbr>金額</p></article>"
    names = [("f/index.html#a", "合計金額"), ("f/index.html#day", "期程（年）"), ("f/index.html#day", "自")]
    assert render_index([("f/index.html", page)], names).decode() == (
        'window.formpressSections=[\n["f/index.html", "表單", "表單", "合計金額"],\n'
        '["f/index.html#day", "表單", "期程（年）", "自"]\n];\n'
    )


def test_what_readers_see_can_be_found(built: Built) -> None:
    folder, _ = built
    index = (folder / "assets/search-index.js").read_text()
    rows = [row for row in index.splitlines() if "雜支" in row]
    assert any("reading-corner/114/rules/index.html#misc_within_share" in row for row in rows)
    assert any("reading-corner/114/index.html#c3-1" in row for row in rows)
    assert "404.html" not in index
