"""常見問題: the rules as answers to what schools ask, where the office wrote the question."""

from __future__ import annotations

from ...model import Artifact, Edition, Settings
from . import addresses, citations
from .contents import above
from .staging import Page, staged
from .wording import full_title


def render(settings: Settings, edition: Edition) -> Artifact:
    """Questions in the order of the rules; each stands under the id of its rule."""
    title = full_title(edition)
    page = Page(
        addresses.faq(edition),
        f"常見問題 - {title}",
        f"學校對{title}常問的問題，以及依據的規則",
        trail=above(edition),
        edition=edition,
    )
    return staged(
        page,
        "faq.md.jinja",
        settings=settings,
        edition=edition,
        title=title,
        rules=[rule for rule in edition.rules if rule.ask],
        forms={form.id: form for form in edition.forms},
        cited=citations.linker(edition, page.address),
        addresses=addresses,
    )
