"""The index of the site's search: the text of every section, as a classic script.

It is taken from the built pages, so that whatever a reader can see can be found, and no
builder has to know about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = {"h1", "h2", "h3"}
SILENT = {"nav", "script", "style", "details"}
_EMPHASIS = {"abbr", "b", "code", "em", "i", "kbd", "mark", "small", "strong", "sub", "sup"}
INLINE = _EMPHASIS | {"a", "span", "time", "wbr"}


@dataclass(slots=True)
class Section:
    """The text from one heading to the next; `id` is that heading's."""

    id: str
    title: str = ""
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Cuts the article of a page at its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self.title = ""
        self._inside: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        passing = "data-next" in dict(attrs)  # a script writes over it, day by day
        if tag == "article" or (self._inside and (passing or tag in SILENT | HEADINGS)):
            self._inside.append(tag)
        if self._inside and tag in HEADINGS:
            self.sections.append(Section(dict(attrs).get("id") or ""))
        self._gap(tag)
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        self._gap(tag)
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if not self.sections or not self._inside or self._inside[-1] not in {"article", *HEADINGS}:
            return
        section = self.sections[-1]
        if self._inside[-1] in HEADINGS:
            section.title += data
        else:
            section.text.append(data)

    def _gap(self, tag: str) -> None:
        """Blocks do not run into each other: a word never spans two cells."""
        if tag not in INLINE and self.sections:
            self.sections[-1].text.append(" ")


Row = tuple[str, str, str, str]
"""Address, page, heading, text."""


def render(pages: Iterable[tuple[str, str]], names: Iterable[tuple[str, str]] = ()) -> bytes:
    """`assets/search-index.js` for (address, built HTML) pairs: a row per section.

    `names` are (address with fragment, name) pairs: a name that no section of its page holds in one
    piece gets a row of its own, which leads to that address.
    """
    called: dict[str, dict[str, list[str]]] = {}
    for href, name in names:
        of_page = called.setdefault(href.partition("#")[0], {})
        of_page.setdefault(href, []).append(" ".join(name.split()))
    rows: list[Row] = []
    for address, html in pages:
        own = _sections(address, html)
        rows += own
        rows += _unseen(own, called.get(address, {}))
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"window.formpressSections=[\n{text}\n];\n".encode()


def _sections(address: str, html: str) -> list[Row]:
    reader = _Reader()
    reader.feed(html)
    page = reader.title.strip().rsplit(" - ", 1)[0]
    rows: list[Row] = []
    for number, section in enumerate(reader.sections):
        href = f"{address}#{section.id}" if number and section.id else address
        rows.append((href, page, section.title.strip(), " ".join("".join(section.text).split())))
    return rows


def _unseen(rows: list[Row], called: dict[str, list[str]]) -> Iterator[Row]:
    """The names that nobody would find by typing them whole."""
    seen = "\n".join(f"{' '.join(heading.split())}\n{text}" for _, _, heading, text in rows)
    for href, names in called.items():
        if rows and (missing := [name for name in names if name not in seen]):
            yield href, rows[0][1], missing[0], " ".join(missing[1:])
