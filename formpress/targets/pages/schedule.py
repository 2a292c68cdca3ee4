"""What happens when: first what comes next, then every entry from the earliest day to the last."""

from __future__ import annotations

from collections.abc import Mapping

from ... import paper
from ...model import EVENT_KINDS, Artifact, Edition, Event
from . import addresses, citations
from .contents import above
from .staging import Page, staged
from .wording import full_title

OVER = "有日期的事項都已過去。"
"""What stands where the next entry would, after the last one."""


def render(edition: Edition, sizes: Mapping[str, int]) -> Artifact:
    """The order is that of the days; only the browser knows which of them is next."""
    title = full_title(edition)
    page = Page(
        addresses.schedule(edition),
        f"時程 - {title}",
        f"{title}的重要日期、辦理單位、方式與逾期的後果",
        trail=above(edition),
        edition=edition,
    )
    dated = by_day(edition)
    return staged(
        page,
        "schedule.md.jinja",
        edition=edition,
        title=title,
        dated=dated,
        over=OVER,
        longest=max((OVER, *(f"{event.printed}　{event.label}" for event in dated)), key=paper.label),
        undated=[event for event in edition.events if event not in dated],
        calendar=sizes.get(addresses.schedule_ics(edition)),
        kinds=EVENT_KINDS,
        cited=citations.linker(edition, page.address),
        addresses=addresses,
    )


def by_day(edition: Edition) -> list[Event]:
    """The entries whose days are known; of the same last day, in the order of the office."""
    known = [(event.last, event) for event in edition.events if event.last is not None]
    return [event for _, event in sorted(known, key=lambda pair: pair[0])]
