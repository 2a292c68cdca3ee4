"""The announcement in full, below a quiet box with what a school asks first."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from markupsafe import Markup

from ...model import Artifact, Discrepancy, Edition, Settings
from . import addresses, catalogue, citations
from .staging import Page, staged
from .wording import deadline, full_title, title_parts


def render(settings: Settings, edition: Edition, sizes: Mapping[str, int]) -> Artifact:
    """A form without a rendered PDF in `sizes` (bytes by path) is listed without a download."""
    title = full_title(edition)
    page = Page(
        addresses.announcement(edition),
        title,
        f"{edition.issuer}{title}公告全文",
        trail=(("首頁", addresses.HOME), (edition.title, addresses.programme(edition))),
        edition=edition,
    )
    text, _ = citations.anchored(_below_the_title(edition.announcement))
    return staged(
        page,
        "announcement.md.jinja",
        edition=edition,
        title_parts=title_parts(edition),
        closing=deadline(edition),
        forms=[(form, sizes.get(addresses.pdf(edition, form))) for form in edition.forms],
        files=catalogue.of_edition(edition, sizes),
        licence=settings.licence,
        announcement=Markup(text),
        discrepancies=anchored_discrepancies(edition),
        cited=citations.linker(edition, page.address),
        addresses=addresses,
    )


def anchored_discrepancies(edition: Edition) -> list[tuple[str, Discrepancy]]:
    """Each with an id made of what it is about; that of a second one about the same thing ends in -2."""
    found = []
    for index, one in enumerate(edition.discrepancies):
        before = sum(other.about == one.about for other in edition.discrepancies[:index])
        anchor = f"discrepancy-{one.about}" + (f"-{before + 1}" if before else "")
        found.append((anchor, about_named(edition, one)))
    return found


def about_named(edition: Edition, one: Discrepancy) -> Discrepancy:
    """The discrepancy, about what people call the event, parameter, rule or form with that id."""
    labels = {form.id: f"{form.annex}　{form.title}" for form in edition.forms}
    labels |= {event.id: event.label for event in edition.events}
    labels |= {parameter.id: parameter.label for parameter in edition.parameters}
    labels |= {rule.id: f"規則 {rule.number}　{rule.subject}" for rule in edition.rules}
    return dataclasses.replace(one, about=labels.get(one.about, one.about))


def _below_the_title(markdown: str) -> str:
    """A page has one first heading, and it is the title: the announcement's own start at the second."""
    if not re.search(r"^# ", markdown, flags=re.MULTILINE):
        return markdown
    return re.sub(r"^(#{1,5}) ", r"#\1 ", markdown, flags=re.MULTILINE)
