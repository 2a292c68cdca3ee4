"""一頁看懂: who may apply, for how much, until when, with which forms; how the groups differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from ...model import Artifact, Edition, Parameter, Settings
from . import addresses, citations, rule_view
from .contents import above, first, last
from .staging import Page, staged
from .wording import deadline, full_title

WHO = ("對象", "資格", "條件", "申請.*原則")
"""Patterns of the heading of an announcement's section on who may apply, the plainest first."""

SHORT = 240
"""Characters of a section that is told in full; a longer one is linked to."""

SIDE_BY_SIDE = 5
"""Options that fit beside one another as columns."""

_HEADING = re.compile(r"^(#+) +(.*?)(?: *\{ *#(\S+) *\})? *$")
_NOT_PROSE = re.compile(r"\]\(|^\s*[|<]|\{", flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the announcement: `anchor` is its id there, `text` its Markdown, "" where it is long."""

    title: str
    anchor: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Comparison:
    """Parameters that vary by one dimension, side by side: a row for each, with its cite."""

    head: str
    options: tuple[str, ...]
    rows: tuple[tuple[Parameter, tuple[str, ...]], ...]


def render(
    settings: Settings, edition: Edition, earlier: Edition | None, sizes: Mapping[str, int]
) -> Artifact:
    title = full_title(edition)
    page = Page(
        addresses.glance(edition),
        f"一頁看懂 - {title}",
        f"{title}的申請對象、補助額度、截止日期、表單與各組比較",
        trail=above(edition),
        edition=edition,
    )
    compared = comparisons(edition)
    shown = {parameter.id for one in compared for parameter, _ in one.rows}
    money = [one for one in edition.parameters if is_money(one) and one.id not in shown and one.values]
    return staged(
        page,
        "glance.md.jinja",
        settings=settings,
        edition=edition,
        title=title,
        closing=deadline(edition),
        deadlines=[event for event in edition.events if event.kind == "deadline"],
        who=who(edition),
        comparisons=compared,
        figures=[one for one in money if not one.by],
        grids=[rule_view.grid(one) for one in money if one.by],
        forms=[(form, sizes.get(addresses.pdf(edition, form))) for form in edition.forms],
        more=[link for link in (*first(edition), *last(edition, earlier)) if link[1] != page.address],
        cited=citations.linker(edition, page.address),
        addresses=addresses,
    )


def is_money(parameter: Parameter) -> bool:
    return parameter.unit.partition("/")[0] == "元"


def comparisons(edition: Edition) -> list[Comparison]:
    """One for each dimension by which several parameters vary, if its options fit side by side."""
    found: dict[tuple[str, tuple[str, ...]], list[Parameter]] = {}
    for parameter in edition.parameters:
        if len(parameter.by) == 1:
            options = tuple(labels[0] for labels, _ in parameter.values)
            found.setdefault((parameter.heads[0], options), []).append(parameter)
    return [
        Comparison(head, options, tuple((one, tuple(printed for _, printed in one.values)) for one in same))
        for (head, options), same in found.items()
        if len(same) > 1 and 1 < len(options) <= SIDE_BY_SIDE
    ]


def who(edition: Edition) -> Section | None:
    """The section of the announcement that says who may apply, by the words of its heading."""
    sections = list(_sections(citations.anchored(edition.announcement)[0]))
    for pattern in WHO:
        if found := next((one for one in sections if one.anchor and re.search(pattern, one.title)), None):
            return found
    return None


def _sections(markdown: str) -> Iterator[Section]:
    """Every section with a heading, without what stands below its own headings."""
    lines = markdown.splitlines()
    heads = [index for index, line in enumerate(lines) if _HEADING.match(line)]
    for start, end in pairwise([*heads, len(lines)]):
        head = _HEADING.match(lines[start])
        assert head is not None
        text = re.sub(r' id="[^"]*"', "", "\n".join(lines[start + 1 : end]).strip())
        plain = re.sub(r"<span[^>]*></span>", "", text)
        short = len(plain) <= SHORT and not _NOT_PROSE.search(plain)
        yield Section(head[2], head[3] or "", Markup(text if short else ""))
