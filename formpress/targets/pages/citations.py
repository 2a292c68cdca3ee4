"""Places in an announcement: 捌一（一） leads to the paragraph that carries these numbers.

Numbered headings and items get an id from their numbers, c8-1-1, so that a citation can
link to them and the address survives a change of wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from ...model import Edition
from ...tw import parse_annex, parse_cite
from . import addresses

Path = tuple[int, ...]
"""The numbers from the outermost: 捌一（一） is (8, 1, 1). A level that is skipped is 0."""

_HAN = "一二三四五六七八九十"
_NUMBERED = re.compile(
    r"(?P<lead>\s*(?:\#{1,6}[ ]+|[-*+][ ]+)?)"
    rf"(?:(?P<l1>[壹貳參肆伍陸柒捌玖拾]+)、|(?P<l2>[{_HAN}]+)、|(?P<l3>（[{_HAN}]+）)"
    r"|(?P<l4>\d{1,2})\.[ ]|(?P<l5>[（(]\d{1,2}[）)]))"
    r"(?P<rest>.*)"
)
_OWN_ID = re.compile(r"\{[^{}]*#([^\s{}]+)[^{}]*\}\s*$")
_FENCE = ("```", "~~~")


def anchored(markdown: str) -> tuple[str, dict[Path, str]]:
    """The text with an id at every numbered heading and item, and the ids by place."""
    found: dict[Path, str] = {}
    return "".join(f"{line}\n" for line in _lines(markdown, found)), found


def linker(edition: Edition, page: str) -> Callable[[str], Markup]:
    """Writes a citation on `page` as a link to the cited place, or plainly where there is none."""
    _, ids = anchored(edition.announcement)

    def cited(citation: str) -> Markup:
        target = _target(edition, ids, citation)
        if not target:
            return Markup("{}").format(citation)
        return Markup('<a href="{}">{}</a>').format(addresses.relative(target, page), citation)

    return cited


def _target(edition: Edition, ids: Mapping[Path, str], citation: str) -> str:
    """The page of the cited annex, else the cited place or the nearest one around it, else ""."""
    try:
        cite = parse_cite(citation)
    except ValueError:
        return ""
    if cite.annex is not None:
        forms = (form for form in edition.forms if form.annex and parse_annex(form.annex) == cite.annex)
        return next((addresses.form(edition, form) for form in forms), "")
    around = (cite.path[:length] for length in range(len(cite.path), 0, -1))
    place = next((ids[path] for path in around if path in ids), "")
    return f"{addresses.announcement(edition)}#{place}" if place else ""


def _lines(markdown: str, found: dict[Path, str]) -> Iterator[str]:
    """Fill `found` on the way. A place that comes twice keeps its first id."""
    path: Path = ()
    fenced = False
    for line in markdown.splitlines():
        fenced ^= line.lstrip().startswith(_FENCE)
        match = None if fenced else _NUMBERED.fullmatch(line)
        if match is None:
            yield line
            continue
        level = next(level for level in range(1, 6) if match[f"l{level}"])
        number = parse_cite(match[f"l{level}"]).path[-1]
        path = (*(*path, 0, 0, 0, 0)[: level - 1], number)
        own = _OWN_ID.search(line)
        if path in found or own:
            found.setdefault(path, own[1] if own else "")
            yield line
            continue
        found[path] = "c" + "-".join(map(str, path))
        yield _with_id(line, match, level, found[path])


def _with_id(line: str, match: re.Match[str], level: int, anchor: str) -> str:
    lead = match["lead"]
    if lead.lstrip().startswith("#"):
        return f"{line} {{ #{anchor} }}"
    mark = f'<span class="fp-item" data-level="{level}" id="{anchor}"></span>'
    # Before "1. " the mark would make a paragraph of a list item.
    at = match.start("rest") if level == 4 else len(lead)
    return f"{line[:at]}{mark}{line[at:]}"
