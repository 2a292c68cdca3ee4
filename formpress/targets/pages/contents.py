"""Which pages an edition has, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Iterable

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
    pages.append(("檢核規則", addresses.rules(edition)))
    if any(rule.ask for rule in edition.rules):
        pages.append(("常見問題", addresses.faq(edition)))
    return pages


def last(edition: Edition, earlier: Edition | None) -> list[Link]:
    """The pages that stand after the forms."""
    changes = [("修正對照表", addresses.changes(edition))] if earlier else []
    return [*changes, ("審閱文件", addresses.review(edition))]


def before(editions: Iterable[Edition], edition: Edition) -> Edition | None:
    """The last edition of the same programme before this one, by id; None of the first."""
    older = [one for one in editions if one.programme == edition.programme and one.id < edition.id]
    return max(older, key=lambda one: one.id, default=None)
