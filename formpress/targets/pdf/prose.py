"""An announcement's Markdown as the blocks that `document.typ` sets.

Markdown knows no 一、 and no （一）: what is numbered like an official document becomes a list within a
list here, so that the PDF is tagged as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import markdown

from ...tw import places
from .html import Node, tree

Json = dict[str, Any]

EXTENSIONS = ("admonition", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables")
"""Those of the site, as far as a printed page knows them."""

WIDE_BLANK = "\u3000"
NUMBERED, BULLETED = 4, 9
"""The level of Markdown's own numbers, 1., and that of its bullets, below every number."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CONTAINERS = {"article", "div", "section", "details", "dl", "figure"}
PARAGRAPHS = {"p", "summary", "dt", "dd", "pre", "figcaption"}
STYLES = {"strong": "strong", "b": "strong", "dt": "strong", "summary": "strong", "em": "em", "i": "em",
          "sup": "sup", "sub": "sub", "code": "code", "del": "strike", "s": "strike"}  # fmt: skip
SILENT = {"script", "style"}
OUTWARD = {"http", "https", "mailto", "tel"}
BACK = "footnote-backref"

LEAST, WIDEST = 5, 24
"""Characters of a column that count for its width: some for its margins, and none of a text so long
that it is broken into lines anyway."""


def blocks(text: str, page: str = "") -> list[Json]:
    """Headings, paragraphs, items, tables and quotes, from top to bottom.

    `page` is the whole address of the page that says the same: links begin there. Without it, what
    only leads to another page of the site is no link.
    """
    html = markdown.markdown(_marked(text), extensions=list(EXTENSIONS))
    whole = tree(html)
    for link in whole.all("a"):
        address = urljoin(page, link.attributes.get("href", ""))
        link.attributes["href"] = address if urlsplit(address).scheme in OUTWARD else ""
    return _with_levels(_flow(whole.children))


def _marked(text: str) -> str:
    """Every number of an item stands in a span that says its level.

    Markdown reads 1. by itself, unless a wide blank before it says that it is a paragraph.
    """
    lines = text.splitlines()
    for place in places(text):
        wide = WIDE_BLANK in lines[place.line][: place.start]
        if not place.heading and (wide or place.level != NUMBERED):
            line, span = lines[place.line], f'<span data-level="{place.level}">'
            number = line[place.start : place.end]
            lines[place.line] = f"{line[: place.start]}{span}{number}</span>{line[place.end :]}"
    return "\n".join(lines)


class _Flow:
    """Puts blocks below each other, and items into the list that they continue."""

    def __init__(self) -> None:
        self.blocks: list[Json] = []
        self._open: list[tuple[int, Json]] = []
        self._seen: set[int] = set()

    def add(self, block: Json) -> None:
        """What bears no number ends every list; below the next heading, numbering starts anew."""
        self._open.clear()
        if block["kind"] == "heading":
            self._seen.clear()
        self.blocks.append(block)

    def add_item(self, level: int, mark: str, content: list[Json]) -> None:
        """A list that goes on after a table stands as far in as it did before."""
        while self._open and self._open[-1][0] > level:
            self._open.pop()
        if not self._open or self._open[-1][0] < level:
            indent = 0 if self._open else sum(seen < level for seen in self._seen)
            items: Json = {"kind": "items", "indent": indent, "items": []}
            self._inside().append(items)
            self._open.append((level, items))
        self._open[-1][1]["items"].append({"mark": mark, "blocks": content})
        if level not in {NUMBERED, BULLETED}:
            self._seen.add(level)

    def _inside(self) -> list[Json]:
        """Where the next block goes: into the last item, else to the end of the text."""
        if not self._open:
            return self.blocks
        found: list[Json] = self._open[-1][1]["items"][-1]["blocks"]
        return found


def _flow(children: Iterable[Node | str]) -> list[Json]:
    flow = _Flow()
    _fill(flow, children)
    return flow.blocks


def _fill(flow: _Flow, children: Iterable[Node | str]) -> None:
    """Words that stand beside blocks, without a paragraph of their own, are one."""
    loose: list[Node | str] = []
    for child in [*children, Node("hr")]:
        if isinstance(child, str) or not _is_block(child):
            loose.append(child)
            continue
        if loose:
            _add_paragraph(flow, Node("p", children=loose))
            loose = []
        _add(flow, child)


def _is_block(node: Node) -> bool:
    known = {"ol", "ul", "table", "blockquote", "hr", *HEADINGS, *PARAGRAPHS}
    return node.tag in CONTAINERS or node.tag in known or node.tag in SILENT


def _add(flow: _Flow, node: Node) -> None:
    if node.tag in HEADINGS:
        flow.add({"kind": "heading", "level": HEADINGS.index(node.tag) + 1, "runs": list(_runs(node))})
    elif node.tag in {"ol", "ul"}:
        _add_list(flow, node)
    elif node.tag == "table":
        flow.add(_table(node))
    elif node.tag == "blockquote":
        flow.add({"kind": "quote", "blocks": _flow(node.children)})
    elif node.tag in PARAGRAPHS:
        _add_paragraph(flow, node)
    elif node.tag in CONTAINERS:
        _fill(flow, node.children)


