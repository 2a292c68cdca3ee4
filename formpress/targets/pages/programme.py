"""All years of one programme."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Artifact, Edition
from . import addresses
from .staging import Page, staged
from .wording import deadline


def render(editions: Sequence[Edition]) -> Artifact:
    """`editions` of one programme, newest first; the newest one gives the title."""
    newest = editions[0]
    page = Page(
        addresses.programme(newest),
        newest.title,
        f"{newest.title}歷年公告、規則與表單",
        trail=(("首頁", addresses.HOME),),
    )
    return staged(
        page,
        "programme.md.jinja",
        newest=newest,
        editions=[(edition, deadline(edition)) for edition in editions],
        addresses=addresses,
    )
