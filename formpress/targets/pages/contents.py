"""Which pages an edition has, in the order in which people read them."""

from __future__ import annotations

from ...model import Edition
from . import addresses

Link = tuple[str, str]
"""What a page is called, and its address."""


def above(edition: Edition) -> tuple[Link, ...]:
    """The way from the home page down to the announcement of an edition."""
    return (
        ("首頁", addresses.HOME),
        (edition.title, addresses.programme(edition)),
        (edition.year, addresses.announcement(edition)),
    )


def first(edition: Edition) -> list[Link]:
    """The pages that stand before the forms."""
    pages = [("公告全文", addresses.announcement(edition)), ("一頁看懂", addresses.glance(edition))]
    if edition.events:
        pages.append(("時程", addresses.schedule(edition)))
    return [*pages, ("檢核規則", addresses.rules(edition))]


def last(edition: Edition) -> list[Link]:
    """The pages that stand after the forms."""
    return [("審閱文件", addresses.review(edition))]
