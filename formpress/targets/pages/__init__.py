"""The announcement site as Markdown: one small module per kind of page.

`write` hands what comes out of here to the site builder. Links are relative, ids are
explicit and nothing is loaded from elsewhere, so that any builder gives the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...model import Artifact, Site
from . import (
    announcement,
    builder,
    changes,
    contents,
    faq,
    form,
    glance,
    guide,
    home,
    names,
    palette,
    programme,
    reference,
    review,
    rule_view,
    rules,
    schedule,
    sitemap,
)


def render(site: Site, sizes: Mapping[str, int]) -> Iterator[Artifact]:
    """Every page of the site. `sizes` are the bytes of the downloads by path."""
    yield builder.render(site)
    yield home.render(site, sizes)
    for _, editions in home.by_programme(site.editions):
        yield programme.render(editions)
        for edition in editions:
            yield announcement.render(site.settings, edition, sizes)
            earlier = contents.before(editions, edition)
            yield glance.render(site.settings, edition, earlier, sizes)
            if edition.events:
                yield schedule.render(edition, sizes)
            shown = rule_view.views(edition)
            yield rules.render(edition, shown, sizes)
            if any(rule.ask for rule in edition.rules):
                yield faq.render(site.settings, edition)
            for one in edition.forms:
                yield form.render(site.settings, edition, one, sizes)
            if earlier:
                yield changes.render(edition, earlier)
            yield from review.render(edition, earlier, shown)
    yield from reference.render(site)
    yield guide.render(site)
    yield from sitemap.render(site)
    yield palette.render(site.settings)
    yield names.render(site)
    for path in sorted((Path(__file__).parent / "assets").iterdir()):
        yield Artifact(f"assets/{path.name}", path.read_bytes())
