"""sitemap.xml: the pages with the day their edition was revised. The clock is never asked."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from ...model import Artifact, Edition, Site
from . import addresses, contents
from .guide import references
from .home import by_programme


def render(site: Site) -> Iterator[Artifact]:
    """Nothing without a base address: a sitemap of relative addresses is not valid."""
    base = site.settings.base_address
    if not base:
        return
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_entry(base.rstrip("/"), address, edition) for address, edition in _pages(site)),
        "</urlset>",
    ]
    yield Artifact("sitemap.xml", ("\n".join(lines) + "\n").encode())


def _entry(base: str, address: str, edition: Edition | None) -> str:
    day = edition.revision if edition else None
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f" <url><loc>{escape(f'{base}/{address}')}</loc>{changed}</url>"


def _pages(site: Site) -> Iterator[tuple[str, Edition | None]]:
    yield addresses.HOME, None
    for _, editions in by_programme(site.editions):
        yield addresses.programme(editions[0]), None
        for edition in editions:
            yield from ((address, edition) for _, address in contents.first(edition))
            for form in edition.forms:
                yield addresses.form(edition, form), edition
            earlier = contents.before(editions, edition)
            yield from ((address, edition) for _, address in contents.last(edition, earlier))
    yield addresses.REFERENCE, None
    yield from ((address, None) for _, address in references(site))
    yield addresses.GUIDE, None
