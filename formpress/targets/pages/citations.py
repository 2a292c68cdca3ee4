"""Places in an announcement: 捌一（一） leads to the paragraph that carries these numbers.

Numbered headings and items get an id from their numbers, c8-1-1, and headings without a number
one from their words, so that a citation can link to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from ...model import Edition, Form
from ...page import Notes
from ...tw import Cite, Place, normalise, parse_annex, parse_cite, places
from . import addresses

_OWN_ID = re.compile(r"\{[^{}]*#([^\s{}]+)[^{}]*\}\s*$")
_NO_NAME = re.compile(r"\W+")


def anchored(markdown: str) -> tuple[str, dict[Cite, str]]:
    """The text with an id at every numbered line and every heading, and the ids by place."""
    found: dict[Cite, str] = {}
    at = {place.line: place for place in places(markdown)}
    lines = (
        _marked(line, at[index], found) if index in at else line
        for index, line in enumerate(markdown.splitlines())
    )
    return "".join(f"{line}\n" for line in lines), found


def linker(edition: Edition, page: str) -> Callable[[str], Markup]:
    """Writes a citation on `page` as a link to the cited place, or plainly where there is none."""
    address = finder(edition)

    def cited(citation: str) -> Markup:
        target = address(citation)
        if not target:
            return Markup("{}").format(citation)
        return Markup('<a href="{}">{}</a>').format(addresses.relative(target, page), citation)

    return cited


def finder(edition: Edition) -> Callable[[str], str]:
    """The address of a cited place, "" where there is none."""
    _, ids = anchored(edition.announcement)
    return lambda citation: _target(edition, ids, citation)


def _target(edition: Edition, ids: Mapping[Cite, str], citation: str) -> str:
    """The cited place or the nearest one around it, else ""."""
    try:
        cite = parse_cite(citation)
    except ValueError:
        return ""
    if cite.annex is not None:
        forms = (form for form in edition.forms if form.annex and parse_annex(form.annex) == cite.annex)
        return next((addresses.form(edition, form) + _of_notes(form, cite) for form in forms), "")
    place = next((ids[one] for one in _around(cite) if one in ids), "")
    return f"{addresses.announcement(edition)}#{place}" if place else ""


def _around(cite: Cite) -> Iterator[Cite]:
    """A place and what contains it, from the inside."""
    for length in range(len(cite.path), 0 if not cite.section else -1, -1):
        if length == 0 or cite.path[length - 1]:
            yield Cite(cite.path[:length], None, cite.section)


def _of_notes(form: Form, cite: Cite) -> str:
    """Where the page of the form tells the notes of that name, as `#id`, else ""."""
    notes = [block.title for block in form.blocks if isinstance(block, Notes)]
    found = (at for at, title in enumerate(notes, start=1) if normalise(title) == cite.section)
    return next((f"#notes-{at}" for at in found), "")


def _marked(line: str, place: Place, found: dict[Cite, str]) -> str:
    """Fill `found` on the way. A place that comes twice keeps its first id."""
    fresh = [cite for cite in place.cites if cite not in found]
    own = _OWN_ID.search(line)
    anchor = own[1] if own else _anchor(fresh[0]) if fresh else ""
    found.update(dict.fromkeys(fresh, anchor))
    if own or not fresh:
        return line
    if place.heading:
        return f"{line} {{ #{anchor} }}"
    mark = f'<span class="fp-item" data-level="{place.level}" id="{anchor}"></span>'
    # Before "1. " the mark would make a paragraph of a list item.
    at = place.end if place.level == 4 else place.start
    return f"{line[:at]}{mark}{line[at:]}"


def _anchor(cite: Cite) -> str:
    """c8-1-1 for 捌一（一）; h-申辦條件-3 for 「申辦條件」3."""
    numbers = [str(number) for number in cite.path if number or not cite.section]
    start = ["h", _NO_NAME.sub("-", cite.section).strip("-")] if cite.section else []
    return "-".join([*start, *numbers]) if start else "c" + "-".join(numbers)