def _add_list(flow: _Flow, node: Node) -> None:
    first = int(node.attributes.get("start") or 1)
    items = (child for child in node.children if isinstance(child, Node) and child.tag == "li")
    for number, item in enumerate(items, start=first):
        level, mark = (NUMBERED, f"{number}.") if node.tag == "ol" else (BULLETED, "•")
        flow.add_item(level, mark, _flow(item.children))


def _add_paragraph(flow: _Flow, node: Node) -> None:
    """A paragraph, cut where a number begins: lines that follow each other are one in Markdown."""
    parts: list[tuple[Node | None, list[Node | str]]] = [(None, [])]
    for child in node.children:
        if isinstance(child, Node) and "data-level" in child.attributes:
            parts.append((child, []))
        else:
            parts[-1][1].append(child)
    for mark, children in parts:
        runs = list(_runs(Node(node.tag, children=children)))
        if mark is not None:
            content = [{"kind": "text", "runs": runs}] if runs else []
            flow.add_item(int(mark.attributes["data-level"]), mark.text, content)
        elif runs:
            flow.add({"kind": "text", "runs": runs})


def _runs(node: Node) -> Iterator[Json]:
    """The words of a paragraph in pieces of one style, without blanks at either end."""
    found: list[Json] = []
    for run in _pieces(node, STYLES.get(node.tag, ""), ""):
        if found and (found[-1]["style"], found[-1]["href"]) == (run["style"], run["href"]):
            found[-1]["text"] += run["text"]
        else:
            found.append(run)
    for run in found:
        run["text"] = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", run["text"]))
    if found:
        found[0]["text"] = found[0]["text"].lstrip()
        found[-1]["text"] = found[-1]["text"].rstrip()
    yield from (run for run in found if run["text"])


def _pieces(node: Node, style: str, href: str) -> Iterator[Json]:
    for child in node.children:
        if isinstance(child, str):
            text = child if node.tag in {"code", "pre"} else _joined(child)
            yield {"text": text, "style": style, "href": href}
        elif child.tag == "br":
            yield {"text": "\n", "style": style, "href": href}
        elif child.tag == "img":
            yield {"text": f"（圖：{child.attributes.get('alt', '')}）", "style": style, "href": href}
        elif child.tag not in SILENT and BACK not in child.attributes.get("class", ""):
            target = child.attributes.get("href", href) if child.tag == "a" else href
            yield from _pieces(child, STYLES.get(child.tag, style), target)


def _joined(text: str) -> str:
    """A line break of the source is a blank between Latin words and nothing between Han characters."""
    return re.sub(r"\s*\n\s*", "", text) if not text.isascii() else re.sub(r"\s+", " ", text)


def _table(node: Node) -> Json:
    """Rows of cells; the head is what stands in <thead>, else a first row of nothing but heads."""
    head = [row for part in node.all("thead") for row in part.all("tr")]
    body = [row for row in node.all("tr") if not any(row is other for other in head)]
    if not head and body and all(cell.tag == "th" for cell in body[0].all("td", "th")):
        head, body = body[:1], body[1:]
    caption = next(node.all("caption"), None)
    return table(
        caption.text if caption is not None else "",
        [[_cell(cell) for cell in row.all("td", "th")] for row in head],
        [[_cell(cell) for cell in row.all("td", "th")] for row in body],
    )


def _cell(node: Node) -> Json:
    spans = {name: max(int(node.attributes.get(name) or 1), 1) for name in ("colspan", "rowspan")}
    return cell(list(_runs(node)), heads=node.tag == "th") | spans


def cell(runs: list[Json], *, heads: bool = False) -> Json:
    return {"runs": runs, "heads": heads, "colspan": 1, "rowspan": 1}


def table(caption: str, head: list[list[Json]], rows: list[list[Json]]) -> Json:
    """A table whose columns share the width as their longest texts do."""
    count = max((sum(one["colspan"] for one in row) for row in [*head, *rows]), default=1)
    shares = [LEAST] * count
    for row in [*head, *rows]:
        at = 0
        for one in row:
            words = max((len(line) for line in _plain(one["runs"]).split("\n")), default=0)
            if one["colspan"] == 1 and at < count:
                shares[at] = max(shares[at], LEAST + min(words, WIDEST))
            at += one["colspan"]
    return {"kind": "table", "caption": caption, "head": head, "rows": rows, "shares": shares}


def _plain(runs: Iterable[Json]) -> str:
    return "".join(run["text"] for run in runs)


def plain(text: str, style: str = "", href: str = "") -> list[Json]:
    """One run, or none for no text."""
    return [{"text": text, "style": style, "href": href}] if text else []


def _with_levels(found: list[Json]) -> list[Json]:
    """Headings one below the title of the document, and none that skips a level."""
    heads = [block for block in found if block["kind"] == "heading"]
    top = min((head["level"] for head in heads), default=1)
    before = 1
    for head in heads:
        head["level"] = before = min(head["level"] - top + 2, before + 1)
    return found
