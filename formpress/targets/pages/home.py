"""The first page: what is open stands first, everything ever announced below."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from ...model import Artifact, Edition, Site
from . import addresses
from .staging import Page, staged
from .wording import Closing, deadline, full_title


def render(site: Site, sizes: Mapping[str, int]) -> Artifact:
    """A calendar that was not made, because no day is known, is not offered."""
    page = Page(addresses.HOME, site.settings.title, f"{site.settings.office}補助計畫公告與表單")
    newest = (years[0] for _, years in by_programme(site.editions))
    return staged(
        page,
        "home.md.jinja",
        site=site,
        addresses=addresses,
        calendar=addresses.CALENDAR in sizes,
        full_title=full_title,
        latest=by_deadline(newest),
        archive=by_year(site.editions),
    )


def by_programme(editions: Iterable[Edition]) -> list[tuple[str, list[Edition]]]:
    """The programmes by id, each with its editions from the newest to the oldest."""
    found: dict[str, list[Edition]] = {}
    for edition in sorted(editions, key=lambda edition: edition.id, reverse=True):
        found.setdefault(edition.programme, []).append(edition)
    return sorted(found.items())


def by_deadline(editions: Iterable[Edition]) -> list[tuple[Edition, Closing | None]]:
    """The latest deadline first: on any day, whatever is open stands before whatever is closed."""
    dated = [(edition, deadline(edition)) for edition in editions]
    never = datetime.date.min
    return sorted(dated, key=lambda pair: pair[1][1] if pair[1] else never, reverse=True)


def by_year(editions: Iterable[Edition]) -> list[tuple[str, list[Edition]]]:
    """The editions by the year in their id, newest first, headed by the plainest name of the year."""
    found: dict[str, list[Edition]] = {}
    for edition in sorted(editions, key=lambda edition: (edition.programme, edition.id)):
        found.setdefault(edition.id[:3], []).append(edition)
    return [
        (min((edition.year for edition in same), key=len), same)
        for _, same in sorted(found.items(), reverse=True)
    ]
